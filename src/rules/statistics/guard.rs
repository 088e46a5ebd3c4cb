//! The differencing guard. Two numbers that are each about many people can be about few in their difference; so what an
//! organisation was told is remembered, and a number that would isolate fewer than may be told of is not told. Where the same
//! was told before, it is told again as it was: one person more or less never shows.
//!
//! A number is held against every total that is known: what is left of the total without this number, and without every other
//! known part that does not overlap, must not be too few at any step. Longer sums than that are blurred, for what is told is
//! rounded. The comparisons of one question are limited: when its [`Work`] is spent, nothing new is told.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use entity::codes::StatisticsMeasure;

use super::{
    Count,
    known::{Known, Work},
    measure::Value,
    region::{Axis, Region},
    suppression::{Cell, suppress},
};

/// Something that an organisation knows.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Told {
    /// How many.
    pub count: Count,
    /// The values told, by measure.
    pub values: BTreeMap<StatisticsMeasure, i64>,
}

/// What one organisation knows of one subject.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    lines: Vec<(Region, Told)>,
    places: HashMap<Region, usize>,
    known: Known,
    new: BTreeSet<usize>,
}

/// One answer: its measure, the axes it is grouped by, and how few are too few.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What is measured.
    pub measure: StatisticsMeasure,
    /// How its value comes of the rows.
    pub value: Value,
    /// The axes of the table.
    pub grouped_by: &'a [Axis],
    /// A number about fewer people is not told.
    pub least: i64,
}

impl Memory {
    /// What was told before. Of lines about the same people the last one holds.
    #[must_use]
    pub fn of(told: impl IntoIterator<Item = (Region, Told)>) -> Self {
        let mut memory = Self::default();
        for (region, told) in told {
            memory.put(&region, told);
        }
        memory
    }

    /// What is known now and was not before, to be written down.
    pub fn new_lines(&self) -> impl Iterator<Item = (&Region, &Told)> {
        self.new.iter().map(|place| (&self.lines[*place].0, &self.lines[*place].1))
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether nothing was told yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Leaves out of a table what may not be told, puts what was told before in its place where there is something, and
    /// remembers the rest.
    pub fn tell(&mut self, cells: &mut [Cell], asked: Asked<'_>, work: &mut Work) {
        self.repeat(cells, asked, work);
        suppress(cells, asked.grouped_by, asked.least);
        // What is known stands; of the new, the largest first, for it is what the reader came for.
        let mut order: Vec<_> = (0..cells.len()).filter(|place| cells[*place].tells()).collect();
        order.sort_by_key(|place| (!cells[*place].known, Reverse(cells[*place].count.people), *place));
        for place in order {
            let cell = &mut cells[place];
            if !cell.known && self.known.isolates(&cell.region, cell.count, asked.least, work) {
                cell.left_out = true;
                continue;
            }
            if !cell.known && matches!(asked.value, Value::Amount | Value::People) {
                cell.value = rounded(cell.value, asked.least);
            }
            self.remember(cell, asked.measure);
        }
    }

    /// What was told of the same people and differs by too few, or by nothing, is told again.
    fn repeat(&mut self, cells: &mut [Cell], asked: Asked<'_>, work: &mut Work) {
        for cell in cells {
            let Some(place) = self.places.get(&cell.region) else { continue };
            let told = &self.lines[*place].1;
            let moved = cell.count.without(told.count);
            let same = moved == Count::default();
            let conflict = !same && self.known.isolates(&cell.region, cell.count, asked.least, work);
            if !same && !moved.too_few(asked.least) && !conflict {
                continue;
            }
            let before = told.values.get(&asked.measure).copied().or(match asked.value {
                Value::Amount => Some(rounded(told.count.amount, asked.least)),
                Value::People => Some(rounded(told.count.people, asked.least)),
                Value::Hours(_) | Value::Days(_) => same.then_some(cell.value),
            });
            cell.count = told.count;
            cell.known = before.is_some();
            cell.left_out = before.is_none();
            cell.value = before.unwrap_or_default();
        }
    }

    fn remember(&mut self, cell: &Cell, measure: StatisticsMeasure) {
        let before = self.places.get(&cell.region).map(|place| &self.lines[*place].1);
        let mut told = before.cloned().unwrap_or_default();
        told.count = cell.count;
        told.values.insert(measure, cell.value);
        if before != Some(&told) {
            let place = self.put(&cell.region, told);
            self.new.insert(place);
        }
    }

    fn put(&mut self, region: &Region, told: Told) -> usize {
        let count = told.count;
        let place = if let Some(place) = self.places.get(region) {
            self.lines[*place].1 = told;
            *place
        } else {
            self.lines.push((region.clone(), told));
            self.places.insert(region.clone(), self.lines.len() - 1);
            self.lines.len() - 1
        };
        self.known.put(place, region, count);
        place
    }
}

/// A number to the nearest step; sums of such numbers add up to nobody in particular.
const fn rounded(number: i64, step: i64) -> i64 {
    (number + step / 2) / step * step
}
