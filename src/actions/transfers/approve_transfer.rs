//! A manager agrees that a case goes to another centre: somebody else than the worker who proposed it.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, transfer};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::transfer::{Step, another_person},
    store::change::{Act, Change, Done, Stop},
};

/// Approve a transfer.
#[derive(Debug)]
pub struct ApproveTransfer;

/// Which proposal is approved.
#[derive(Clone, Debug, InputObject)]
pub struct ApproveTransferInput {
    /// The transfer.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub transfer: Id<transfer::Entity>,
    /// The version of the transfer that you saw.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for ApproveTransfer {
    const ACTION: Action = Action::ApproveTransfer;
    type Subject = transfer::Model;
}

impl Verb for ApproveTransfer {
    const DOC: &'static str = "Approve a proposed transfer; not by whoever proposed it.";
    type Input = ApproveTransferInput;

    async fn run(change: &Change, input: ApproveTransferInput) -> Result<Done, Stop> {
        let ApproveTransferInput { transfer, version } = input;
        let permit = change.permit::<Self>(transfer.0).await?;
        let before = permit.row();
        let state = super::step(change, &permit, version, Step::Approve).await?;
        let approver = change.scope.viewer.worker_id;
        another_person(&[Some(before.proposed_by)], approver)?;
        let after = transfer::Model { state, approved_by: Some(approver), ..before.clone() };
        super::write(change, permit.held().case.organisation_id, before, after).await
    }
}
