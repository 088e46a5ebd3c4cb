//! The receiver accepts the case and owns it from this change on. The giver keeps the access that it needs for the
//! handover.

use async_graphql::InputObject;
use entity::{case, organisation, transfer};

use super::{
    agreement::{Agreement, still_agreed},
    moving,
};
use crate::{
    access::{action::Action, class::ClassSet},
    actions::{Verb, steps::transfer::cancel_transfers_of_case},
    global_id::Id,
    rules::transfer::{Step, another_person, completed, may_take},
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The acceptance of a transfer.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AcceptTransferInput {
    pub transfer_id: Id<transfer::Entity>,
    pub version: i32,
}

impl Verb for AcceptTransferInput {
    const ACTION: Action = Action::AcceptTransfer;
    const BATCH: Option<&'static str> = Some("acceptTransfers");
    type Subject = transfer::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { transfer_id, version } = self;
        let permit = Self::permit(change, transfer_id.0).await?;
        let before = permit.row();
        let state = super::step(change, &permit, version, Step::Accept).await?;
        let accepted_by = change.scope.viewer.worker_id;
        let me = change.me().await?;
        another_person(&[Some(before.proposed_by), before.approved_by, before.offered_by], &me)?;
        let case = change.row::<case::Entity>(before.case_id).await?;
        let receiver = change.row::<organisation::Entity>(before.to_organisation_id).await?;
        may_take(receiver.organisation_type, receiver.suspended_at.is_some())?;
        // The person may have withdrawn the consent, or become an adult, since the transfer was proposed.
        // The receiver learns only that the ground is not valid: why can be protection data of a person whose file it does
        // not read yet.
        let (Agreement { consent_id, until }, without) =
            still_agreed(change, (before, &case), &receiver, ClassSet::NONE).await?;
        if let Some(without) = without {
            another_person(&[Some(without.requested_by), without.approved_by], &me)?;
        }
        let within = before.from_organisation_id == before.to_organisation_id;
        let after = transfer::Model {
            state: completed(state, within)?,
            consent_id,
            grounded_until: until,
            decided_by: Some(accepted_by),
            decided_at: Some(change.now()),
            ..before.clone()
        };
        let done = super::write(change, before.to_organisation_id, before, after).await?;
        // Another worker may have proposed a transfer without knowing of this one.
        cancel_transfers_of_case(change, &case).await?;
        moving::move_case(change, before).await?;
        Ok(done)
    }
}
