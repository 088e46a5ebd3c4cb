//! The beds of the caseload: stays as long as in the field, one bed for each person, and no more than the centre has.

use std::collections::HashMap;

use chrono::Duration;
use entity::{codes::StayExitReason, stay};
use uuid::Uuid;

use super::{now, usual};
use crate::cast::{CENTRES, fronting};

/// The stays of each case, in order.
fn of_cases() -> HashMap<Uuid, Vec<&'static stay::Model>> {
    let mut all: HashMap<Uuid, Vec<_>> = HashMap::new();
    for row in &usual().stays {
        all.entry(row.case_id).or_default().push(row);
    }
    all
}

#[test]
fn somebody_has_one_bed_at_a_time_while_the_case_is_open() {
    let cases: HashMap<_, _> = usual().cases.iter().map(|case| (case.id, case)).collect();
    for (id, stays) in of_cases() {
        let case = cases[&id];
        for pair in stays.windows(2) {
            assert!(pair[0].until_at.is_some_and(|until| until <= pair[1].from_at), "{}", case.reference);
        }
        let last = stays[stays.len() - 1];
        assert!(last.until_at.is_some() || last.centre_id == case.centre_id, "{}", case.reference);
        assert!(case.closed_at.is_none() || last.until_at.is_some(), "{} is closed", case.reference);
        for row in stays {
            let centre = CENTRES.iter().find(|centre| centre.id == row.centre_id).expect("of the cast");
            assert_eq!((row.organisation_id, row.fronting_centre_id), (centre.organisation_id, fronting(centre).id));
            assert_eq!((row.until_at.is_some(), row.person_id), (row.exit_reason.is_some(), case.person_id));
            assert!(row.from_at >= case.opened_at && row.from_at <= now(), "{}", case.reference);
            assert!(row.until_at.is_none_or(|until| until >= row.from_at && until <= now()), "{}", case.reference);
            assert!(
                row.until_at.is_none_or(|until| case.closed_at.is_none_or(|closed| until <= closed.max(row.from_at)))
            );
        }
    }
}

#[test]
fn no_house_has_more_people_than_beds_and_the_largest_has_many() {
    let mut heads: HashMap<Uuid, i32> = HashMap::new();
    for row in usual().stays.iter().filter(|row| row.until_at.is_none()) {
        *heads.entry(row.centre_id).or_default() += 1;
    }
    for centre in CENTRES.iter() {
        let taken = heads.get(&centre.id).copied().unwrap_or_default();
        assert!(taken <= centre.beds, "{}: {taken} of {}", centre.code, centre.beds);
    }
    assert!(heads.values().sum::<i32>() > 150, "{heads:?}");
}

#[test]
fn stays_last_as_long_as_in_the_field() {
    let lengths: Vec<Duration> = of_cases()
        .values()
        .filter_map(|stays| Some((stays[0], stays[stays.len() - 1].until_at?)))
        .filter(|(first, _)| first.from_at < now() - Duration::days(600))
        .map(|(first, until)| until - first.from_at)
        .collect();
    let count = |part: usize| f64::from(u32::try_from(part).expect("a small number"));
    let all = count(lengths.len());
    let weeks = lengths.iter().filter(|it| (6..=14).contains(&it.num_days())).count();
    assert!((0.33..0.50).contains(&(count(weeks) / all)), "{weeks} of {all} stay one or two weeks");
    let longer: Vec<_> = lengths.iter().filter(|it| it.num_days() > 14).map(Duration::num_days).collect();
    let days: i64 = longer.iter().sum();
    let mean = days / i64::try_from(longer.len()).expect("some");
    assert!((100..150).contains(&mean), "those in a crisis stay {mean} days");
}

#[test]
fn beds_change_and_people_leave_for_every_reason() {
    use sea_orm::Iterable;
    for reason in StayExitReason::iter() {
        assert!(usual().stays.iter().any(|row| row.exit_reason == Some(reason)), "{reason:?}");
    }
    let sleep = of_cases().len();
    assert!((1_700..1_950).contains(&sleep), "{sleep} of 2,000 have a bed");
}
