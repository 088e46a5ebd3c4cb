//! The states of a case, every pair of them.

use entity::codes::{CaseStatus as S, ClosureReason};
use sea_orm::Iterable;

use crate::rules::{
    case::{close, open, reopen, work},
    refusal::RefusalCode,
};

const OPEN: [S; 5] = [S::Intake, S::Open, S::Active, S::OnHold, S::Reopened];

#[test]
fn an_open_case_moves_among_its_working_states_only() {
    for from in S::iter() {
        for to in S::iter() {
            let expected = match (from, to) {
                (from, _) if !OPEN.contains(&from) => Some(RefusalCode::NotActive),
                (_, S::Open | S::Active | S::OnHold) => None,
                (from, to) if from == to => None,
                _ => Some(RefusalCode::InvalidTransition),
            };
            assert_eq!(work(from, to).err().map(|refusal| refusal.code), expected, "{from:?} {to:?}");
        }
    }
}

#[test]
fn only_what_is_open_can_be_closed_and_a_duplicate_says_so() {
    for from in S::iter() {
        for reason in ClosureReason::iter() {
            let expected = match (OPEN.contains(&from), reason) {
                (false, _) => Err(RefusalCode::InvalidTransition),
                (true, ClosureReason::Duplicate) => Ok(S::Duplicate),
                (true, _) => Ok(S::Closed),
            };
            let found = close(from, reason, Some("she went home")).map_err(|refusal| refusal.code);
            assert_eq!(found, expected, "{from:?} {reason:?}");
        }
        assert_eq!(open(from).is_ok(), OPEN.contains(&from), "{from:?}");
    }
}

#[test]
fn another_reason_needs_words() {
    for reason in ClosureReason::iter() {
        let found = close(S::Active, reason, None).err().map(|refusal| (refusal.field, refusal.code));
        let expected = (reason == ClosureReason::Other).then_some((Some("note"), RefusalCode::ReasonRequired));
        assert_eq!(found, expected, "{reason:?}");
    }
}

#[test]
fn what_was_closed_here_can_be_opened_again() {
    for from in S::iter() {
        let expected = if matches!(from, S::Closed | S::Duplicate) { Ok(S::Reopened) } else { Err(()) };
        assert_eq!(reopen(from).map_err(|_| ()), expected, "{from:?}");
    }
}
