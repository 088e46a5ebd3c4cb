//! How a changed webhook is written, and what the change log says of it.

use entity::webhook;

use crate::{
    access::webhooks::Webhooks,
    rules::refusal::{Refusal, RefusalCode},
    store::write::{change::Change, change_log::ChangeRecord, save, stop::ChangeError},
};

/// The webhooks of the server.
/// Errors: a refusal if it has none.
pub(super) fn of_server(change: &Change) -> Result<&Webhooks, Refusal> {
    let message = "this server sends no webhooks; its operator turns them on";
    change.webhooks().ok_or_else(|| Refusal::new(RefusalCode::NotActive, message))
}

/// The same webhook, bound to the worker who acts: it delivers as long as this worker's tokens are accepted.
pub(super) fn bound(change: &Change, webhook: webhook::Model) -> webhook::Model {
    webhook::Model { worker_id: change.scope.viewer.worker_id, bound_at: change.now(), ..webhook }
}

/// The same webhook, with nothing that failed before.
pub(super) fn afresh(webhook: webhook::Model) -> webhook::Model {
    webhook::Model { attempts: 0, first_failed_at: None, next_attempt_at: None, ..webhook }
}

/// Writes a webhook.
pub(super) async fn write(
    change: &Change,
    before: &webhook::Model,
    after: webhook::Model,
) -> Result<ChangeRecord, ChangeError> {
    let changed = save::write(change, before, &after).await?;
    Ok(of_webhook(&after, changed))
}

/// The change record of a webhook.
pub(super) fn of_webhook(webhook: &webhook::Model, changed: Vec<&'static str>) -> ChangeRecord {
    let (id, organisation_id, version) = (webhook.id, webhook.organisation_id, Some(webhook.version));
    ChangeRecord { id, subject_type: "webhooks", case_id: None, organisation_id, version, changed }
}
