//! The receiver declines the case and loses the stub.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, DeclineReason},
    transfer,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::transfer::Step,
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Decline a transfer.
#[derive(Debug)]
pub struct DeclineTransfer;

/// The decline of a transfer.
#[derive(Clone, Debug, InputObject)]
pub struct DeclineTransferInput {
    /// The transfer.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub transfer: Id<transfer::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Reason for declining.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub reason: DeclineReason,
}

impl Act for DeclineTransfer {
    const ACTION: Action = Action::DeclineTransfer;
    type Subject = transfer::Model;
}

impl Verb for DeclineTransfer {
    const DOC: &'static str = "Decline an offered transfer with a reason.";
    type Input = DeclineTransferInput;

    async fn run(change: &Change, input: DeclineTransferInput) -> Result<Done, Stop> {
        let DeclineTransferInput { transfer, version, reason } = input;
        let permit = change.permit::<Self>(transfer.0).await?;
        let before = permit.row();
        let after = transfer::Model {
            state: super::step(change, &permit, version, Step::Decline).await?,
            decided_by: Some(change.scope.viewer.worker_id),
            decided_at: Some(change.now()),
            decline_reason: Some(reason),
            ..before.clone()
        };
        super::write(change, permit.held().case.organisation_id, before, after).await
    }
}
