//! The state machine of a consular request, state by state and step by step, and the consulate's view of it.

use entity::codes::{ConsularState as S, LiaisonState as L};
use proptest::prelude::*;
use sea_orm::Iterable;

use crate::rules::{
    consular::{
        machine::{ARROWS, HOLDABLE, LIVE, RequestState, Side, Step, belongs_to},
        view::{batched, liaison_view, open_to_liaison},
    },
    refusal::RefusalCode,
};

/// Every state (row) and every step (column) with its outcome; `.` is a refusal. Written out on purpose, without
/// reading `ARROWS`.
const OUTCOMES: &str = "
                        PG FG MR Su Ac As An PI CI HI MI CN DN SP Is Rf De Us Ex RU Wi Ho Re CP CF DI CO AI
Draft                   P  B  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  W  .  .  .  B  .  .  .
ProtectionScreening     P  B  R  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  W  .  .  .  B  .  .  .
BlockedProtection       .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  W  .  .  P  B  .  .  .
Ready                   .  .  R  S  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  W  H  .  .  B  .  .  .
Submitted               .  .  .  .  A  .  .  .  .  .  .  .  .  .  .  F  .  .  .  .  W  H  .  .  W  .  .  .
Acknowledged            .  .  .  .  .  M  .  i  .  .  .  C  N  .  .  F  .  .  .  .  W  H  .  .  W  .  .  .
MoreInfoRequired        .  .  .  .  .  .  A  .  .  .  .  .  .  .  .  F  .  .  .  .  W  H  .  .  W  .  .  .
InterviewProposed       .  .  .  .  .  .  .  i  s  .  .  .  .  .  .  F  .  .  .  .  W  H  .  .  W  A  i  s
InterviewScheduled      .  .  .  .  .  .  .  i  .  h  m  .  .  .  .  F  .  .  .  .  W  H  .  .  W  .  i  .
Interviewed             .  .  .  .  .  M  .  .  .  .  .  C  N  .  .  F  .  .  .  .  W  H  .  .  W  .  .  .
InterviewMissed         .  .  .  .  .  M  .  i  .  .  .  C  N  .  .  F  .  .  .  .  W  H  .  .  W  .  .  .
NationalityConfirmed    .  .  .  .  .  .  .  .  .  .  .  .  .  d  I  F  .  .  .  .  W  H  .  .  W  .  .  .
NationalityNotConfirmed .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
DocumentInProduction    .  .  .  .  .  .  .  .  .  .  .  .  .  .  I  F  .  .  .  .  W  H  .  .  W  .  .  .
Issued                  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  D  .  E  U  W  H  .  .  W  .  .  .
Delivered               .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  T  E  U  .  .  .  .  .  .  .  .
Used                    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
Expired                 .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
ReturnedUnused          .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
Refused                 .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
Withdrawn               .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
OnHoldProtection        .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  W  .  .  .  W  .  .  .
";

const LIAISONS: [Step; 11] = [
    Step::AgreeInterview,
    Step::Acknowledge,
    Step::Ask,
    Step::ProposeInterview,
    Step::HoldInterview,
    Step::MissInterview,
    Step::ConfirmNationality,
    Step::DenyNationality,
    Step::StartProduction,
    Step::Issue,
    Step::Refuse,
];

fn named(letter: &str) -> Option<S> {
    Some(match letter {
        "P" => S::ProtectionScreening,
        "B" => S::BlockedProtection,
        "R" => S::Ready,
        "S" => S::Submitted,
        "A" => S::Acknowledged,
        "M" => S::MoreInfoRequired,
        "i" => S::InterviewProposed,
        "s" => S::InterviewScheduled,
        "h" => S::Interviewed,
        "m" => S::InterviewMissed,
        "C" => S::NationalityConfirmed,
        "N" => S::NationalityNotConfirmed,
        "d" => S::DocumentInProduction,
        "I" => S::Issued,
        "F" => S::Refused,
        "D" => S::Delivered,
        "T" => S::Used,
        "E" => S::Expired,
        "U" => S::ReturnedUnused,
        "W" => S::Withdrawn,
        "H" => S::OnHoldProtection,
        "." => return None,
        other => panic!("the table has no outcome {other}"),
    })
}

fn without_hold(state: S) -> RequestState {
    RequestState { state, held: None }
}

#[test]
fn every_step_from_every_state_ends_as_the_table_says() {
    let rows: Vec<Vec<&str>> = OUTCOMES.trim().lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows.len(), S::iter().count());
    for (state, row) in S::iter().zip(rows) {
        assert_eq!(row[0], format!("{state:?}"));
        assert_eq!(row.len(), Step::iter().count() + 1, "{state:?}");
        for (step, letter) in Step::iter().zip(&row[1..]) {
            match (without_hold(state).after(step), named(letter)) {
                (Ok(reached), Some(expected)) => {
                    assert_eq!(reached.state, expected, "{state:?} {step:?}");
                    let held = (step == Step::Hold).then_some(state);
                    assert_eq!(reached.held, held, "{state:?} {step:?}");
                }
                (Err(refusal), None) => assert_eq!(refusal.code, RefusalCode::InvalidTransition, "{state:?} {step:?}"),
                (outcome, expected) => panic!("{state:?} {step:?}: {outcome:?}, the table says {expected:?}"),
            }
        }
    }
}

#[test]
fn every_step_has_one_line_in_the_machine() {
    for step in Step::iter().filter(|step| *step != Step::Resume) {
        // Correcting a pass leads to one state before submission and to another one after it.
        let lines = if step == Step::CorrectToFail { 2 } else { 1 };
        assert_eq!(ARROWS.iter().filter(|arrow| arrow.step == step).count(), lines, "{step:?}");
    }
}

#[test]
fn every_step_belongs_to_the_sides_that_the_table_says() {
    for step in Step::iter() {
        let sides: &[Side] = match step {
            Step::PassGate | Step::FailGate | Step::CorrectToPass | Step::CorrectToFail | Step::Hold | Step::Resume => {
                &[Side::Protection]
            }
            Step::MakeReady
            | Step::Submit
            | Step::Answer
            | Step::ConfirmInterview
            | Step::DeclineInterview
            | Step::CounterInterview
            | Step::Deliver
            | Step::Use
            | Step::ReturnUnused => &[Side::Requester],
            Step::Expire => &[Side::Requester, Side::System],
            Step::Withdraw => &[Side::Requester, Side::Protection, Side::System],
            liaisons => {
                assert!(LIAISONS.contains(&liaisons));
                &[Side::Liaison]
            }
        };
        for side in Side::iter() {
            assert_eq!(belongs_to(step, side), sides.contains(&side), "{step:?} {side:?}");
        }
    }
}

#[test]
fn the_consulate_sees_of_each_state_what_the_table_says() {
    for state in S::iter() {
        let expected = match state {
            S::Draft | S::ProtectionScreening | S::BlockedProtection | S::Ready | S::OnHoldProtection => None,
            S::Submitted => Some(L::Received),
            S::Acknowledged => Some(L::InReview),
            S::MoreInfoRequired => Some(L::InformationRequested),
            S::InterviewProposed => Some(L::InterviewProposed),
            S::InterviewScheduled => Some(L::InterviewScheduled),
            S::Interviewed => Some(L::Interviewed),
            S::InterviewMissed => Some(L::InterviewMissed),
            S::NationalityConfirmed => Some(L::Confirmed),
            S::NationalityNotConfirmed => Some(L::NotConfirmed),
            S::DocumentInProduction => Some(L::InProduction),
            S::Issued => Some(L::Issued),
            S::Delivered => Some(L::Delivered),
            S::Used | S::Expired | S::ReturnedUnused => Some(L::Closed),
            S::Refused => Some(L::Refused),
            S::Withdrawn => Some(L::ClosedByRequester),
        };
        assert_eq!(liaison_view(state), expected, "{state:?}");
    }
    for seen in L::iter() {
        assert!(S::iter().any(|state| liaison_view(state) == Some(seen)), "{seen:?} is never seen");
        let open = match seen {
            L::Received
            | L::InReview
            | L::InformationRequested
            | L::InterviewProposed
            | L::InterviewScheduled
            | L::Interviewed
            | L::InterviewMissed
            | L::Confirmed
            | L::InProduction
            | L::Issued => true,
            L::NotConfirmed | L::Refused | L::Delivered | L::Closed | L::ClosedByRequester => false,
        };
        assert_eq!(open_to_liaison(seen), open, "{seen:?}");
        assert_eq!(batched(seen), matches!(seen, L::Closed | L::ClosedByRequester), "{seen:?}");
    }
}

#[test]
fn what_the_consulate_can_open_can_be_withdrawn_and_held() {
    for state in S::iter() {
        let open = liaison_view(state).is_some_and(open_to_liaison);
        assert!(!open || LIVE.contains(&state), "{state:?} is open, but cannot be withdrawn");
        assert!(!open || HOLDABLE.contains(&state), "{state:?} cannot be held");
        assert_eq!(without_hold(state).after(Step::Withdraw).is_ok(), LIVE.contains(&state), "{state:?}");
    }
}

#[test]
fn a_consulate_cannot_tell_a_hold_from_slow_work() {
    for state in HOLDABLE.iter().copied() {
        let free = without_hold(state);
        let held = free.after(Step::Hold).expect("it can be held");
        assert_eq!(liaison_view(held.without_hold()), liaison_view(state));
        for step in LIAISONS {
            match (free.after(step), held.after(step)) {
                (Ok(free), Ok(held)) => {
                    assert_eq!(held.state, S::OnHoldProtection, "{state:?} {step:?} ends the hold");
                    assert_eq!(held.without_hold(), free.state, "{state:?} {step:?}");
                }
                (Err(free), Err(held)) => assert_eq!(free, held, "{state:?} {step:?}"),
                (free, held) => panic!("{state:?} {step:?}: {free:?}, held {held:?}"),
            }
        }
        assert_eq!(held.after(Step::Resume), Ok(free));
    }
}

#[test]
fn nothing_flows_to_the_consulate_during_a_hold() {
    for state in HOLDABLE.iter().copied() {
        let held = RequestState { state: S::OnHoldProtection, held: Some(state) };
        for step in Step::iter().filter(|step| !LIAISONS.contains(step)) {
            let allowed = matches!(step, Step::Resume | Step::Withdraw | Step::CorrectToFail);
            assert_eq!(held.after(step).is_ok(), allowed, "{state:?} {step:?}");
        }
    }
}

#[test]
fn a_sentence_to_a_liaison_names_no_state() {
    let sentences: Vec<_> = S::iter()
        .flat_map(|state| LIAISONS.map(|step| without_hold(state).after(step)))
        .filter_map(Result::err)
        .map(|refusal| refusal.message)
        .collect();
    assert!(sentences.iter().all(|sentence| *sentence == sentences[0]));
}

proptest! {
    /// In any order of steps: nothing is visible before submission, and a blocked request stays invisible.
    #[test]
    fn nothing_is_seen_before_the_house_submits(steps in prop::collection::vec(0..28_usize, 0..80)) {
        let (mut standing, mut submitted) = (without_hold(S::Draft), false);
        for step in steps.into_iter().filter_map(|place| Step::iter().nth(place)) {
            let Ok(reached) = standing.after(step) else { continue };
            submitted |= step == Step::Submit;
            let seen = liaison_view(reached.without_hold());
            // The view of a withdrawn draft is "closed", but no packet exists that could show it.
            prop_assert!(seen.is_none() || submitted || reached.state == S::Withdrawn, "{standing:?} {step:?}");
            prop_assert!(reached.state != S::BlockedProtection || seen.is_none(), "{standing:?} {step:?}");
            standing = reached;
        }
    }
}
