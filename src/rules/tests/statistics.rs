//! Attacks on the statistics: what the attacker asks, and what it receives.

use std::collections::{BTreeMap, BTreeSet};

use entity::codes::StatisticsMeasure;
use proptest::prelude::*;

use crate::rules::statistics::{
    Count, LEAST,
    guard::{Memory, TableQuery},
    known::Work,
    measure::Value,
    quantile::{quantile, step},
    region::{Axis, Region, Universe, Values},
    suppression::Cell,
};

/// Number of people by sex and nationality: the whole population of a test.
type People = BTreeMap<(&'static str, &'static str), i64>;

/// An attacker, with everything that was released to it.
#[derive(Default)]
struct Attacker {
    memory: Memory,
    /// Maximum comparisons for each question, if fewer than usual.
    work: Option<u64>,
    /// The regions of the released numbers, with the true number of people.
    whom: Vec<(Region, i64)>,
}

impl Attacker {
    /// The released cells of a table by these axes, about the people in a region.
    fn asks(&mut self, people: &People, within: &Region, by: &[Axis]) -> BTreeMap<Vec<String>, i64> {
        let mut counts: BTreeMap<Vec<String>, i64> = BTreeMap::new();
        for ((nationality, sex), amount) in people {
            let is_in = |axis, value: &str| within.on(axis).is_none_or(|values| values.holds(value));
            if is_in(Axis::Nationality, nationality) && is_in(Axis::Sex, sex) {
                let value =
                    |axis: &Axis| if *axis == Axis::Sex { (*sex).to_owned() } else { (*nationality).to_owned() };
                *counts.entry(by.iter().map(value).collect()).or_default() += amount;
            }
        }
        let cell = |(key, amount): (Vec<String>, i64)| {
            let region = by
                .iter()
                .zip(&key)
                .fold(within.clone(), |region, (axis, value)| region.set(*axis, Values::one(value)))
                .plain(&universe());
            let count = Count { amount, people: amount };
            Cell { region, key, count, value: amount, left_out: false, known: false }
        };
        let mut cells: Vec<_> = counts.into_iter().map(cell).collect();
        let asked =
            TableQuery { measure: StatisticsMeasure::Cases, value: Value::Amount, grouped_by: by, least: LEAST };
        let mut work = self.work.map_or_else(Work::default, Work::of);
        self.memory.tell(&mut cells, asked, &mut work);
        for cell in cells.iter().filter(|cell| cell.tells()) {
            self.whom.push((cell.region.clone(), cell.count.amount));
        }
        cells.into_iter().filter(Cell::tells).map(|cell| (cell.key, cell.value)).collect()
    }

    fn total(&mut self, people: &People, within: &Region) -> Option<i64> {
        self.asks(people, within, &[]).into_values().next()
    }
}

fn people(of: &[(&'static str, i64, i64)]) -> People {
    of.iter()
        .flat_map(|(nationality, men, women)| [((*nationality, "MALE"), *men), ((*nationality, "FEMALE"), *women)])
        .collect()
}

fn of(axis: Axis, values: &[&str]) -> Region {
    Region::ALL.set(axis, Values::Only(values.iter().map(|value| (*value).to_owned()).collect()))
}

fn keys(told: &BTreeMap<Vec<String>, i64>) -> Vec<&str> {
    told.keys().map(|key| key[0].as_str()).collect()
}

#[test]
fn a_small_cell_is_left_out_and_another_with_it() {
    let people = people(&[("BEN", 3, 0), ("GIN", 50, 0), ("MLI", 30, 0), ("NGA", 8, 0)]);
    let told = Attacker::default().asks(&people, &Region::ALL, &[Axis::Nationality]);
    assert_eq!(keys(&told), ["GIN", "MLI"], "the total minus the rest would reveal three people");
}

#[test]
fn the_total_does_not_give_away_what_the_table_left_out() {
    let people = people(&[("BEN", 3, 0), ("GIN", 50, 0)]);
    let mut attacker = Attacker::default();
    assert_eq!(keys(&attacker.asks(&people, &Region::ALL, &[Axis::Nationality])), Vec::<&str>::new());
    let mut attacker = Attacker::default();
    assert_eq!(attacker.total(&people, &of(Axis::Nationality, &["GIN"])), Some(50));
    assert_eq!(attacker.total(&people, &Region::ALL), None, "53 - 50");
}

#[test]
fn nobody_is_isolated_by_a_filter_that_leaves_them_out() {
    let people = people(&[("BEN", 3, 0), ("GIN", 50, 0), ("MLI", 30, 0)]);
    let mut attacker = Attacker::default();
    assert_eq!(attacker.total(&people, &Region::ALL), Some(85));
    assert_eq!(attacker.total(&people, &of(Axis::Nationality, &["GIN", "MLI"])), None);
    assert_eq!(attacker.total(&people, &of(Axis::Nationality, &["GIN", "BEN"])), Some(55), "30 are left");
    assert_eq!(attacker.total(&people, &of(Axis::Nationality, &["GIN"])), None, "53 - 50");
}

#[test]
fn one_person_more_never_shows() {
    let mut of_guinea = people(&[("GIN", 50, 20)]);
    let mut attacker = Attacker::default();
    assert_eq!(attacker.total(&of_guinea, &Region::ALL), Some(70));
    for more in 1..=4 {
        of_guinea.insert(("GIN", "MALE"), 50 + more);
        assert_eq!(attacker.total(&of_guinea, &Region::ALL), Some(70), "{more} more");
    }
    of_guinea.insert(("GIN", "MALE"), 55);
    assert_eq!(attacker.total(&of_guinea, &Region::ALL), Some(75));
    of_guinea.insert(("GIN", "MALE"), 54);
    assert_eq!(attacker.total(&of_guinea, &Region::ALL), Some(75), "one person less");
}

#[test]
fn what_is_left_out_of_one_table_is_not_added_up_from_another() {
    // By nationality, Nigeria is suppressed in addition to Benin. By nationality and sex it could be released twice.
    let people = people(&[("BEN", 3, 0), ("GIN", 50, 20), ("MLI", 30, 10), ("NGA", 6, 5)]);
    let mut attacker = Attacker::default();
    assert_eq!(attacker.total(&people, &Region::ALL), Some(125));
    assert_eq!(keys(&attacker.asks(&people, &Region::ALL, &[Axis::Nationality])), ["GIN", "MLI"]);
    let told = attacker.asks(&people, &Region::ALL, &[Axis::Nationality, Axis::Sex]);
    let of_nigeria = told.keys().filter(|key| key[0] == "NGA").count();
    assert!(of_nigeria < 2, "124 - 70 - 40 - 11 = 3: {told:?}");
    assert_eq!(attacker.total(&people, &of(Axis::Nationality, &["NGA"])), None);
}

#[test]
fn what_was_told_is_told_again() {
    let mut changing = people(&[("GIN", 50, 20), ("MLI", 30, 10)]);
    let mut attacker = Attacker::default();
    let before = attacker.asks(&changing, &Region::ALL, &[Axis::Nationality, Axis::Sex]);
    assert_eq!(before.len(), 4);
    let lines = attacker.memory.len();
    changing.insert(("MLI", "FEMALE"), 12);
    assert_eq!(attacker.asks(&changing, &Region::ALL, &[Axis::Nationality, Axis::Sex]), before);
    assert_eq!(attacker.memory.len(), lines, "a dashboard that repeats a question fills no memory");
}

#[test]
fn without_work_left_nothing_new_is_told_and_what_was_told_stays() {
    let people = people(&[("GIN", 50, 20), ("MLI", 30, 10)]);
    let mut attacker = Attacker::default();
    let before = attacker.asks(&people, &Region::ALL, &[Axis::Nationality]);
    assert_eq!(before.len(), 2);
    attacker.work = Some(0);
    assert_eq!(attacker.asks(&people, &Region::ALL, &[Axis::Nationality]), before);
    assert_eq!(attacker.total(&people, &Region::ALL), None, "nobody can say what it would reveal");
    let lines = attacker.memory.len();
    assert_eq!(attacker.asks(&people, &Region::ALL, &[Axis::Nationality, Axis::Sex]), BTreeMap::new());
    assert_eq!(attacker.memory.len(), lines);
}

#[test]
fn hours_are_counted_in_steps_and_ranked() {
    assert_eq!([5, 72, 73, 80, 336, 337, 400].map(step), [5, 72, 72, 78, 336, 336, 384]);
    let counts = [(1, 5), (2, 3), (30, 1), (200, 1)];
    assert_eq!((quantile(&counts, 50), quantile(&counts, 90), quantile(&counts, 100)), (Some(1), Some(30), Some(200)));
    assert_eq!(quantile(&[], 50), None);
}

pub(super) fn values() -> impl Strategy<Value = Values> {
    let set = proptest::collection::btree_set("[a-d]", 0..4);
    (set, any::<bool>())
        .prop_map(|(set, only): (BTreeSet<String>, _)| if only { Values::Only(set) } else { Values::Except(set) })
}

proptest! {
    /// Comparisons of sets are right for every value, also for a value that no set names.
    #[test]
    fn sets_of_values_say_what_holds_for_each_value(a in values(), b in values()) {
        let all = ["a", "b", "c", "d", "e"];
        let within = all.iter().all(|value| !a.holds(value) || b.holds(value));
        // `within` compares definitions, so it may be false although it holds for all five values.
        prop_assert!(!a.within(&b) || within);
        for value in all {
            prop_assert_eq!(a.without(&b).holds(value), a.holds(value) && !b.holds(value));
                prop_assert_eq!(a.common(&b).holds(value), a.holds(value) && b.holds(value));
        }
    }

    /// For any questions in any order: no two released numbers, and no total without parts that do not overlap, differ
    /// by too few people.
    #[test]
    fn no_difference_tells_of_too_few(
        counts in proptest::collection::vec(0..40_i64, 8),
        questions in proptest::collection::vec((0..16_u8, 0..4_u8, 0..4_u8), 1..12),
    ) {
        let pairs = NATIONALITIES.iter().flat_map(|nationality| SEXES.iter().map(move |sex| (*nationality, *sex)));
        let people: People = pairs.zip(counts).collect();
        let mut attacker = Attacker::default();
        for (nationalities, sexes, by) in questions {
            let within = Region::ALL
                .set(Axis::Nationality, chosen(&NATIONALITIES, nationalities))
                .set(Axis::Sex, chosen(&SEXES, sexes));
            let by: &[Axis] = match by {
                0 => &[],
                1 => &[Axis::Nationality],
                2 => &[Axis::Sex],
                _ => &[Axis::Nationality, Axis::Sex],
            };
            attacker.asks(&people, &within, by);
        }
        let told: Vec<_> = attacker.whom.iter().map(|(region, number)| (members(&people, region), *number)).collect();
        for (whom, number) in &told {
            prop_assert!(*number >= LEAST, "{number} people were released");
            let parts: Vec<_> = told.iter().filter(|(part, _)| part.is_subset(whom) && part != whom).collect();
            for (part, of_part) in &parts {
                prop_assert!(of_part == number || number - of_part >= LEAST, "{whom:?} without {part:?}");
            }
            // Every combination of parts that do not overlap.
            let mut families = vec![(whom.clone(), *number)];
            for (part, of_part) in parts {
                for (rest, left) in families.clone() {
                    if part.is_subset(&rest) {
                        prop_assert!(left == *of_part || left - of_part >= LEAST, "{rest:?} without {part:?}");
                        families.push((rest.difference(part).copied().collect(), left - of_part));
                    }
                }
                families.sort();
                families.dedup();
            }
        }
    }
}

/// All existing values.
fn universe() -> Universe {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    Universe::default().with(Axis::Nationality, names(&NATIONALITIES)).with(Axis::Sex, names(&SEXES))
}

const NATIONALITIES: [&str; 4] = ["BEN", "GIN", "MLI", "NGA"];
const SEXES: [&str; 2] = ["FEMALE", "MALE"];

/// Some of these names, or all of them.
fn chosen(names: &[&str], bits: u8) -> Values {
    let chosen = names.iter().enumerate().filter(|(place, _)| bits & 1 << place != 0);
    let chosen: BTreeSet<_> = chosen.map(|(_, name)| (*name).to_owned()).collect();
    if chosen.is_empty() { Values::Except(BTreeSet::new()) } else { Values::Only(chosen) }
}

/// The people who are in a region.
fn members(people: &People, region: &Region) -> BTreeSet<(&'static str, &'static str)> {
    let is_in = |axis, value: &str| region.on(axis).is_none_or(|values| values.holds(value));
    let of = |(nationality, sex): &(&str, &str)| is_in(Axis::Nationality, nationality) && is_in(Axis::Sex, sex);
    people.keys().copied().filter(of).collect()
}
