//! The differencing guard. Two numbers that are each about many people can be about few in their difference; so what an
//! organisation was told is remembered, and a number that would isolate fewer than may be told of is not told. Where the same
//! was told before, it is told again as it was: one person more or less never shows.
//!
//! A number is held against every total that is known: what is left of the total without this number, and without every other
//! known part that does not overlap, must not be too few at any step. Longer sums than that are blurred, for what is told is
//! rounded.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet},
};

use entity::codes::StatisticsMeasure;

use super::{
    Count,
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
    told: HashMap<Region, Told>,
    new: HashSet<Region>,
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
    /// What was told before.
    #[must_use]
    pub fn of(told: HashMap<Region, Told>) -> Self {
        Self { told, new: HashSet::new() }
    }

    /// What is known now and was not before, to be written down.
    pub fn new_lines(&self) -> impl Iterator<Item = (&Region, &Told)> {
        self.new.iter().filter_map(|region| self.told.get_key_value(region))
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.told.len()
    }

    /// Whether nothing was told yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// Leaves out of a table what may not be told, puts what was told before in its place where there is something, and
    /// remembers the rest.
    pub fn tell(&mut self, cells: &mut [Cell], asked: Asked<'_>) {
        self.repeat(cells, asked);
        suppress(cells, asked.grouped_by, asked.least);
        // What is known stands; of the new, the largest first, for it is what the reader came for.
        let mut order: Vec<_> = (0..cells.len()).filter(|place| cells[*place].tells()).collect();
        order.sort_by_key(|place| (!cells[*place].known, Reverse(cells[*place].count.people), *place));
        for place in order {
            let cell = &mut cells[place];
            if !cell.known && self.isolates(&cell.region, cell.count, asked.least) {
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
    fn repeat(&self, cells: &mut [Cell], asked: Asked<'_>) {
        for cell in cells {
            let Some(told) = self.told.get(&cell.region) else { continue };
            let moved = cell.count.without(told.count);
            let same = moved == Count::default();
            let conflict = !same && self.isolates(&cell.region, cell.count, asked.least);
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
        let told = self.told.entry(cell.region.clone()).or_default();
        let before = told.clone();
        told.count = cell.count;
        told.values.insert(measure, cell.value);
        if *told != before {
            self.new.insert(cell.region.clone());
        }
    }

    /// Whether a number of these people would tell, with what is known, of too few.
    fn isolates(&self, region: &Region, count: Count, least: i64) -> bool {
        if self.leaves_too_few(region, count, None, least) {
            return true;
        }
        let totals = self.told.iter().filter(|(total, _)| *total != region && region.within(total));
        totals.into_iter().any(|(total, told)| {
            let rest = told.count.without(count);
            rest.too_few(least) || self.leaves_too_few(total, rest, Some(region), least)
        })
    }

    /// Whether known parts of a region, taken off one after the other, leave too few of it at some step. `count` are those who
    /// are left when `gone` is taken off already.
    fn leaves_too_few(&self, region: &Region, count: Count, gone: Option<&Region>, least: i64) -> bool {
        let part =
            |other: &&Region| *other != region && other.within(region) && gone.is_none_or(|gone| gone.apart(other));
        let parts = self.told.iter().filter(|(other, _)| part(other));
        let mut parts: Vec<_> = parts.map(|(other, told)| (told.count, other)).collect();
        if parts.iter().any(|(of_part, _)| count.without(*of_part).too_few(least)) {
            return true;
        }
        parts.sort_by_key(|(of_part, _)| Reverse(of_part.people));
        let mut search = Search { parts: &parts, tried: 0, least };
        search.leaves_too_few(0, count, &mut Vec::new())
    }
}

/// How many families of parts are looked at. That is all of them for a hundred numbers; for more, rounding is there.
const TRIED: usize = 4_000;

/// The search for parts that do not overlap and leave too few.
struct Search<'a> {
    parts: &'a [(Count, &'a Region)],
    tried: usize,
    least: i64,
}

impl<'a> Search<'a> {
    fn leaves_too_few(&mut self, from: usize, left: Count, taken: &mut Vec<&'a Region>) -> bool {
        let parts = self.parts;
        // Even all that are left together would leave enough.
        let all: i64 = parts[from..].iter().map(|(of_part, _)| of_part.people).sum();
        if left.people - all >= self.least {
            return false;
        }
        for (place, (of_part, part)) in parts.iter().enumerate().skip(from) {
            if self.tried == TRIED {
                return false;
            }
            self.tried += 1;
            if taken.iter().any(|other| !other.apart(part)) {
                continue;
            }
            let rest = left.without(*of_part);
            if rest.too_few(self.least) {
                return true;
            }
            taken.push(*part);
            if self.leaves_too_few(place + 1, rest, taken) {
                return true;
            }
            taken.pop();
        }
        false
    }
}

/// A number to the nearest step; sums of such numbers add up to nobody in particular.
const fn rounded(number: i64, step: i64) -> i64 {
    (number + step / 2) / step * step
}
