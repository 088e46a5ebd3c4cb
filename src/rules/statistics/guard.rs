//! The differencing guard. Two numbers that are each about many people can be about few in their difference; so what an
//! organisation was told is remembered, and a number that would isolate fewer than may be told of is not told. Where the same
//! was told before, it is told again as it was: one person more or less never shows.
//!
//! What follows from numbers told is remembered like them: the sum of a line of cells, and the rest of a total without a part.

use std::collections::{BTreeMap, HashMap, HashSet};

use entity::codes::StatisticsMeasure;

use super::{
    Count,
    measure::Value,
    region::{Axis, Region, Values},
    suppression::{Cell, suppress},
};

/// Something that an organisation knows.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Told {
    /// How many.
    pub count: Count,
    /// The values told, by measure; none where it only follows from others.
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
        while self.leave_out_one(cells, asked) {
            suppress(cells, asked.grouped_by, asked.least);
        }
        self.remember(cells, asked);
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
                Value::Amount => Some(told.count.amount),
                Value::People => Some(told.count.people),
                Value::Hours(_) | Value::Days(_) => same.then_some(cell.value),
            });
            cell.count = told.count;
            cell.known = before.is_some();
            cell.left_out = before.is_none();
            cell.value = before.unwrap_or_default();
        }
    }

    /// Leaves out one cell by which something known would tell of too few; false when there is none.
    fn leave_out_one(&self, cells: &mut [Cell], asked: Asked<'_>) -> bool {
        let isolating = cells
            .iter()
            .position(|cell| cell.tells() && !cell.known && self.isolates(&cell.region, cell.count, asked.least));
        if let Some(place) = isolating {
            cells[place].left_out = true;
            return true;
        }
        // A sum of cells against a total, and the other way round.
        let sums = sums(cells, asked.grouped_by);
        for sum in &sums {
            if self.isolates(&sum.region, sum.count, asked.least) && leave_out_smallest(cells, &sum.parts) {
                return true;
            }
        }
        for (region, told) in &self.told {
            let parts: Vec<_> =
                (0..cells.len()).filter(|it| cells[*it].tells() && cells[*it].region.within(region)).collect();
            let together = parts.iter().fold(Count::default(), |sum, it| sum.and(cells[*it].count));
            let alone = parts.len() == 1 && cells[parts[0]].region == *region;
            let isolates = !parts.is_empty() && !alone && told.count.without(together).too_few(asked.least);
            if isolates && leave_out_smallest(cells, &parts) {
                return true;
            }
        }
        false
    }

    /// Whether a number of these people and one that is known tell, in their difference, of too few.
    fn isolates(&self, region: &Region, count: Count, least: i64) -> bool {
        self.told.iter().any(|(other, told)| {
            let nested = region != other && (region.within(other) || other.within(region));
            nested && count.without(told.count).too_few(least)
        })
    }

    fn remember(&mut self, cells: &[Cell], asked: Asked<'_>) {
        for cell in cells.iter().filter(|cell| cell.tells()) {
            let told = self.told.entry(cell.region.clone()).or_default();
            let before = told.clone();
            told.count = cell.count;
            told.values.insert(asked.measure, cell.value);
            if *told != before {
                self.new.insert(cell.region.clone());
            }
        }
        let direct = cells.iter().filter(|cell| cell.tells() && !cell.known);
        let direct: Vec<_> = direct.map(|cell| (cell.region.clone(), cell.count)).collect();
        let sums = sums(cells, asked.grouped_by).into_iter().map(|sum| (sum.region, sum.count));
        let sums: Vec<_> = sums.collect();
        for (region, count) in &sums {
            self.follows(region.clone(), *count);
        }
        let known: Vec<_> = direct.into_iter().chain(sums).collect();
        for (region, count) in known {
            self.remember_rests(&region, count);
        }
    }

    /// The rest of a total without a part, for every total and part that differ on one axis.
    fn remember_rests(&mut self, region: &Region, count: Count) {
        let mut rests = Vec::new();
        for (other, told) in &self.told {
            let Some(axis) = region.differs_on(other) else { continue };
            if region.within(other) {
                rests.push((other.rest(region, axis), told.count.without(count)));
            } else if other.within(region) {
                rests.push((region.rest(other, axis), count.without(told.count)));
            }
        }
        for (region, count) in rests {
            if count.amount > 0 {
                self.follows(region, count);
            }
        }
    }

    fn follows(&mut self, region: Region, count: Count) {
        if !self.told.contains_key(&region) {
            self.new.insert(region.clone());
            self.told.insert(region, Told { count, values: BTreeMap::new() });
        }
    }
}

/// A sum of told cells that is a region again.
struct Sum {
    region: Region,
    count: Count,
    parts: Vec<usize>,
}

/// The sums along each axis in turn: of cells, and of sums of them that have the same values.
fn sums(cells: &[Cell], grouped_by: &[Axis]) -> Vec<Sum> {
    let told = cells.iter().enumerate().filter(|(_, cell)| cell.tells());
    let mut all: Vec<Sum> =
        told.map(|(place, cell)| Sum { region: cell.region.clone(), count: cell.count, parts: vec![place] }).collect();
    let single = all.len();
    for axis in grouped_by {
        let mut lines: BTreeMap<Region, Vec<usize>> = BTreeMap::new();
        for (place, sum) in all.iter().enumerate() {
            let elsewhere = sum.region.clone().set(*axis, Values::one(""));
            lines.entry(elsewhere).or_default().push(place);
        }
        let joined: Vec<_> = lines.values().filter(|line| line.len() > 1).map(|line| join(&all, line, *axis)).collect();
        all.extend(joined);
    }
    all.split_off(single)
}

fn join(all: &[Sum], line: &[usize], axis: Axis) -> Sum {
    let first = &all[line[0]];
    let mut sum = Sum { region: first.region.clone(), count: first.count, parts: first.parts.clone() };
    for place in &line[1..] {
        sum.region = sum.region.joined(&all[*place].region, axis);
        sum.count = sum.count.and(all[*place].count);
        sum.parts.extend(&all[*place].parts);
    }
    sum
}

/// Of these cells the smallest that was not told before; false where there is none.
fn leave_out_smallest(cells: &mut [Cell], parts: &[usize]) -> bool {
    let of = |it: &usize| (cells[*it].count.people, cells[*it].key.clone());
    let smallest = parts.iter().copied().filter(|it| !cells[*it].known).min_by_key(of);
    if let Some(place) = smallest {
        cells[place].left_out = true;
    }
    smallest.is_some()
}
