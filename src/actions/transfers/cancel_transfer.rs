//! The sender cancels a transfer before it is accepted.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, transfer};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::transfer::Step,
    store::change::{Act, Change, Done, Stop},
};

/// Cancel a transfer.
#[derive(Debug)]
pub struct CancelTransfer;

/// The cancellation of a transfer.
#[derive(Clone, Debug, InputObject)]
pub struct CancelTransferInput {
    /// The transfer.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub transfer: Id<transfer::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for CancelTransfer {
    const ACTION: Action = Action::CancelTransfer;
    type Subject = transfer::Model;
}

impl Verb for CancelTransfer {
    const DOC: &'static str = "Cancel a transfer before it is accepted.";
    type Input = CancelTransferInput;

    async fn run(change: &Change, input: CancelTransferInput) -> Result<Done, Stop> {
        let CancelTransferInput { transfer, version } = input;
        let permit = change.permit::<Self>(transfer.0).await?;
        let before = permit.row();
        let state = super::step(change, &permit, version, Step::Cancel).await?;
        super::write(change, permit.held().case.organisation_id, before, transfer::Model { state, ..before.clone() })
            .await
    }
}
