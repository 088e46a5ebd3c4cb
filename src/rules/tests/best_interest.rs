//! Best-interest determinations: who can request and decide one, and which decision counts.

use chrono::{DateTime, Duration, Utc};
use entity::{
    best_interest_determination,
    codes::{BestInterestOutcome as O, DataClass, Purpose},
};
use sea_orm::Iterable;
use uuid::Uuid;

use super::consent::now;
use crate::rules::{
    age::Age,
    best_interest::{About, HOLDS_DAYS, ends, may_decide, may_request, speaks, undetermined_from},
    refusal::RefusalCode as R,
    second_person::Human,
};

const ABOUT: About = About { case_id: Uuid::nil(), purpose: Purpose::ReferralService, receiver_id: Uuid::from_u128(7) };
const ASKS: Uuid = Uuid::from_u128(1);
const DECIDES: Uuid = Uuid::from_u128(2);

fn decided(outcome: O, at: DateTime<Utc>) -> best_interest_determination::Model {
    best_interest_determination::Model {
        id: Uuid::now_v7(),
        case_id: Uuid::nil(),
        purpose: ABOUT.purpose,
        receiver_id: Some(ABOUT.receiver_id),
        grounds: "heard".to_owned(),
        inference_class: DataClass::Protection,
        emergency_care: false,
        requested_by: ASKS,
        outcome: Some(outcome),
        reason: Some("why".to_owned()),
        decided_by: Some(DECIDES),
        decided_at: Some(at),
        created_at: at,
        version: 2,
    }
}

#[test]
fn it_is_for_children_and_asked_once_at_a_time() {
    assert_eq!(may_request(true, false), Ok(()));
    assert_eq!(may_request(false, false).unwrap_err().code, R::LegalBasisDoesNotApply);
    assert_eq!(may_request(true, true).unwrap_err().code, R::InvalidTransition);
}

#[test]
fn another_person_decides_it_once() {
    let waits = best_interest_determination::Model { outcome: None, decided_at: None, ..decided(O::InFavour, now()) };
    assert_eq!(may_decide(&waits, &Human::of([DECIDES])), Ok(()));
    assert_eq!(may_decide(&waits, &Human::of([ASKS])).unwrap_err().code, R::SamePerson);
    assert_eq!(may_decide(&decided(O::Against, now()), &Human::of([DECIDES])).unwrap_err().code, R::InvalidTransition);
}

#[test]
fn a_decision_is_over_after_its_days() {
    let until = ends(now());
    assert_eq!(until, now() + Duration::days(HOLDS_DAYS));
    let in_favour = [decided(O::InFavour, now())];
    assert!(speaks(&in_favour, ABOUT, until - Duration::seconds(1)).is_some());
    assert!(speaks(&in_favour, ABOUT, until).is_none());
}

#[test]
fn only_the_newest_decision_about_the_purpose_speaks_and_only_if_it_is_in_favour() {
    let (then, later) = (now() - Duration::days(9), now() - Duration::days(2));
    for newest in O::iter() {
        for older in O::iter() {
            let of_person = [decided(newest, later), decided(older, then)];
            let found = speaks(&of_person, ABOUT, now());
            assert_eq!(found.is_some(), newest == O::InFavour, "{older:?}, then {newest:?}");
            let care = About { purpose: Purpose::MedicalCare, ..ABOUT };
            assert!(speaks(&of_person, care, now()).is_none(), "another purpose");
            let at_once = [decided(newest, then), decided(older, then)];
            let both = newest == O::InFavour && older == O::InFavour;
            assert_eq!(speaks(&at_once, ABOUT, now()).is_some(), both, "{older:?} and {newest:?} at once");
        }
    }
    let old = [decided(O::InFavour, now() - Duration::days(HOLDS_DAYS))];
    assert!(speaks(&old, ABOUT, now()).is_none(), "its time is over");
    assert!(speaks(&old, ABOUT, now() - Duration::microseconds(1)).is_some());
}

#[test]
fn a_decision_counts_for_its_receiver_and_one_that_is_not_in_favour_in_every_case_of_the_person() {
    let (then, later) = (now() - Duration::days(9), now() - Duration::days(2));
    let elsewhere = |row| best_interest_determination::Model { case_id: Uuid::from_u128(9), ..row };
    let to = |row, receiver_id| best_interest_determination::Model { receiver_id, ..row };
    let other = Some(Uuid::from_u128(8));
    let yes = || decided(O::InFavour, then);
    assert!(speaks(&[to(yes(), other)], ABOUT, now()).is_none(), "it is about another receiver");
    assert!(speaks(&[to(yes(), None)], ABOUT, now()).is_none(), "without a receiver it opens nothing");
    assert!(speaks(&[elsewhere(yes())], ABOUT, now()).is_none(), "it was decided for another case");
    for no in [O::Against, O::Deferred] {
        let no = || decided(no, later);
        assert!(speaks(&[yes(), to(no(), other)], ABOUT, now()).is_some(), "it is about another receiver");
        assert!(speaks(&[yes(), to(no(), None)], ABOUT, now()).is_none(), "without a receiver it counts for every one");
        assert!(speaks(&[yes(), elsewhere(no())], ABOUT, now()).is_none(), "it counts in every case");
        let newest = elsewhere(decided(O::InFavour, now()));
        assert!(speaks(&[yes(), no(), newest], ABOUT, now()).is_none(), "a decision for another case lifts nothing");
    }
}

#[test]
fn a_child_is_undetermined_from_the_end_of_the_decision_unless_it_comes_of_age_before() {
    let (child, adult) = (Age { child: true, of_age: None }, Age { child: false, of_age: None });
    let row = decided(O::InFavour, now());
    let until = ends(now());
    assert_eq!(undetermined_from(child, None, now()), Some(now()));
    assert_eq!(undetermined_from(child, Some(&row), now()), Some(until));
    assert_eq!(undetermined_from(adult, None, now()), None);
    let of_age = |days| Age { child: true, of_age: Some((until + Duration::days(days)).date_naive()) };
    assert_eq!(undetermined_from(of_age(-1), Some(&row), now()), None);
    assert_eq!(undetermined_from(of_age(2), Some(&row), now()), Some(until));
}
