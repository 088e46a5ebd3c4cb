//! Regions as bit sets, so that comparing two takes only nanoseconds: per axis one bit for each value name.

use std::collections::{BTreeSet, HashMap};

use super::region::{Axis, Region, Values};

/// The bit numbers of the value names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(HashMap<Axis, HashMap<String, usize>>);

/// A region as bit sets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Short {
    axes: Axes,
    /// Sorted by axis.
    sets: Vec<(Axis, Set)>,
}

/// The axes that a region narrows, as bits.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Axes(u32);

#[derive(Clone, Debug)]
struct Set {
    /// Whether the set is everything except these bits.
    except: bool,
    bits: Vec<u64>,
}

impl Axes {
    /// Whether all of these axes are among the others.
    pub(crate) const fn within(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }
}

impl Names {
    /// Converts a region. New value names receive the next number.
    pub(crate) fn shorten(&mut self, region: &Region) -> Short {
        let mut short = Short::default();
        for (axis, values) in region.iter() {
            let numbers = self.0.entry(axis).or_default();
            let (except, names) = match values {
                Values::Only(names) => (false, names),
                Values::Except(names) => (true, names),
            };
            short.axes.0 |= 1 << axis as u32;
            short.sets.push((axis, Set { except, bits: bits(numbers, names) }));
        }
        short
    }
}

fn bits(numbers: &mut HashMap<String, usize>, names: &BTreeSet<String>) -> Vec<u64> {
    let mut bits = Vec::new();
    for name in names {
        let next = numbers.len();
        let number = numbers.get(name).copied().unwrap_or(next);
        if number == next {
            numbers.insert(name.clone(), next);
        }
        let word = number / 64;
        if bits.len() <= word {
            bits.resize(word + 1, 0);
        }
        bits[word] |= 1 << (number % 64);
    }
    bits
}

impl Short {
    /// The narrowed axes.
    pub(crate) const fn axes(&self) -> Axes {
        self.axes
    }

    /// Whether everybody in this region is also in the other.
    pub(crate) fn within(&self, other: &Self) -> bool {
        other.axes.within(self.axes)
            && other.sets.iter().all(|(axis, theirs)| self.on(*axis).is_some_and(|mine| mine.within(theirs)))
    }

    /// Whether nobody can be in both regions.
    pub(crate) fn apart(&self, other: &Self) -> bool {
        self.sets.iter().any(|(axis, mine)| other.on(*axis).is_some_and(|theirs| mine.apart(theirs)))
    }

    fn on(&self, axis: Axis) -> Option<&Set> {
        self.sets.iter().find(|(it, _)| *it == axis).map(|(_, set)| set)
    }
}

impl Set {
    fn within(&self, other: &Self) -> bool {
        match (self.except, other.except) {
            (false, false) => subset(&self.bits, &other.bits),
            (false, true) => disjoint(&self.bits, &other.bits),
            (true, false) => false,
            (true, true) => subset(&other.bits, &self.bits),
        }
    }

    fn apart(&self, other: &Self) -> bool {
        match (self.except, other.except) {
            (false, false) => disjoint(&self.bits, &other.bits),
            (false, true) => subset(&self.bits, &other.bits),
            (true, false) => subset(&other.bits, &self.bits),
            (true, true) => false,
        }
    }
}

fn subset(these: &[u64], those: &[u64]) -> bool {
    these.iter().enumerate().all(|(word, bits)| bits & !those.get(word).copied().unwrap_or_default() == 0)
}

fn disjoint(these: &[u64], those: &[u64]) -> bool {
    these.iter().zip(those).all(|(a, b)| a & b == 0)
}
