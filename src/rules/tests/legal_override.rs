//! Legal overrides: requesting, approving, ending, and the state that follows from the dates.

use chrono::{DateTime, Duration, Utc};
use entity::{
    codes::{DataClass as C, LegalBasis, LegalOverrideState as S},
    legal_override,
};
use sea_orm::Iterable;
use uuid::Uuid;

use super::consent::now;
use crate::{
    access::class::ClassSet,
    rules::{
        legal_override::{Request, in_force, may_approve, may_decide, may_end, may_renew, may_request, state},
        refusal::{Refusal, RefusalCode as R},
        second_person::Human,
    },
};

const ASKS: Uuid = Uuid::from_u128(1);
const APPROVES: Uuid = Uuid::from_u128(2);

fn request(legal_basis: LegalBasis) -> Request {
    Request {
        legal_basis,
        valid_until: now() + Duration::days(30),
        child: true,
        in_best_interest: Some(now() + Duration::days(40)),
    }
}

fn row() -> legal_override::Model {
    legal_override::Model {
        id: Uuid::nil(),
        case_id: Uuid::nil(),
        organisation_id: None,
        country: None,
        referral_id: Some(Uuid::nil()),
        transfer_id: None,
        legal_basis: LegalBasis::VitalInterest,
        reason: "unconscious".to_owned(),
        classes: ClassSet::of(&[C::Identity, C::Protection]).to_bits(),
        inference_class: C::Legal,
        emergency_care: false,
        determination_id: None,
        renews_id: None,
        requested_by: ASKS,
        valid_until: now() + Duration::days(1),
        approved_by: None,
        approved_at: None,
        refused_by: None,
        refused_at: None,
        refusal_text: None,
        ended_by: None,
        ended_at: None,
        created_at: now(),
        version: 1,
    }
}

fn code(result: Result<(), Refusal>) -> Option<R> {
    result.err().map(|refusal| refusal.code)
}

#[test]
fn an_override_ends_within_thirty_days() {
    let until = |valid_until: DateTime<Utc>| {
        let request = Request { valid_until, ..request(LegalBasis::VitalInterest) };
        may_request(&request, now()).map_err(|refusals| refusals[0].code)
    };
    assert_eq!(until(now() + Duration::days(30)), Ok(()));
    for wrong in [now(), now() - Duration::days(1), now() + Duration::days(30) + Duration::microseconds(1)] {
        assert_eq!(until(wrong), Err(R::DateOutOfRange), "{wrong}");
    }
}

#[test]
fn the_best_interest_of_a_child_is_determined_before_it_is_a_basis() {
    for legal_basis in LegalBasis::iter() {
        let of_children = legal_basis == LegalBasis::BestInterestChild;
        for (child, in_best_interest, wrong) in [
            (true, true, None),
            (true, false, Some(R::DeterminationMissing)),
            (false, true, Some(R::LegalBasisDoesNotApply)),
        ] {
            let until = in_best_interest.then(now);
            let request = Request { child, in_best_interest: until, ..request(legal_basis) };
            let refused = may_request(&request, now()).err().map(|refusals| refusals[0].code);
            assert_eq!(refused, wrong.filter(|_| of_children), "{legal_basis:?} {child} {in_best_interest}");
            // The same at the approval, because the facts can change in between.
            let row = legal_override::Model { legal_basis, ..row() };
            let approved = code(may_approve(&row, &Human::of([APPROVES]), ClassSet::ALL, &request, now()));
            assert_eq!(approved, wrong.filter(|_| of_children), "{legal_basis:?} {child} {in_best_interest}");
        }
    }
}

#[test]
fn another_person_who_holds_every_class_approves() {
    let request = request(LegalBasis::VitalInterest);
    let approve = |by, held| code(may_approve(&row(), &Human::of([by]), held, &request, now()));
    let all = ClassSet::of(&[C::Identity, C::Protection, C::Staff]);
    assert_eq!(approve(APPROVES, all), None);
    assert_eq!(approve(ASKS, all), Some(R::SamePerson));
    assert_eq!(approve(APPROVES, all.without(C::Protection)), Some(R::ClassNotHeld));
    assert_eq!(approve(APPROVES, ClassSet::NONE), Some(R::ClassNotHeld));
    assert_eq!(
        code(may_decide(&row(), &Human::of([ASKS]), now())),
        Some(R::SamePerson),
        "the same person cannot refuse it either"
    );
}

#[test]
fn the_state_follows_from_the_dates() {
    let (then, gone) = (Some(now()), now());
    let table = [
        (row(), S::Waiting),
        (legal_override::Model { approved_at: then, ..row() }, S::InForce),
        (legal_override::Model { refused_at: then, ..row() }, S::Refused),
        (legal_override::Model { approved_at: then, ended_at: then, ..row() }, S::Ended),
        (legal_override::Model { valid_until: gone, ..row() }, S::Expired),
        (legal_override::Model { approved_at: then, valid_until: gone, ..row() }, S::Expired),
    ];
    let request = request(LegalBasis::VitalInterest);
    for (row, expected) in table {
        assert_eq!(state(&row, now()), expected);
        assert_eq!(in_force(&row, now()), expected == S::InForce);
        let approved = may_approve(&row, &Human::of([APPROVES]), ClassSet::ALL, &request, now());
        assert_eq!(approved.is_ok(), expected == S::Waiting, "{expected:?}");
        assert_eq!(may_renew(&row, now()).is_ok(), expected == S::InForce, "{expected:?}");
        assert_eq!(may_end(&row, now()).is_ok(), matches!(expected, S::Waiting | S::InForce), "{expected:?}");
    }
}
