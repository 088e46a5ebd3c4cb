//! The known numbers, and whether one more would isolate somebody. Numbers are found by the axes that their region
//! narrows: a total narrows no axis that its part does not narrow.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use super::{
    Count,
    region::Region,
    short::{Axes, Names, Short},
};

/// Maximum comparisons for one question; about 50 milliseconds.
const FOR_A_QUESTION: u64 = 2_000_000;
/// Maximum combinations of parts that are tried for one number and one total. This is enough for all combinations of
/// some hundred numbers; beyond that, rounding protects.
const TRIED: usize = 4_000;

/// The comparisons that a question has left. A question without any left receives nothing new. It is not copied, because a
/// question has one budget for all of its subjects and tries.
#[derive(Debug)]
pub(crate) struct Work(u64);

impl Default for Work {
    fn default() -> Self {
        Self::of(FOR_A_QUESTION)
    }
}

impl Work {
    /// This number of comparisons.
    pub(crate) const fn of(comparisons: u64) -> Self {
        Self(comparisons)
    }

    /// Whether no comparison is left.
    pub(crate) const fn is_spent(&self) -> bool {
        self.0 == 0
    }

    const fn spend(&mut self, comparisons: usize) {
        self.0 = self.0.saturating_sub(comparisons as u64);
    }
}

/// The known numbers about one subject.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    names: Names,
    lines: Vec<(Short, Count)>,
    by_axes: BTreeMap<Axes, Vec<usize>>,
    /// Cached parts of totals.
    parts: HashMap<usize, Parts>,
}

/// The known parts of a region, the largest first.
#[derive(Clone, Debug, Default)]
struct Parts {
    places: Vec<usize>,
    people: i64,
}

impl Known {
    /// Stores a number: at the end if the place is new, otherwise as the new number for the same region.
    pub(crate) fn put(&mut self, place: usize, region: &Region, count: Count) {
        if let Some((_, before)) = self.lines.get_mut(place) {
            if *before != count {
                *before = count;
                self.parts.clear();
            }
            return;
        }
        let short = self.names.shorten(region);
        self.by_axes.entry(short.axes()).or_default().push(place);
        for (total, parts) in &mut self.parts {
            if short.within(&self.lines[*total].0) {
                let people = |place: &usize| Reverse(self.lines[*place].1.people);
                let at = parts.places.partition_point(|it| people(it) <= Reverse(count.people));
                parts.places.insert(at, place);
                parts.people += count.people;
            }
        }
        self.lines.push((short, count));
    }

    /// Whether a number about these people would, together with the known ones, isolate too few people. Also true if
    /// the work of the question is spent and nobody can say.
    pub(crate) fn isolates(&mut self, region: &Region, count: Count, least: i64, work: &mut Work) -> bool {
        let short = self.names.shorten(region);
        let parts = self.parts_of(&short, work);
        if self.leaves_too_few(&parts, count, None, least, work) {
            return true;
        }
        for total in self.totals_of(&short, work) {
            let rest = self.lines[total].1.without(count);
            if rest.too_few(least) || work.is_spent() {
                return true;
            }
            let parts = match self.parts.remove(&total) {
                Some(parts) => parts,
                None => self.parts_of(&self.lines[total].0, work),
            };
            let isolated = self.leaves_too_few(&parts, rest, Some(&short), least, work);
            self.parts.insert(total, parts);
            if isolated {
                return true;
            }
        }
        work.is_spent()
    }

    /// The known numbers about a larger group that includes these people.
    fn totals_of(&self, short: &Short, work: &mut Work) -> Vec<usize> {
        self.found(|axes| axes.within(short.axes()), |line| short.within(line) && !line.within(short), work)
    }

    /// The known numbers about a part of these people.
    fn parts_of(&self, short: &Short, work: &mut Work) -> Parts {
        let mut places =
            self.found(|axes| short.axes().within(axes), |line| line.within(short) && !short.within(line), work);
        places.sort_by_key(|place| Reverse(self.lines[*place].1.people));
        let people = places.iter().map(|place| self.lines[*place].1.people).sum();
        Parts { places, people }
    }

    fn found(&self, axes: impl Fn(Axes) -> bool, is: impl Fn(&Short) -> bool, work: &mut Work) -> Vec<usize> {
        let mut found = Vec::new();
        for (_, places) in self.by_axes.iter().filter(|(of, _)| axes(**of)) {
            work.spend(places.len());
            found.extend(places.iter().copied().filter(|place| is(&self.lines[*place].0)));
        }
        found
    }

    /// Whether removing known parts of a region one after another leaves too few people at some step. `count` is the
    /// rest after `gone` was removed.
    fn leaves_too_few(&self, parts: &Parts, count: Count, gone: Option<&Short>, least: i64, work: &mut Work) -> bool {
        // Even all parts together would leave enough people.
        if count.people - parts.people >= least {
            return false;
        }
        work.spend(parts.places.len());
        let lines = parts.places.iter().map(|place| &self.lines[*place]);
        let parts: Vec<_> =
            lines.filter(|(part, _)| gone.is_none_or(|gone| gone.apart(part))).map(|(part, of)| (*of, part)).collect();
        if parts.iter().any(|(of_part, _)| count.without(*of_part).too_few(least)) {
            return true;
        }
        let mut search = Search { parts: &parts, tried: 0, least, work };
        search.leaves_too_few(0, count, &mut Vec::new())
    }
}

/// A search for parts that do not overlap and leave too few people.
struct Search<'a, 'w> {
    parts: &'a [(Count, &'a Short)],
    tried: usize,
    least: i64,
    work: &'w mut Work,
}

impl<'a> Search<'a, '_> {
    fn leaves_too_few(&mut self, from: usize, left: Count, taken: &mut Vec<&'a Short>) -> bool {
        let parts = self.parts;
        // Prune: subtracting all remaining parts would still leave at least `least` people.
        let all: i64 = parts[from..].iter().map(|(of_part, _)| of_part.people).sum();
        self.work.spend(parts.len() - from);
        if left.people - all >= self.least {
            return false;
        }
        for (place, (of_part, part)) in parts.iter().enumerate().skip(from) {
            if self.tried == TRIED {
                return false;
            }
            if self.work.is_spent() {
                return true;
            }
            self.tried += 1;
            self.work.spend(1 + taken.len());
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
