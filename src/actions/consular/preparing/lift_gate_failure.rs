//! A protection officer lifts what the failed gates of a request block: later requests of the person to the same State. The
//! request itself stays blocked, and so does the person's protection marker stay.

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
        change::{Act, Change, Done, Stop},
        consular::step::done,
        writing,
    },
};

/// Lift what a failed gate blocks.
#[derive(Debug)]
pub struct LiftGateFailure;

/// Whose failed gates are lifted, and why.
#[derive(Clone, Debug, InputObject)]
pub struct LiftGateFailureInput {
    /// The request whose gate failed.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub request: Id<consular_request::Entity>,
    /// The version of the request that you saw.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Why the State may be asked again.
    #[graphql(directive = holds::apply(D::Protection))]
    pub reason: String,
}

impl Act for LiftGateFailure {
    const ACTION: Action = Action::LiftGateFailure;
    type Subject = consular_request::Model;
}

impl Verb for LiftGateFailure {
    const DOC: &'static str =
        "Lift what a failed gate of another officer blocks: later requests of the person to the same State.";
    type Input = LiftGateFailureInput;

    async fn run(change: &Change, input: LiftGateFailureInput) -> Result<Done, Stop> {
        let LiftGateFailureInput { request, version, reason } = input;
        let permit = change.permit::<Self>(request.0).await?;
        super::reads_gates(permit.held())?;
        let before = permit.row();
        same_version(version, before.version)?;
        let reason = text::required("reason", TextKind::Paragraph, &reason)?;
        may_lift(change.scope.viewer.worker_id, &change.gates(before.id).await?)?;
        change.lift_failures(before.id, reason).await?;
        let after = consular_request::Model { updated_at: change.now(), version: before.version + 1, ..before.clone() };
        let changed = writing::write(change, before, &after).await?;
        change.worked_on(before.case_id, entity::codes::DataClass::Protection).await?;
        Ok(done(&after, [changed, vec!["protection_gates"]].concat()))
    }
}
