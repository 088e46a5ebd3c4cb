//! Beds and the dates of stays.

use chrono::{DateTime, Duration, Utc};
use entity::codes::{ClosureReason, Coarsens as _, StayExitReason};
use sea_orm::Iterable;

use crate::rules::{
    refusal::RefusalCode,
    stay::{arrived, departed, left_with_case, take_bed},
};

fn now() -> DateTime<Utc> {
    "2024-05-14T09:30:00Z".parse().expect("a time")
}

#[test]
fn a_full_house_takes_people_in_only_when_that_is_meant() {
    for (taken, beds, over_capacity, expected) in [
        (0, 1, false, Ok(false)),
        (0, 1, true, Ok(false)),
        (1, 1, false, Err(RefusalCode::NoCapacity)),
        (1, 1, true, Ok(true)),
        (9, 1, false, Err(RefusalCode::NoCapacity)),
        (0, 0, false, Err(RefusalCode::NoCapacity)),
        (0, -1, true, Ok(true)),
    ] {
        let found = take_bed(taken, beds, over_capacity).map_err(|refusal| refusal.code);
        assert_eq!(found, expected, "{taken} of {beds}");
    }
}

#[test]
fn nobody_comes_tomorrow_or_before_the_stay_that_they_had_was_over() {
    let ok = |at, after| arrived("at", at, after, now()).is_ok();
    assert!(ok(now(), None) && ok(now() - Duration::days(900), None) && ok(now(), Some(now())));
    assert!(!ok(now() + Duration::seconds(1), None) && !ok(now() - Duration::days(30_000), None));
    assert!(!ok(now() - Duration::seconds(2), Some(now() - Duration::seconds(1))));
}

#[test]
fn nobody_leaves_tomorrow_or_before_they_came() {
    let ok = |at| departed(at, now() - Duration::days(3), now()).is_ok();
    assert!(ok(now()) && ok(now() - Duration::days(3)));
    assert!(!ok(now() + Duration::seconds(1)) && !ok(now() - Duration::days(4)));
}

#[test]
fn the_end_of_a_stay_tells_no_more_than_the_end_of_its_case_and_nothing_of_asylum() {
    for reason in ClosureReason::iter() {
        let exit = left_with_case(reason);
        assert!(!exit.sensitive() || reason.sensitive() || reason == ClosureReason::Transferred, "{reason:?}");
    }
    let like_asylum = ClosureReason::iter().filter(|it| left_with_case(*it) == StayExitReason::Settled);
    assert!(like_asylum.filter(|it| !it.sensitive()).count() > 1);
}
