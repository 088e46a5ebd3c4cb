//! The body of a message, and its identifier. The body names cases and nothing of them. Its `sequence` counts the messages of the
//! webhook, because the position of a change counts what others do.

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::codes::WebhookDeliveryKind as Kind;
use sea_orm::prelude::DateTimeUtc;
use serde_json::json;
use uuid::Uuid;

use crate::graphql::webhooks::Cases;

/// A message, ready to be signed.
#[derive(Clone, Debug)]
pub(super) struct Message {
    /// Its `webhook-id`. A repetition with the same cases has the same one. A repetition that names more cases has another one, so that
    /// a receiver that skips what it has seen misses none.
    pub id: String,
    /// The body.
    pub body: String,
}

impl Message {
    /// The message about these cases.
    pub(super) fn new(webhook: Uuid, kind: Kind, sequence: Option<i64>, cases: &Cases, now: DateTimeUtc) -> Self {
        let [changed, left] = cases.identifiers();
        let (name, data) = match kind {
            Kind::CasesChanged => ("cases.changed", json!({ "sequence": sequence, "changed": changed, "left": left })),
            Kind::ChangesExpired => ("changes.expired", json!({ "sequence": sequence })),
            // Each test is another one.
            Kind::Test => ("webhook.test", json!({ "number": Uuid::now_v7() })),
        };
        let hash = digest::digest(&digest::SHA256, format!("{webhook} {name} {data}").as_bytes());
        let id = format!("msg_{}", URL_SAFE_NO_PAD.encode(&hash.as_ref()[..18]));
        Self { id, body: json!({ "type": name, "timestamp": now.to_rfc3339(), "data": data }).to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repetition_has_the_same_identifier_unless_it_names_more() {
        let (webhook, now) = (Uuid::now_v7(), DateTimeUtc::UNIX_EPOCH);
        let [one, two] = [Uuid::now_v7(), Uuid::now_v7()];
        let message = |changed: Vec<Uuid>, sequence| {
            Message::new(webhook, Kind::CasesChanged, Some(sequence), &Cases { changed, left: Vec::new() }, now)
        };
        let first = message(vec![one], 1);
        assert_eq!(first.id, message(vec![one], 1).id);
        assert_ne!(first.id, message(vec![one, two], 1).id);
        assert_ne!(first.id, message(vec![one], 2).id);
        let other = Message::new(Uuid::now_v7(), Kind::ChangesExpired, Some(1), &Cases::default(), now);
        assert_ne!(other.id, Message::new(webhook, Kind::ChangesExpired, Some(1), &Cases::default(), now).id);
    }
}
