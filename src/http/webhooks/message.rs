//! The body of a message, and its identifier. The body names cases and nothing of them. Its `sequence` counts the messages of the
//! webhook, because the position of a change counts what others do.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::codes::WebhookDeliveryKind as Kind;
use sea_orm::prelude::DateTimeUtc;
use serde_json::json;
use uuid::Uuid;

use crate::graphql::webhooks::Cases;

/// A message, ready to be signed.
#[derive(Clone, Debug)]
pub(super) struct Message {
    /// Its `webhook-id`, random for each attempt. An attempt reads again, so that a receiver that skipped an identifier that it has
    /// seen would miss what changed between two attempts. A hash of the cases would confirm a guess.
    pub id: String,
    /// The body.
    pub body: String,
}

impl Message {
    /// The message about these cases.
    pub(super) fn new(kind: Kind, sequence: Option<i64>, cases: &Cases, now: DateTimeUtc) -> Self {
        let [changed, left] = cases.identifiers();
        let (name, data) = match kind {
            Kind::CasesChanged => ("cases.changed", json!({ "sequence": sequence, "changed": changed, "left": left })),
            Kind::ChangesExpired => ("changes.expired", json!({ "sequence": sequence })),
            Kind::Test => ("webhook.test", json!({})),
        };
        let id = format!("msg_{}", URL_SAFE_NO_PAD.encode(Uuid::new_v4()));
        Self { id, body: json!({ "type": name, "timestamp": now.to_rfc3339(), "data": data }).to_string() }
    }
}
