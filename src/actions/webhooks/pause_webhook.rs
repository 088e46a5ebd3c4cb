//! A program or an administrator pauses a webhook.

use async_graphql::InputObject;
use entity::{codes::WebhookPauseReason, webhook};

use super::entry::write;
use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::webhook as rules,
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The webhook that is paused.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PauseWebhookInput {
    pub webhook_id: Id<webhook::Entity>,
}

impl Verb for PauseWebhookInput {
    const ACTION: Action = Action::PauseWebhook;
    type Subject = webhook::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { webhook_id } = self;
        let permit = Self::permit(change, webhook_id.0).await?;
        let before = permit.row();
        rules::pause(before)?;
        let pause_reason = Some(WebhookPauseReason::Requested);
        let after = webhook::Model { paused_at: Some(change.now()), pause_reason, ..before.clone() };
        write(change, before, after).await
    }
}
