//! A program resumes a webhook, which then delivers as long as its tokens are accepted.

use async_graphql::InputObject;
use entity::webhook;

use super::entry::{afresh, bound, of_server, write};
use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::webhook as rules,
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The webhook that is resumed.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ResumeWebhookInput {
    pub webhook_id: Id<webhook::Entity>,
}

impl Verb for ResumeWebhookInput {
    const ACTION: Action = Action::ResumeWebhook;
    type Subject = webhook::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { webhook_id } = self;
        let permit = Self::permit(change, webhook_id.0).await?;
        of_server(change)?;
        let before = permit.row();
        rules::resume(before)?;
        let after = webhook::Model { paused_at: None, pause_reason: None, ..before.clone() };
        write(change, before, bound(change, afresh(after))).await
    }
}
