//! The differencing guard. The difference of two large numbers can be a number about few people. Therefore the numbers
//! released to an organisation are remembered, and a number that would isolate fewer people than allowed is not
//! released. A number that was released before is repeated unchanged, so that one person more or less never shows.
//!
//! A number is compared with every known total. The rest of the total without this number, and without any other known
//! parts that do not overlap, must not be too small at any step. Longer sums are blurred because released numbers are
//! rounded. The comparisons of one question are limited: when its [`Work`] is spent, nothing new is released.

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

/// A number that an organisation knows.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Told {
    /// Number of rows and people.
    pub count: Count,
    /// Released values by measure.
    pub values: BTreeMap<StatisticsMeasure, i64>,
}

/// The numbers about one subject that one organisation knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    lines: Vec<(Region, Told)>,
    places: HashMap<Region, usize>,
    known: Known,
    new: BTreeSet<usize>,
}

/// The table of one answer: its measure, its axes and the threshold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableQuery<'a> {
    /// The measure.
    pub measure: StatisticsMeasure,
    /// How its value is computed from the rows.
    pub value: Value,
    /// Axes by which the table is grouped.
    pub grouped_by: &'a [Axis],
    /// Threshold: a number about fewer people is not released.
    pub least: i64,
}

impl Memory {
    /// From the numbers released before. If several are about the same people, the last one counts.
    pub(crate) fn of(told: impl IntoIterator<Item = (Region, Told)>) -> Self {
        let mut memory = Self::default();
        for (region, told) in told {
            memory.put(&region, told);
        }
        memory
    }

    /// The numbers released for the first time, which the caller has to store.
    pub(crate) fn new_lines(&self) -> impl Iterator<Item = (&Region, &Told)> {
        self.new.iter().map(|place| (&self.lines[*place].0, &self.lines[*place].1))
    }

    /// Number of remembered numbers.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Removes from a table what must not be released, repeats numbers that were released before, and remembers the
    /// rest.
    pub(crate) fn tell(&mut self, cells: &mut [Cell], asked: TableQuery<'_>, work: &mut Work) {
        self.repeat(cells, asked, work);
        suppress(cells, asked.grouped_by, asked.least);
        // Known numbers stay. The largest new numbers are tried first, because readers need them most.
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

    /// Repeats the number that was released for the same people if it has changed by too few people or not at all, or
    /// if the new number would isolate somebody.
    fn repeat(&mut self, cells: &mut [Cell], asked: TableQuery<'_>, work: &mut Work) {
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

/// The number rounded to the nearest step, so that sums and differences do not show single people.
const fn rounded(number: i64, step: i64) -> i64 {
    (number + step / 2) / step * step
}
