//! A program changes an end point of its organisation.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{codes::WebhookEventKind, webhook};

use super::entry::{afresh, bound, of_server, write};
use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::{
        given::{filled, set},
        refusal::same_version,
        text::{self, TextKind},
        webhook as rules,
    },
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// Changes to a webhook. A field that is left out does not change; null empties it if it can be empty. The secret stays the same.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct UpdateWebhookInput {
    pub webhook_id: Id<webhook::Entity>,
    pub version: i32,
    /// Where messages are sent to: an https address on the public internet, without user, password and fragment.
    pub url: MaybeUndefined<String>,
    /// What the webhook is for, for colleagues.
    pub description: MaybeUndefined<String>,
    /// What it is told.
    pub event_kinds: MaybeUndefined<Vec<WebhookEventKind>>,
}

impl Verb for UpdateWebhookInput {
    const ACTION: Action = Action::UpdateWebhook;
    type Subject = webhook::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { webhook_id, version, url, description, event_kinds } = self;
        let permit = Self::permit(change, webhook_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let mut after = before.clone();
        if let Some(url) = filled("url", url)? {
            after.url = rules::url(&url, &of_server(change)?.targets)?;
        }
        set(&mut after.description, text::changed("description", TextKind::LongLine, description)?);
        if let Some(kinds) = filled("eventKinds", event_kinds)? {
            after.event_kinds = rules::event_kinds(&kinds)?.to_bits();
        }
        if after.url != before.url {
            after = bound(change, afresh(after));
        }
        if after != *before {
            after.version += 1;
        }
        write(change, before, after).await
    }
}
