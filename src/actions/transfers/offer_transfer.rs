//! A manager offers an approved transfer to the receiver. The receiver can read a stub of the case from now on.

use async_graphql::InputObject;
use entity::{case, organisation, transfer};

use super::agreement::{Agreement, still_agreed};
use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::transfer::Step,
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The offer of a transfer.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct OfferTransferInput {
    pub transfer_id: Id<transfer::Entity>,
    pub version: i32,
}

impl Verb for OfferTransferInput {
    const ACTION: Action = Action::OfferTransfer;
    type Subject = transfer::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { transfer_id, version } = self;
        let permit = Self::permit(change, transfer_id.0).await?;
        let before = permit.row();
        let state = super::step(change, &permit, version, Step::Offer).await?;
        let case = change.row::<case::Entity>(before.case_id).await?;
        let receiver = change.row::<organisation::Entity>(before.to_organisation_id).await?;
        // The receiver reads a stub from now on, so that the ground has to hold.
        let held = permit.held().clearance.classes;
        let (Agreement { consent_id, until }, _) = still_agreed(change, (before, &case), &receiver, held).await?;
        let after = transfer::Model {
            state,
            consent_id,
            grounded_until: until,
            offered_at: Some(change.now()),
            offered_by: Some(change.scope.viewer.worker_id),
            ..before.clone()
        };
        super::write(change, permit.held().case.organisation_id, before, after).await
    }
}
