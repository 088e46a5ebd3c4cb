//! An HTTPS end point of an organisation that is told which cases changed. Its secret is derived from the key of the server and is
//! not stored.

use sea_orm::entity::prelude::*;

use crate::codes::WebhookPauseReason;

/// A row of `webhooks`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhooks")]
pub struct Model {
    /// The webhook.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The organisation that is told.
    pub organisation_id: Uuid,
    /// The worker who registered it, or changed or resumed it last. It delivers only while this worker's tokens are accepted.
    pub worker_id: Uuid,
    /// When that was. Tokens that were revoked later pause it.
    pub bound_at: DateTimeUtc,
    /// Where messages are sent to.
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
    /// The kinds of events that it sends, one bit for each kind.
    pub event_kinds: i64,
    /// Version of its settings.
    pub version: i32,
    /// When it was registered.
    pub created_at: DateTimeUtc,
    /// When it was deleted.
    pub deleted_at: Option<DateTimeUtc>,
    /// Which of its secrets is the present one, from 1 on.
    pub secret_generation: i32,
    /// When the present secret replaced another one.
    pub secret_rotated_at: Option<DateTimeUtc>,
    /// Since when it delivers nothing; null if it delivers.
    pub paused_at: Option<DateTimeUtc>,
    /// Why it delivers nothing.
    pub pause_reason: Option<WebhookPauseReason>,
    /// The position of the last change that was told: see `Position` in the store.
    pub place: i64,
    /// The entry at that position.
    pub entry_id: Option<Uuid>,
    /// The moment up to which standings that begin or end by themselves were told.
    pub passed: DateTimeUtc,
    /// The case of the last of them.
    pub passed_in: Option<Uuid>,
    /// When the position was written.
    pub moved_at: DateTimeUtc,
    /// How many messages about cases it has had.
    pub sequence: i64,
    /// How often the next message was tried.
    pub attempts: i32,
    /// When it was first not accepted.
    pub first_failed_at: Option<DateTimeUtc>,
    /// When it is tried again.
    pub next_attempt_at: Option<DateTimeUtc>,
    /// Before this moment nothing is sent, because the last message was just sent.
    pub not_before: Option<DateTimeUtc>,
    /// The node that delivers now.
    pub lease_holder: Option<Uuid>,
    /// How long no other node may.
    pub lease_until: Option<DateTimeUtc>,
}

plain_entity!();
