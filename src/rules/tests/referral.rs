//! The state machine of a referral, state by state and step by step.

use std::collections::BTreeSet;

use entity::codes::{LegalBasis, ReferralState as S};
use proptest::prelude::*;
use sea_orm::Iterable;

use crate::rules::{
    referral::{ACTIVE, ARROWS, LIVE, PENDING, Phase, Side, Step, access_until, belongs_to, next, onward, phase},
    refusal::RefusalCode,
};

/// Every state (row) and every step (column) with its outcome; `.` is a refusal. Written out on purpose, without
/// reading `ARROWS`.
const OUTCOMES: &str = "
                Se An Rv RI GI Ac De Rd PA Sc NS St Co NC Ca Rk EE Ex
Draft           S  .  .  .  .  .  .  .  .  .  .  .  .  .  X  .  E  .
Sent            .  A  .  .  .  .  .  .  .  .  .  .  .  .  X  R  E  P
Acknowledged    .  .  U  .  .  .  .  .  .  .  .  .  .  .  X  R  E  P
UnderReview     .  .  .  I  .  Y  N  .  .  .  .  .  .  .  X  R  E  P
InfoRequested   .  .  .  .  U  .  .  .  .  .  .  .  .  .  X  R  E  P
Accepted        .  .  .  .  .  .  .  .  .  D  .  G  .  F  .  R  E  .
Scheduled       .  .  .  .  .  .  .  .  .  D  M  G  .  F  .  R  E  .
InProgress      .  .  .  .  .  .  .  .  .  .  .  .  C  F  .  R  E  .
NoShow          .  .  .  .  .  .  .  .  .  D  .  .  .  F  .  R  E  .
Completed       .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  E  .
NotCompleted    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  E  .
Declined        .  .  .  .  .  .  .  T  .  .  .  .  .  .  .  .  E  .
Redirected      .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  E  .
Cancelled       .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  E  .
Revoked         .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  E  .
Expired         .  .  .  .  .  .  .  .  P  .  .  .  .  .  .  .  E  .
EnteredInError  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
";

const COLUMNS: [Step; 18] = [
    Step::Send,
    Step::Acknowledge,
    Step::Review,
    Step::RequestInformation,
    Step::GiveInformation,
    Step::Accept,
    Step::Decline,
    Step::Redirect,
    Step::PlaceAgain,
    Step::Schedule,
    Step::MarkNoShow,
    Step::Start,
    Step::Complete,
    Step::MarkNotCompleted,
    Step::Cancel,
    Step::Revoke,
    Step::MarkEnteredInError,
    Step::Expire,
];

fn named(letter: &str) -> Option<S> {
    Some(match letter {
        "S" => S::Sent,
        "A" => S::Acknowledged,
        "U" => S::UnderReview,
        "I" => S::InfoRequested,
        "Y" => S::Accepted,
        "N" => S::Declined,
        "T" => S::Redirected,
        "D" => S::Scheduled,
        "M" => S::NoShow,
        "G" => S::InProgress,
        "C" => S::Completed,
        "F" => S::NotCompleted,
        "X" => S::Cancelled,
        "R" => S::Revoked,
        "E" => S::EnteredInError,
        "P" => S::Expired,
        "." => return None,
        other => panic!("the table has no outcome {other}"),
    })
}

#[test]
fn every_step_from_every_state_ends_as_the_table_says() {
    let rows: Vec<Vec<&str>> = OUTCOMES.trim().lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows.len(), S::iter().count());
    assert_eq!(COLUMNS.len(), Step::iter().count());
    for (state, row) in S::iter().zip(rows) {
        assert_eq!(row[0], format!("{state:?}"));
        assert_eq!(row.len(), COLUMNS.len() + 1, "{state:?}");
        for (step, letter) in COLUMNS.into_iter().zip(&row[1..]) {
            match (next(state, step), named(letter)) {
                (Ok(reached), Some(expected)) => assert_eq!(reached, expected, "{state:?} {step:?}"),
                (Err(refusal), None) => {
                    assert_eq!(refusal.code, RefusalCode::InvalidTransition, "{state:?} {step:?}");
                    assert!(refusal.message.starts_with("a referral that "), "{}", refusal.message);
                }
                (outcome, expected) => panic!("{state:?} {step:?}: {outcome:?}, the table says {expected:?}"),
            }
        }
    }
}

#[test]
fn every_step_has_one_line_in_the_machine() {
    for step in Step::iter() {
        assert_eq!(ARROWS.iter().filter(|arrow| arrow.step == step).count(), 1, "{step:?}");
    }
}

#[test]
fn every_step_belongs_to_the_sides_that_the_table_says() {
    for step in Step::iter() {
        let sides: &[Side] = match step {
            Step::Send
            | Step::GiveInformation
            | Step::Redirect
            | Step::PlaceAgain
            | Step::Cancel
            | Step::MarkEnteredInError => &[Side::Sender],
            Step::Acknowledge
            | Step::Review
            | Step::RequestInformation
            | Step::Accept
            | Step::Decline
            | Step::Schedule
            | Step::MarkNoShow
            | Step::Start
            | Step::Complete
            | Step::MarkNotCompleted => &[Side::Receiver],
            Step::Revoke => &[Side::Sender, Side::System],
            Step::Expire => &[Side::System],
        };
        for side in Side::iter() {
            let answer = belongs_to(step, side);
            assert_eq!(answer.is_ok(), sides.contains(&side), "{step:?} {side:?}");
        }
    }
}

#[test]
fn the_sender_and_the_clock_never_accept() {
    for side in [Side::Sender, Side::System] {
        assert_eq!(belongs_to(Step::Accept, side).unwrap_err().code, RefusalCode::WrongSide);
    }
}

#[test]
fn each_state_is_in_one_phase_and_the_lists_agree_with_it() {
    for state in S::iter() {
        // A new state does not compile until its phase is decided.
        let expected = match state {
            S::Draft => Phase::Draft,
            S::Sent | S::Acknowledged | S::UnderReview | S::InfoRequested => Phase::Pending,
            S::Accepted | S::Scheduled | S::InProgress | S::NoShow => Phase::Active,
            S::Completed
            | S::NotCompleted
            | S::Declined
            | S::Redirected
            | S::Cancelled
            | S::Revoked
            | S::Expired
            | S::EnteredInError => Phase::Closed,
        };
        assert_eq!(phase(state), expected, "{state:?}");
        assert_eq!(PENDING.contains(&state), expected == Phase::Pending, "{state:?}");
        assert_eq!(ACTIVE.contains(&state), expected == Phase::Active, "{state:?}");
        let live = matches!(expected, Phase::Pending | Phase::Active);
        assert_eq!(LIVE.contains(&state), live, "{state:?}");
        assert_eq!(next(state, Step::Revoke).is_ok(), live, "{state:?}");
        assert_eq!(next(state, Step::MarkEnteredInError).is_ok(), state != S::EnteredInError, "{state:?}");
    }
}

#[test]
fn every_state_can_be_reached_and_every_closed_one_is_an_end() {
    let mut reached = BTreeSet::from([S::Draft]);
    for _ in S::iter() {
        let further: Vec<S> =
            reached.iter().flat_map(|state| Step::iter().filter_map(|step| next(*state, step).ok())).collect();
        reached.extend(further);
    }
    assert_eq!(reached.len(), S::iter().count());
    for state in S::iter().filter(|state| phase(*state) == Phase::Closed) {
        for step in Step::iter() {
            if let Ok(reached) = next(state, step) {
                assert_eq!(phase(reached), Phase::Closed, "{state:?} {step:?}");
            }
        }
    }
}

proptest! {
    /// In any order of steps: a referral is open for the receiver only after the receiver accepted, and a closed one
    /// stays closed.
    #[test]
    fn no_way_leads_past_the_receivers_yes(steps in prop::collection::vec(0..COLUMNS.len(), 0..60)) {
        let (mut state, mut accepted, mut closed) = (S::Draft, false, false);
        for step in steps.into_iter().map(|place| COLUMNS[place]) {
            let Ok(reached) = next(state, step) else { continue };
            accepted |= step == Step::Accept;
            if phase(reached) == Phase::Active {
                prop_assert!(accepted, "{state:?} {step:?}");
            }
            prop_assert!(!closed || phase(reached) == Phase::Closed, "{state:?} {step:?}");
            closed = phase(reached) == Phase::Closed;
            state = reached;
        }
    }
}

#[test]
fn access_ends_with_the_ground_of_a_referral_that_is_served() {
    let soon = Some(super::consent::now());
    for state in S::iter() {
        let expected = soon.filter(|_| ACTIVE.contains(&state));
        assert_eq!((access_until(state, None, soon), access_until(state, None, None)), (expected, None), "{state:?}");
        // Not every reader may know of an override.
        assert_eq!(access_until(state, Some(LegalBasis::VitalInterest), soon), None, "{state:?}");
    }
}

#[test]
fn a_referral_that_expired_stays_expired_when_it_is_placed_again() {
    for (state, after) in [(S::Declined, S::Redirected), (S::Expired, S::Expired)] {
        assert_eq!(next(state, onward(state)), Ok(after));
    }
}
