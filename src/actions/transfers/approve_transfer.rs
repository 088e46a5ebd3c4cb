//! A manager approves that a case goes to another centre. The worker who proposed it cannot approve it.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, transfer};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::transfer::{Step, another_person, may_approve},
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Approve a transfer.
#[derive(Debug)]
pub(crate) struct ApproveTransfer;

/// The approval of a transfer.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ApproveTransferInput {
    /// The transfer.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub transfer_id: Id<transfer::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for ApproveTransfer {
    const ACTION: Action = Action::ApproveTransfer;
    type Subject = transfer::Model;
}

impl Verb for ApproveTransfer {
    const DOC: &'static str = "Approve a transfer that somebody else proposed.";
    type Input = ApproveTransferInput;

    async fn run(change: &Change, input: ApproveTransferInput) -> Result<Done, Stop> {
        let ApproveTransferInput { transfer_id, version } = input;
        let permit = change.permit::<Self>(transfer_id.0).await?;
        let before = permit.row();
        let state = super::step(change, &permit, version, Step::Approve).await?;
        let approver = change.scope.viewer.worker_id;
        another_person(&[Some(before.proposed_by)], &change.me().await?)?;
        // The worker who proposed it may not know of the other transfers. Everybody who approves transfers does.
        let live = change.live_transfers(before.case_id).await?;
        may_approve(live.iter().filter(|other| other.id != before.id).map(|other| other.state))?;
        let after = transfer::Model { state, approved_by: Some(approver), ..before.clone() };
        super::write(change, permit.held().case.organisation_id, before, after).await
    }
}
