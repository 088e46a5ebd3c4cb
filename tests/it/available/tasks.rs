//! `myTasks` against `availableActions`: a record in a state that leaves something to do is a task exactly of those who can
//! take the action that settles it.

use std::collections::BTreeSet;

use entity::codes::{ConsularState as C, PersonMatchState as M, ReferralState as R, TransferState as T};
use serde_json::json;
use waystation::{
    access::{action::Action as A, viewer::Viewer},
    graphql::engine::Engine,
};

use super::rows::Row;
use crate::support::World;

/// The kind of task that a record in this state can be, with the action that settles it or leads there, and whether the task
/// depends on nothing else, such as a date.
const fn settled(row: &Row) -> Option<(&'static str, A, bool)> {
    Some(match row {
        Row::Referral(row) => match row.state {
            R::Sent => ("REFERRAL_TO_ANSWER", A::AcknowledgeReferral, true),
            R::Acknowledged => ("REFERRAL_TO_ANSWER", A::ReviewReferral, true),
            R::UnderReview => ("REFERRAL_TO_ANSWER", A::AcceptReferral, true),
            R::InfoRequested => ("REFERRAL_QUESTION_TO_ANSWER", A::GiveReferralInformation, true),
            R::Declined | R::Expired => ("REFERRAL_TO_PLACE_AGAIN", A::RedirectReferral, false),
            R::Scheduled => ("APPOINTMENT_TO_RECORD", A::StartReferral, false),
            _ => return None,
        },
        Row::Transfer(row) => match row.state {
            T::Proposed => ("TRANSFER_TO_APPROVE", A::ApproveTransfer, true),
            T::ManagerApproved => ("TRANSFER_TO_OFFER", A::OfferTransfer, true),
            T::Offered => ("TRANSFER_TO_ANSWER", A::AcceptTransfer, true),
            T::Accepted => ("TRANSFER_TO_HAND_OVER", A::ConfirmTransferHandover, true),
            _ => return None,
        },
        Row::Request(row) => match row.state {
            C::Draft | C::ProtectionScreening => ("CONSULAR_REQUEST_TO_SCREEN", A::DecideProtectionGate, !row.cleared),
            C::MoreInfoRequired => ("CONSULAR_QUESTION_TO_ANSWER", A::AnswerConsularQuestion, true),
            C::InterviewProposed => ("CONSULAR_INTERVIEW_TO_CONFIRM", A::ConfirmConsularInterview, true),
            _ => return None,
        },
        Row::Order(_) => ("LEGAL_ORDER_TO_APPROVE", A::ApproveLegalOrder, true),
        Row::Match(row) => match row.state {
            M::Proposed => ("PERSON_MATCH_TO_ANSWER", A::AnswerPersonMatch, true),
            _ => return None,
        },
        Row::Case(_) => ("CASE_TO_ASSIGN", A::AssignCase, false),
        Row::Stay(stay) if stay.until_at.is_none() => ("DEPARTURE_TO_RECORD", A::RecordDeparture, true),
        Row::Stay(_) | Row::Packet(..) => return None,
    })
}

/// What is wrong with the task that this record is. The record lists these actions. A kind that was found is added to `found`.
pub async fn wrong(
    (world, engine, viewer): (&World, &Engine, &Viewer),
    (row, id): (&Row, &str),
    listed: &BTreeSet<A>,
    found: &mut BTreeSet<&'static str>,
) -> Option<String> {
    let (kind, action, always) = settled(row)?;
    let document = "query($kind: TaskKind!) { myTasks(kinds: [$kind], first: 100) { tasks { node { id } } } }";
    let response = world.ask(engine, viewer, document, json!({ "kind": kind })).await;
    let tasks = response["data"]["myTasks"]["tasks"].as_array().unwrap_or_else(|| panic!("{response:#}"));
    let (waits, may) = (tasks.iter().any(|task| task["node"]["id"] == id), listed.contains(&action));
    if waits {
        found.insert(kind);
    }
    let is = if waits { "is" } else { "is not" };
    let (role, record, state) = (viewer.roles[0], row.named().0, row.state());
    (waits && !may || always && may && !waits)
        .then(|| format!("{record} {state} {is} {kind} for {role:?}, and lists {listed:?}"))
}
