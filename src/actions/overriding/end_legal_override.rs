//! An override ends early. The referral that depends on it is revoked, the transfer that depends on it is cancelled, and the
//! shares that it allowed end.

use async_graphql::InputObject;
use entity::legal_override;

use super::Resting;
use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::{
        legal_override::{in_force, may_end},
        refusal::same_version,
    },
    store::write::{change::Change, change_log::ChangeRecord, recorded::write_next, stop::ChangeError},
};

/// The end of an override.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct EndLegalOverrideInput {
    pub legal_override_id: Id<legal_override::Entity>,
    pub version: i32,
}

impl Verb for EndLegalOverrideInput {
    const ACTION: Action = Action::EndLegalOverride;
    type Subject = legal_override::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { legal_override_id, version } = self;
        let permit = Self::permit(change, legal_override_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        may_end(before, change.now())?;
        let after = legal_override::Model {
            ended_by: Some(change.scope.viewer.worker_id),
            ended_at: Some(change.now()),
            ..before.clone()
        };
        let done = write_next(change, permit.held().case.organisation_id, before, after).await?;
        let resting = Resting::on(change, before).await?;
        if in_force(before, change.now()) {
            resting.end(change).await?;
        } else {
            resting.fall(change).await?;
        }
        Ok(done)
    }
}
