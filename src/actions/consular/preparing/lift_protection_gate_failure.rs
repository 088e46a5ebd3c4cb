//! A protection officer lifts the block that failed gates put on later requests of the person to the same State. The
//! request itself stays blocked, and the person keeps the protection marker.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, consular_request};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::{
        consular::gates::may_lift,
        refusal::same_version,
        text::{self, TextKind},
    },
    store::{
        consular::step::done,
        write::{change::Change, change_log::Done, permit::Act, save as writing, stop::Stop},
    },
};

/// Lift the block of a failed gate.
#[derive(Debug)]
pub struct LiftProtectionGateFailure;

/// The lifting of the block of failed gates.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct LiftProtectionGateFailureInput {
    /// The request with the failed gate.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub consular_request_id: Id<consular_request::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Reason why a request to this State is safe again.
    #[graphql(directive = holds::apply(D::Protection))]
    pub reason: String,
}

impl Act for LiftProtectionGateFailure {
    const ACTION: Action = Action::LiftProtectionGateFailure;
    type Subject = consular_request::Model;
}

impl Verb for LiftProtectionGateFailure {
    const DOC: &'static str =
        "Lift the block that a failed gate of another officer puts on later requests of the person to the same State.";
    type Input = LiftProtectionGateFailureInput;

    async fn run(change: &Change, input: LiftProtectionGateFailureInput) -> Result<Done, Stop> {
        let LiftProtectionGateFailureInput { consular_request_id, version, reason } = input;
        let permit = change.permit::<Self>(consular_request_id.0).await?;
        super::reads_gates(permit.held())?;
        let before = permit.row();
        same_version(version, before.version)?;
        let reason = text::required("reason", TextKind::Paragraph, &reason)?;
        may_lift(&change.me().await?, &change.gates(before.id).await?)?;
        change.lift_failures(before.id, reason).await?;
        let after = consular_request::Model { updated_at: change.now(), version: before.version + 1, ..before.clone() };
        let changed = writing::write(change, before, &after).await?;
        change.worked_on(before.case_id, entity::codes::DataClass::Protection).await?;
        Ok(done(&after, [changed, vec!["protection_gates"]].concat()))
    }
}
