//! A manager approves that a case goes to another centre. The worker who proposed it cannot approve it.

use async_graphql::InputObject;
use entity::transfer;

use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::transfer::{Step, another_person, may_approve},
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The approval of a transfer.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ApproveTransferInput {
    pub transfer_id: Id<transfer::Entity>,
    pub version: i32,
}

impl Verb for ApproveTransferInput {
    const ACTION: Action = Action::ApproveTransfer;
    type Subject = transfer::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { transfer_id, version } = self;
        let permit = Self::permit(change, transfer_id.0).await?;
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
