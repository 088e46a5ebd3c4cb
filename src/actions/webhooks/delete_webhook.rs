//! A program or an administrator deletes a webhook. The row stays for the log for a while.

use async_graphql::InputObject;
use entity::webhook;

use super::entry::write;
use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::refusal::same_version,
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The webhook that is deleted.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DeleteWebhookInput {
    pub webhook_id: Id<webhook::Entity>,
    pub version: i32,
}

impl Verb for DeleteWebhookInput {
    const ACTION: Action = Action::DeleteWebhook;
    type Subject = webhook::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { webhook_id, version } = self;
        let permit = Self::permit(change, webhook_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let after = webhook::Model { deleted_at: Some(change.now()), ..before.clone() };
        write(change, before, after).await
    }
}
