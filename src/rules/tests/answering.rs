//! Free places, questions, reasons and appointments.

use chrono::Duration;
use entity::codes::{DeclineReason, NotCompletedReason, ReferralEndReason, ReferralState, Role};
use proptest::prelude::*;
use sea_orm::Iterable;

use super::consent::now;
use crate::rules::{
    answering::{
        MOST_PAUSES, free_place, may_ask, may_decline, may_end, may_mark_not_completed, may_schedule, take_place,
    },
    refusal::{Refusal, RefusalCode},
};

fn code(answer: Result<(), Refusal>) -> Option<RefusalCode> {
    answer.err().map(|refusal| refusal.code)
}

#[test]
fn the_free_places_never_go_below_zero() {
    assert_eq!(take_place(Some(2), false), Ok(Some(1)));
    assert_eq!(take_place(Some(1), false), Ok(Some(0)));
    for free in [0, -1] {
        let refusal = take_place(Some(free), false).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (RefusalCode::NoCapacity, Some("overCapacity")));
        assert_eq!(take_place(Some(free), true), Ok(Some(0)), "stated");
    }
    assert_eq!(take_place(None, false), Ok(None), "not counted");
}

#[test]
fn a_place_is_freed_by_whoever_took_one() {
    assert_eq!(free_place(Some(1), Some(4), false), Some(2));
    assert_eq!(free_place(Some(4), Some(4), false), Some(4));
    assert_eq!(free_place(Some(1), Some(4), true), Some(1));
    assert_eq!(free_place(Some(1), None, false), Some(2));
    assert_eq!(free_place(None, Some(4), false), None);
}

proptest! {
    #[test]
    fn coming_and_going_leaves_the_count_as_it_was(free in 0..100_i32, more in 0..100_i32, over in any::<bool>()) {
        if let Ok(during) = take_place(Some(free), over) {
            prop_assert!(during.is_some_and(|during| during >= 0));
            prop_assert_eq!(free_place(during, Some(free + more), over), Some(free));
        }
    }
}

#[test]
fn the_receiver_asks_twice_at_most() {
    for pauses in 0..MOST_PAUSES {
        assert_eq!(code(may_ask(pauses)), None);
    }
    assert_eq!(code(may_ask(MOST_PAUSES)), Some(RefusalCode::LimitReached));
}

#[test]
fn the_reason_other_needs_words() {
    let required = Some(RefusalCode::ReasonRequired);
    for reason in DeclineReason::iter() {
        let other = reason == DeclineReason::Other;
        assert_eq!(code(may_decline(reason, None)).is_some(), other, "{reason:?}");
        assert_eq!(code(may_decline(reason, Some("why"))), None, "{reason:?}");
    }
    for reason in NotCompletedReason::iter() {
        let other = reason == NotCompletedReason::Other;
        let refused = code(may_mark_not_completed(reason, None, ReferralState::NoShow));
        assert_eq!(refused.is_some(), other, "{reason:?}");
        let refused = code(may_mark_not_completed(reason, Some("why"), ReferralState::InProgress));
        assert_eq!(refused.is_some(), reason == NotCompletedReason::ClientNoShow, "{reason:?}");
    }
    let other = may_end(ReferralEndReason::Other, None, &[], &[]);
    assert_eq!(code(other), required);
    assert_eq!(code(may_end(ReferralEndReason::Other, Some("why"), &[], &[])), None);
}

#[test]
fn a_reason_for_the_end_fits_who_gives_it_and_what_is_so() {
    use ReferralEndReason as R;
    for reason in R::iter().filter(|reason| *reason != R::Other) {
        let given = |roles: &[Role], so: &[R]| code(may_end(reason, Some("why"), roles, so)).is_none();
        let officer = match reason {
            R::ProtectionHold => Some(Role::ProtectionOfficer),
            R::DataProtection => Some(Role::DataProtectionOfficer),
            _ => None,
        };
        for role in Role::iter() {
            assert_eq!(given(&[role], &[]), officer == Some(role), "{role:?} says {reason:?}");
        }
        let fact = officer.is_none() && reason != R::EnteredInError;
        assert_eq!(given(&[Role::CaseWorker], &[reason]), fact, "{reason:?} is so");
    }
}

#[test]
fn an_appointment_lies_between_yesterday_and_a_year_from_now() {
    let table = [(-25, false), (-24, true), (0, true), (1, true), (366 * 24, true), (366 * 24 + 1, false)];
    for (hours, allowed) in table {
        let answer = code(may_schedule(now() + Duration::hours(hours), now()));
        assert_eq!(answer, (!allowed).then_some(RefusalCode::DateOutOfRange), "{hours} hours from now");
    }
}
