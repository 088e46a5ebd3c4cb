//! Another worker approves sharing without consent. The referral can then be sent, or the transfer offered; after a renewal
//! it continues.

use async_graphql::InputObject;
use entity::legal_override;

use super::{Resting, request::facts};
use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::{legal_override::may_approve, refusal::same_version},
    store::write::{change::Change, change_log::ChangeRecord, recorded::write_next, stop::ChangeError},
};

/// The approval of an override.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ApproveLegalOverrideInput {
    /// The requested override.
    pub legal_override_id: Id<legal_override::Entity>,
    pub version: i32,
}

impl Verb for ApproveLegalOverrideInput {
    const ACTION: Action = Action::ApproveLegalOverride;
    type Subject = legal_override::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { legal_override_id, version } = self;
        let permit = Self::permit(change, legal_override_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let resting = Resting::on(change, before).await?;
        let by = change.scope.viewer.worker_id;
        let held = permit.held().clearance.classes;
        let rests_on = (before.legal_basis, before.valid_until, before.determination_id);
        let request = facts(change, resting.about(), rests_on).await?;
        may_approve(before, &change.me().await?, held, &request, change.now())?;
        resting.open(change.now())?;
        let after = legal_override::Model { approved_by: Some(by), approved_at: Some(change.now()), ..before.clone() };
        let done = write_next(change, permit.held().case.organisation_id, before, after).await?;
        resting.go_on(change).await?;
        Ok(done)
    }
}
