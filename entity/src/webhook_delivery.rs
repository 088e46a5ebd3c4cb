//! A message to an end point of an organisation, with all its attempts.

use sea_orm::entity::prelude::*;

use crate::codes::{WebhookDeliveryKind, WebhookDeliveryState};

/// A row of `webhook_deliveries`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_deliveries")]
pub struct Model {
    /// The delivery.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The webhook.
    pub webhook_id: Uuid,
    /// What the message is about.
    pub kind: WebhookDeliveryKind,
    /// What became of it.
    pub state: WebhookDeliveryState,
    /// Its number among the messages of the webhook; null for a test.
    pub sequence: Option<i64>,
    /// The `webhook-id` of the last attempt.
    pub message_id: Option<String>,
    /// The cases that it names. Null for a test, and once it is delivered.
    #[sea_orm(column_type = "JsonBinary")]
    pub case_ids: Option<Json>,
    /// How often it was sent.
    pub attempts: i32,
    /// The first digit of the status of the last answer; null if there was no answer.
    pub status_class: Option<i32>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it was last sent.
    pub last_attempt_at: Option<DateTimeUtc>,
    /// When it is sent again.
    pub next_attempt_at: Option<DateTimeUtc>,
    /// When the end point accepted it.
    pub delivered_at: Option<DateTimeUtc>,
}

plain_entity!();
