//! A program asks for a test message.

use async_graphql::InputObject;
use entity::webhook;

use super::entry::{of_server, of_webhook};
use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::refusal::{Refusal, RefusalCode},
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The webhook that is tested.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct TestWebhookInput {
    pub webhook_id: Id<webhook::Entity>,
}

impl Verb for TestWebhookInput {
    const ACTION: Action = Action::TestWebhook;
    type Subject = webhook::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { webhook_id } = self;
        let permit = Self::permit(change, webhook_id.0).await?;
        of_server(change)?;
        let queued = change.queue_test(permit.row().id).await?;
        Refusal::new(RefusalCode::LimitReached, "a test of this webhook is waiting, or there were 10 in the last hour")
            .unless(queued)?;
        Ok(of_webhook(permit.row(), Vec::new()))
    }
}
