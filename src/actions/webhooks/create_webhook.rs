//! A program registers an end point of its organisation.

use async_graphql::InputObject;
use entity::{codes::WebhookEventKind, webhook};
use sea_orm::IntoActiveModel;
use uuid::Uuid;

use super::entry::{of_server, of_webhook};
use crate::{
    access::action::Action,
    actions::Verb,
    rules::{
        text::{self, TextKind},
        webhook as rules,
    },
    store::write::{change::Change, change_log::ChangeRecord, save::Write as _, stop::ChangeError},
};

/// A new webhook.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CreateWebhookInput {
    /// Where messages are sent to: an https address on the public internet, without user, password and fragment.
    pub url: String,
    /// What the webhook is for, for colleagues.
    pub description: Option<String>,
    /// What it is told.
    pub event_kinds: Vec<WebhookEventKind>,
}

impl Verb for CreateWebhookInput {
    const ACTION: Action = Action::CreateWebhook;
    type Subject = webhook::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        change.permit_in_directory(Self::ACTION)?;
        let Self { url, description, event_kinds } = self;
        let url = rules::url(&url, &of_server(change)?.targets)?;
        let event_kinds = rules::event_kinds(&event_kinds)?.to_bits();
        rules::has_room(change.webhooks_of_own_organisation().await?)?;
        let (now, position) = (change.now(), change.position_of_now().await?);
        let row = webhook::Model {
            id: Uuid::now_v7(),
            organisation_id: change.scope.viewer.organisation_id,
            worker_id: change.scope.viewer.worker_id,
            bound_at: now,
            url,
            description: text::optional("description", TextKind::LongLine, description.as_deref())?,
            event_kinds,
            version: 1,
            created_at: now,
            deleted_at: None,
            secret_generation: 1,
            secret_rotated_at: None,
            paused_at: None,
            pause_reason: None,
            place: position.place,
            entry_id: position.entry,
            passed: position.passed,
            passed_in: position.passed_in,
            moved_at: now,
            sequence: 0,
            attempts: 0,
            first_failed_at: None,
            next_attempt_at: None,
            not_before: None,
            lease_holder: None,
            lease_until: None,
        };
        let row = row.into_active_model().insert_in(change).await?;
        Ok(of_webhook(&row, vec!["url", "event_kinds"]))
    }
}
