//! Another worker refuses sharing without consent. The referral that needs it cannot be sent, and the transfer that needs it
//! is cancelled.

use async_graphql::InputObject;
use entity::legal_override;

use super::Resting;
use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::{
        legal_override::may_decide,
        refusal::same_version,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, recorded::write_next, stop::ChangeError},
};

/// The refusal of an override.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RefuseLegalOverrideInput {
    /// The requested override.
    pub legal_override_id: Id<legal_override::Entity>,
    pub version: i32,
    /// Reason for refusing.
    pub reason: String,
}

impl Verb for RefuseLegalOverrideInput {
    const ACTION: Action = Action::RefuseLegalOverride;
    type Subject = legal_override::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { legal_override_id, version, reason } = self;
        let permit = Self::permit(change, legal_override_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let by = change.scope.viewer.worker_id;
        may_decide(before, &change.me().await?, change.now())?;
        let after = legal_override::Model {
            refused_by: Some(by),
            refused_at: Some(change.now()),
            refusal_text: Some(text::required("reason", TextKind::Paragraph, &reason)?),
            ..before.clone()
        };
        let done = write_next(change, permit.held().case.organisation_id, before, after).await?;
        Resting::on(change, before).await?.fall(change).await?;
        Ok(done)
    }
}
