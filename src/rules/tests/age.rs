//! Which people count as children, and that the age band agrees.

use chrono::{Days, NaiveDate};
use entity::{
    birth::Birth,
    codes::{AgeBand, BirthDatePrecision as P, VulnerabilityCategory as V},
};
use proptest::prelude::*;
use sea_orm::Iterable;

use crate::rules::age::{Recorded, is_child, of_a_child};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day of the calendar")
}

fn born(text: &str, precision: P) -> Birth {
    Birth { date: Some(day(text)), precision }
}

const UNKNOWN: Birth = Birth { date: None, precision: P::Estimated };

#[test]
fn somebody_is_a_child_unless_the_latest_possible_birthday_makes_them_eighteen() {
    let today = day("2026-11-28");
    for (birth, child) in [
        (born("2008-11-29", P::Exact), true),
        (born("2008-11-28", P::Exact), false),
        (born("2008-11-01", P::Month), true),
        (born("2008-10-01", P::Month), false),
        (born("2008-01-01", P::Year), true),
        (born("2007-01-01", P::Year), false),
        (born("2006-01-01", P::Estimated), true),
        (born("2005-01-01", P::Estimated), false),
        (born("2024-05-14", P::Exact), true),
        (UNKNOWN, true),
    ] {
        assert_eq!(is_child(birth, &[], today), child, "{birth:?}");
    }
}

#[test]
fn a_recorded_child_vulnerability_beats_a_date_that_makes_an_adult() {
    let today = day("2026-11-28");
    let (adult, seen) = (born("1990-01-01", P::Exact), day("2026-11-20"));
    for category in V::iter() {
        let child = is_child(adult, &[Recorded { category, identified_on: seen }], today);
        assert_eq!(child, of_a_child(category), "{category:?}");
    }
    assert!(of_a_child(V::UnaccompaniedChild) && of_a_child(V::ChildParent) && !of_a_child(V::SingleParent));
}

#[test]
fn a_child_that_was_recorded_as_one_comes_of_age() {
    let birth = born("2008-06-01", P::Exact);
    let alone = [Recorded { category: V::UnaccompaniedChild, identified_on: day("2025-02-01") }];
    assert!(is_child(birth, &alone, day("2026-05-31")));
    assert!(!is_child(birth, &alone, day("2026-06-01")));
}

proptest! {
    #[test]
    fn the_age_band_of_a_child_is_no_adults_and_the_other_way_round(
        date in prop::option::of(0_u64..40_000),
        precision in prop::sample::select(P::iter().collect::<Vec<_>>()),
        today in 0_u64..40_000,
    ) {
        let day = |days| day("1950-01-01") + Days::new(days);
        let (birth, today) = (Birth { date: date.map(day), precision }, day(today));
        let band = birth.band(today);
        let of_an_adult = band >= AgeBand::From18To24 && band != AgeBand::Unknown;
        prop_assert_eq!(is_child(birth, &[], today), !of_an_adult, "{:?}", band);
        // A more exact date never makes a person younger.
        let exact = Birth { precision: P::Exact, ..birth };
        prop_assert!(is_child(birth, &[], today) || !is_child(exact, &[], today));
    }
}
