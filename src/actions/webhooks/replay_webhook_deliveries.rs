//! A program has failed messages sent again.

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

/// The webhook whose failed messages are sent again.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ReplayWebhookDeliveriesInput {
    pub webhook_id: Id<webhook::Entity>,
}

impl Verb for ReplayWebhookDeliveriesInput {
    const ACTION: Action = Action::ReplayWebhookDeliveries;
    type Subject = webhook::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { webhook_id } = self;
        let permit = Self::permit(change, webhook_id.0).await?;
        of_server(change)?;
        let queued = change.queue_failed(permit.row().id).await?;
        Refusal::new(RefusalCode::InvalidTransition, "this webhook has no failed message").when(queued == 0)?;
        Ok(of_webhook(permit.row(), Vec::new()))
    }
}
