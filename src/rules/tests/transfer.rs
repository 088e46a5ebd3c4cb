//! The state machine of a transfer, state by state and step by step.

use chrono::NaiveDate;
use entity::codes::{
    ConsentGiver, ConsentStatus, DataClass as C, LegalBasis as B, OrganisationType as O, Purpose, TransferState as S,
};
use sea_orm::Iterable;
use uuid::Uuid;

use super::{
    authority::{ADULT, CHILD},
    consent::{clinic, consent, now},
};
use crate::rules::{
    consent::{Consent, Recipient},
    refusal::RefusalCode,
    second_person::Human,
    transfer::{
        ARROWS, Confirmed, LIVE, Side, Step, agreed, another_person, belongs_to, confirm, may_propose, may_take, next,
        opened, overridden,
    },
};

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2024, 5, 14).expect("a day of the calendar");

#[test]
fn every_step_from_every_state_ends_as_the_table_says() {
    for state in S::iter() {
        for step in Step::iter() {
            let expected = match (state, step) {
                (S::Proposed, Step::Approve) => Some(S::ManagerApproved),
                (S::ManagerApproved, Step::Offer) => Some(S::Offered),
                (S::Offered, Step::Accept) => Some(S::Accepted),
                (S::Offered, Step::Decline) => Some(S::Declined),
                (S::Proposed | S::ManagerApproved | S::Offered, Step::Cancel) => Some(S::Cancelled),
                (S::Accepted, Step::HandOver) => Some(S::HandedOver),
                _ => None,
            };
            match (next(state, step), expected) {
                (Ok(reached), Some(expected)) => assert_eq!(reached, expected, "{state:?} {step:?}"),
                (Err(refusal), None) => assert_eq!(refusal.code, RefusalCode::InvalidTransition, "{state:?} {step:?}"),
                (outcome, expected) => panic!("{state:?} {step:?}: {outcome:?}, the table says {expected:?}"),
            }
        }
    }
}

#[test]
fn every_step_belongs_to_the_sides_that_the_table_says() {
    for step in Step::iter() {
        assert_eq!(ARROWS.iter().filter(|arrow| arrow.step == step).count(), 1, "{step:?}");
        let sides: &[Side] = match step {
            Step::Approve | Step::Offer => &[Side::Sender],
            Step::Cancel => &[Side::Sender, Side::System],
            Step::Accept | Step::Decline => &[Side::Receiver],
            Step::HandOver => &[Side::Sender, Side::Receiver],
        };
        for side in Side::iter() {
            assert_eq!(belongs_to(step, side).is_ok(), sides.contains(&side), "{step:?} {side:?}");
        }
    }
}

#[test]
fn what_can_still_be_cancelled_is_live() {
    for state in S::iter() {
        assert_eq!(LIVE.contains(&state), next(state, Step::Cancel).is_ok(), "{state:?}");
    }
}

#[test]
fn nobody_agrees_to_a_transfer_of_their_own() {
    let (amina, boukary, chaibou) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
    assert_eq!(another_person(&[Some(amina), None], &Human::of([boukary])), Ok(()));
    assert_eq!(another_person(&[Some(amina), Some(boukary)], &Human::of([chaibou])), Ok(()));
    for before in [[Some(amina), None], [None, Some(amina)]] {
        assert_eq!(another_person(&before, &Human::of([amina])).unwrap_err().code, RefusalCode::SamePerson);
    }
}

#[test]
fn a_case_moves_to_another_centre_and_only_once_at_a_time() {
    let (arlit, agadez) = (Uuid::from_u128(1), Uuid::from_u128(2));
    assert_eq!(may_propose(arlit, agadez, false), Ok(()));
    assert_eq!(may_propose(arlit, arlit, false).unwrap_err().code, RefusalCode::SameCentre);
    assert_eq!(may_propose(arlit, agadez, true).unwrap_err().code, RefusalCode::LimitReached);
}

#[test]
fn a_case_goes_to_those_who_can_keep_the_person_safe() {
    let never = [
        O::GovHostSocial,
        O::GovHostAntitrafficking,
        O::GovHostAsylum,
        O::GovHostEnforcement,
        O::GovOriginConsular,
        O::Donor,
        O::Research,
    ];
    for kind in O::iter() {
        let expected = never.contains(&kind).then_some(RefusalCode::ReceiverNotAllowed);
        assert_eq!(may_take(kind, false).err().map(|refusal| refusal.code), expected, "{kind:?}");
    }
    assert_eq!(may_take(O::Iom, true).unwrap_err().code, RefusalCode::NotActive);
}

#[test]
fn handing_over_needs_the_word_of_both_sides_in_any_order() {
    for (first, second) in [(Side::Sender, Side::Receiver), (Side::Receiver, Side::Sender)] {
        let (state, once) = confirm(S::Accepted, Confirmed::default(), first, (None, Some(TODAY)), TODAY).unwrap();
        assert_eq!(state, S::Accepted);
        let again = confirm(state, once, first, (Some(TODAY), Some(TODAY)), TODAY).unwrap_err();
        assert_eq!(again.code, RefusalCode::InvalidTransition, "each side confirms once");
        let other_day = confirm(state, once, second, (Some(TODAY), TODAY.pred_opt()), TODAY).unwrap_err();
        assert_eq!(other_day.code, RefusalCode::ValueNotAllowed);
        let (state, both) = confirm(state, once, second, (Some(TODAY), None), TODAY).unwrap();
        assert_eq!((state, both), (S::HandedOver, Confirmed { sender: true, receiver: true }));
    }
}

#[test]
fn handing_over_needs_a_conference_that_was_held() {
    let confirm = |date| confirm(S::Accepted, Confirmed::default(), Side::Sender, (None, date), TODAY);
    assert_eq!(confirm(None).unwrap_err().code, RefusalCode::ValueRequired);
    assert_eq!(confirm(TODAY.succ_opt()).unwrap_err().code, RefusalCode::DateOutOfRange);
    assert!(confirm(TODAY.pred_opt()).is_ok());
}

#[test]
fn nothing_is_confirmed_before_acceptance_or_by_the_server() {
    for state in S::iter().filter(|state| *state != S::Accepted) {
        let refusal = confirm(state, Confirmed::default(), Side::Sender, (None, Some(TODAY)), TODAY).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::InvalidTransition, "{state:?}");
    }
    let refusal = confirm(S::Accepted, Confirmed::default(), Side::System, (None, Some(TODAY)), TODAY).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::WrongSide);
}

#[test]
fn a_whole_file_goes_only_to_whom_the_person_named_for_it() {
    let good = || Consent { purpose: Purpose::Transfer, ..consent() };
    let by_kind = vec![Recipient { organisation_type: Some(O::HealthFacility), ..Recipient::default() }];
    let table = [
        (Some(good()), false, None),
        (None, false, Some(RefusalCode::ConsentMissing)),
        (Some(consent()), false, Some(RefusalCode::ConsentDoesNotCover)),
        (Some(Consent { recipients: by_kind, ..good() }), false, Some(RefusalCode::ConsentDoesNotCover)),
        (Some(Consent { status: ConsentStatus::Superseded, ..good() }), false, Some(RefusalCode::ConsentNotValid)),
        (Some(Consent { valid_until: Some(now()), ..good() }), false, Some(RefusalCode::ConsentNotValid)),
        (Some(good()), true, Some(RefusalCode::GuardianConsentRequired)),
        (Some(Consent { given_by: ConsentGiver::Guardian, ..good() }), true, None),
    ];
    for (consent, child, expected) in table {
        let answer = agreed(consent.as_ref(), &clinic(), if child { CHILD } else { ADULT }, now());
        assert_eq!(answer.err().map(|refusal| refusal.code), expected, "{consent:?} child: {child}");
    }
}

#[test]
fn a_legal_basis_takes_the_place_of_a_consent_and_of_nobody_who_speaks_for_a_child() {
    use RefusalCode::{DeterminationMissing, LegalBasisDoesNotApply};
    for basis in B::iter() {
        let of_children = basis == B::BestInterestChild;
        let code = |child, determined| overridden(basis, child, determined).err().map(|refusal| refusal.code);
        for determined in [true, false] {
            assert_eq!(code(false, determined), of_children.then_some(LegalBasisDoesNotApply), "{basis:?}");
        }
        assert_eq!(code(true, true), None, "{basis:?}");
        let missing = (basis != B::VitalInterest).then_some(DeterminationMissing);
        assert_eq!(code(true, false), missing, "a life in danger does not wait: {basis:?}");
    }
}

#[test]
fn a_transfer_without_consent_opens_the_file_as_far_as_the_receiver_may_hold_it() {
    for kind in O::iter() {
        let classes = opened(kind);
        for left_out in [C::Medical, C::MedicalCoarse, C::Staff, C::System] {
            assert!(!classes.holds(left_out), "{kind:?} {left_out:?}");
        }
        if may_take(kind, false).is_ok() {
            for held in [C::Identity, C::Contact, C::Protection, C::Asylum] {
                assert!(classes.holds(held), "{kind:?} {held:?}");
            }
        }
    }
    assert!(!opened(O::GovHostEnforcement).holds(C::Asylum));
}
