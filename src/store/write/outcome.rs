//! The outcome of a mutation, stored under the idempotency key of its client, so that a client that lost the answer can
//! repeat the request.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    access::action::Action,
    rules::refusal::{Refusal, RefusalCode},
};

/// The stored outcome of a mutation. A repetition with the same key receives it again.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Outcome {
    /// The id of the changed record; null if a rule refused.
    pub id: Option<Uuid>,
    /// The id of the row that was made or ended with the change, if the payload shows it too.
    #[serde(default)]
    pub(crate) made: Option<Uuid>,
    /// The refusals of the rules.
    pub refusals: Vec<Remembered>,
    /// Warnings of a change that was made.
    #[serde(default)]
    pub warnings: Vec<Remembered>,
}

/// A refusal as it is stored.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Remembered {
    /// The code.
    pub code: RefusalCode,
    /// The input field.
    pub field: Option<String>,
    /// The path from the input to the field.
    #[serde(default)]
    pub path: Vec<String>,
    /// The message.
    pub message: String,
}

/// An idempotency key that a client chose, and the request that it belongs to.
#[derive(Clone, Debug)]
pub(crate) struct IdempotencyKey {
    /// The client's key.
    pub key: String,
    /// The action.
    pub action: Action,
    /// SHA-256 of the input, in hexadecimal digits.
    pub input_hash: String,
}

impl Remembered {
    /// The stored form of a refusal.
    pub(crate) fn of(refusal: &Refusal) -> Self {
        let Refusal { code, field, message, .. } = refusal;
        Self { code: *code, field: field.map(str::to_owned), path: refusal.path(), message: message.to_string() }
    }
}
