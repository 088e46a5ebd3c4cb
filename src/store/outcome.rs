//! What a mutation ended with, remembered for the key that its client chose: a client on a thin link asks again.

use entity::idempotency_key;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::change::Change;
use crate::{
    access::action::Action,
    error::Error,
    rules::refusal::{Refusal, RefusalCode},
};

/// The remembered end of a mutation: what the same key gets again.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Outcome {
    /// The record of the payload; none where a rule refused.
    pub id: Option<Uuid>,
    /// Why a rule refused.
    pub refusals: Vec<Remembered>,
    /// What to look at though the change was made.
    #[serde(default)]
    pub warnings: Vec<Remembered>,
}

/// A refusal as it is remembered.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Remembered {
    /// The code.
    pub code: RefusalCode,
    /// The field of the input.
    pub field: Option<String>,
    /// The way to the field from the input.
    #[serde(default)]
    pub path: Vec<String>,
    /// The sentence.
    pub message: String,
}

/// A key that a client chose, and what it stands for.
#[derive(Clone, Debug)]
pub struct IdempotencyKey {
    /// The client's key.
    pub key: String,
    /// The action.
    pub action: Action,
    /// SHA-256 of the input.
    pub input_hash: String,
}

impl Change {
    /// What the key got before, if it was used.
    ///
    /// # Errors
    /// `IDEMPOTENCY_KEY_REUSED` when it was used for something else.
    pub async fn remembered(&self, key: &IdempotencyKey) -> Result<Option<Outcome>, Error> {
        let id = (self.scope.viewer.worker_id, key.key.clone());
        let Some(row) = idempotency_key::Entity::find_by_id(id).one(self.transaction()).await? else {
            return Ok(None);
        };
        if row.action != key.action.name() || row.input_hash != key.input_hash {
            return Err(Error::IdempotencyKeyReused);
        }
        serde_json::from_value(row.outcome).map(Some).map_err(|error| Error::internal(&error))
    }
}

impl Remembered {
    /// What is remembered of a refusal.
    #[must_use]
    pub fn of(refusal: &Refusal) -> Self {
        let Refusal { code, field, message, .. } = refusal;
        Self { code: *code, field: field.map(str::to_owned), path: refusal.path(), message: message.clone() }
    }
}
