//! A protection officer passes or fails a gate of a request that somebody else drafted. A failed gate blocks the
//! request and marks the person. The consulate never learns of it.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{Gate, GateOutcome},
    consent, consular_request, protection_gate,
};
use sea_orm::{ActiveEnum, IntoActiveModel};
use uuid::Uuid;

use crate::{
    access::action::Action,
    actions::{Shows, Verb},
    global_id::Id,
    rules::{
        consular::{
            gates::{Decision, may_decide},
            machine::Step,
            understood::understood,
        },
        text::{self, TextKind},
    },
    store::{
        consular::facts::taken,
        write::{change::Change, change_log::ChangeRecord, save::Write as _, stop::ChangeError},
    },
};

/// A decision on a protection gate.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DecideProtectionGateInput {
    pub consular_request_id: Id<consular_request::Entity>,
    pub version: i32,
    /// The gate.
    pub gate: Gate,
    /// Result of the gate.
    pub outcome: GateOutcome,
    /// Reason, for protection colleagues. Required if the gate fails.
    pub note: Option<String>,
}

impl Verb for DecideProtectionGateInput {
    const ACTION: Action = Action::DecideProtectionGate;
    const SHOWS: Shows = Shows::changed("ConsularRequest").and("ProtectionGate");
    type Subject = consular_request::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { consular_request_id, version, gate, outcome, note } = self;
        let permit = Self::permit(change, consular_request_id.0).await?;
        let before = permit.row();
        let step = if outcome == GateOutcome::Pass { Step::PassGate } else { Step::FailGate };
        let after = super::leads_to(&permit, version, step)?;
        let note = text::optional("note", TextKind::Paragraph, note.as_deref())?;
        let me = change.me().await?;
        let decision = Decision { drafted_by: before.drafted_by, me: &me, gate, outcome, note: note.as_deref() };
        let case = change.row::<case::Entity>(before.case_id).await?;
        let protection = change.protection(&case, before).await?;
        may_decide(&decision, &change.gates(before.id).await?, protection)?;
        if gate == Gate::EInformedConsent && outcome == GateOutcome::Pass {
            consent_was_understood(change, before).await?;
        }
        let decision = protection_gate::Model::builder()
            .id(Uuid::now_v7())
            .consular_request_id(before.id)
            .gate(gate)
            .outcome(outcome)
            .maybe_note(note)
            .worker_id(change.scope.viewer.worker_id)
            .at(change.now())
            .build();
        change.shows(decision.id);
        decision.into_active_model().insert_in(change).await?;
        super::take(change, before, after, Some(outcome.to_value())).await
    }
}

/// Gate E passes only for a consent that the person understood. A consent that is named later is checked when the
/// packet is made ready.
async fn consent_was_understood(change: &Change, request: &consular_request::Model) -> Result<(), ChangeError> {
    let Some(consent_id) = request.consent_id else { return Ok(()) };
    let consent = change.row::<consent::Entity>(consent_id).await?;
    let common = change.speaks_without_interpreter(consent.person_id).await?;
    Ok(understood(taken(&consent), &common)?)
}
