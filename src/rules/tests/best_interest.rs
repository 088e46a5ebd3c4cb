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
    best_interest::{HOLDS_DAYS, State, ends, may_decide, may_request, speaks, state},
    refusal::RefusalCode as R,
    second_person::Human,
};

const ASKS: Uuid = Uuid::from_u128(1);
const DECIDES: Uuid = Uuid::from_u128(2);

fn decided(outcome: O, at: DateTime<Utc>) -> best_interest_determination::Model {
    best_interest_determination::Model {
        id: Uuid::now_v7(),
        case_id: Uuid::nil(),
        purpose: Purpose::ReferralService,
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
    assert_eq!(state(None, until), State::Waiting);
    assert_eq!(state(Some(now()), until - Duration::seconds(1)), State::Valid);
    assert_eq!(state(Some(now()), until), State::Expired);
}

#[test]
fn only_the_newest_decision_about_the_purpose_speaks_and_only_if_it_is_in_favour() {
    let (then, later) = (now() - Duration::days(9), now() - Duration::days(2));
    for newest in O::iter() {
        for older in O::iter() {
            let of_case = [decided(newest, later), decided(older, then)];
            let found = speaks(&of_case, Purpose::ReferralService, now());
            assert_eq!(found.is_some(), newest == O::InFavour, "{older:?}, then {newest:?}");
            assert!(speaks(&of_case, Purpose::MedicalCare, now()).is_none(), "another purpose");
        }
    }
    let old = [decided(O::InFavour, now() - Duration::days(HOLDS_DAYS))];
    assert!(speaks(&old, Purpose::ReferralService, now()).is_none(), "its time is over");
    assert!(speaks(&old, Purpose::ReferralService, now() - Duration::microseconds(1)).is_some());
}
