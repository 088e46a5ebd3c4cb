//! Another protection officer corrects a gate that was decided by mistake. Both decisions stay on record, and the later
//! one counts. Correcting a failure leads back to the screening. Correcting a pass blocks the request, or withdraws it
//! if the consulate already has it.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{ConsularState, Gate, GateOutcome, WithdrawalReason},
    consular_request, protection_gate,
};
use sea_orm::{ActiveEnum, IntoActiveModel};
use uuid::Uuid;

use crate::{
    access::action::Action,
    actions::{Shows, Verb},
    global_id::Id,
    rules::{
        self,
        consular::{
            gates::{Decision, may_correct},
            machine::Step,
        },
        refusal::{Refusal, RefusalCode},
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, save::Write as _, stop::ChangeError},
};

/// The correction of a protection gate.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CorrectProtectionGateInput {
    pub consular_request_id: Id<consular_request::Entity>,
    pub version: i32,
    /// The gate.
    pub gate: Gate,
    /// The right result of the gate.
    pub outcome: GateOutcome,
    /// Reason why the first decision was a mistake.
    pub note: String,
}

impl Verb for CorrectProtectionGateInput {
    const ACTION: Action = Action::CorrectProtectionGate;
    const SHOWS: Shows = Shows::changed("ConsularRequest").and("ProtectionGate");
    type Subject = consular_request::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { consular_request_id, version, gate, outcome, note } = self;
        let permit = Self::permit(change, consular_request_id.0).await?;
        let before = permit.row();
        let step = if outcome == GateOutcome::Pass { Step::CorrectToPass } else { Step::CorrectToFail };
        let after = super::leads_to(&permit, version, step)?;
        let note = text::required("note", TextKind::Paragraph, &note)?;
        let case = change.row::<case::Entity>(before.case_id).await?;
        let me = change.me().await?;
        let decision = Decision { drafted_by: before.drafted_by, me: &me, gate, outcome, note: Some(note.as_str()) };
        let protection = change.protection(&case, before).await?;
        may_correct(&decision, &change.gates(before.id).await?, protection)?;
        if outcome == GateOutcome::Pass {
            rules::case::open(case.status)?;
            only_one(change, before).await?;
        }
        let corrected = change.newest_decision(before.id, gate).await?;
        let row = protection_gate::Model::builder()
            .id(Uuid::now_v7())
            .consular_request_id(before.id)
            .gate(gate)
            .outcome(outcome)
            .note(note)
            .worker_id(change.scope.viewer.worker_id)
            .at(change.now())
            .corrects(corrected.id)
            .build();
        change.shows(row.id);
        row.into_active_model().insert_in(change).await?;
        let still_fails =
            change.gates(before.id).await?.iter().any(|it| it.gate != gate && it.outcome == GateOutcome::Fail);
        let after = if still_fails && after.state == ConsularState::ProtectionScreening {
            consular_request::Model { state: ConsularState::BlockedProtection, ..after }
        } else {
            after
        };
        let withdrawn = after.state == ConsularState::Withdrawn;
        let reason = if withdrawn { WithdrawalReason::ProtectionConcern.to_value() } else { outcome.to_value() };
        let after = consular_request::Model {
            // A request that is no longer blocked is open again, and a blocked one keeps its moment.
            closed_at: before.closed_at.filter(|_| after.state == ConsularState::BlockedProtection),
            withdrawn_reason: withdrawn.then_some(WithdrawalReason::ProtectionConcern).or(before.withdrawn_reason),
            ..after
        };
        super::take(change, before, after, Some(reason)).await
    }
}

/// Refuses a second live request of the person to the same post.
async fn only_one(change: &Change, request: &consular_request::Model) -> Result<(), ChangeError> {
    if change.knows_live_request(request.case_id, request.consular_post_id, Some(request.id)).await? {
        let message = "this person already has a live request to this post";
        return Err(Refusal::new(RefusalCode::LimitReached, message).into());
    }
    Ok(())
}
