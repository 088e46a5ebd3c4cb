//! The chain of the rows of the read log that one running process writes. Each row has the hash of the row before, so that a
//! row cannot be changed, removed, added or moved without a trace. The hash covers every column in a form that is the same
//! after a round trip through both databases: lengths before texts, microseconds, JSON with ordered keys.

use aws_lc_rs::digest::{Context, SHA256};
use entity::read_log;
use sea_orm::ActiveEnum;
use serde_json::Value;
use uuid::Uuid;

/// The parts of what is hashed, each with its length, so that no two lists of parts are the same bytes.
pub(in crate::store) struct Parts(Context);

impl Parts {
    /// Begins with the name of the form.
    pub(in crate::store) fn of(form: &str) -> Self {
        let mut parts = Self(Context::new(&SHA256));
        parts.text(form);
        parts
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    /// Adds a text.
    pub(in crate::store) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Adds a text or its absence.
    pub(in crate::store) fn text_or_none(&mut self, text: Option<&str>) {
        self.0.update(&[u8::from(text.is_some())]);
        self.text(text.unwrap_or_default());
    }

    /// Adds a number.
    pub(in crate::store) fn number(&mut self, number: i64) {
        self.bytes(&number.to_be_bytes());
    }

    /// Adds an id.
    pub(in crate::store) fn id(&mut self, id: Uuid) {
        self.bytes(id.as_bytes());
    }

    /// The hash in hexadecimal.
    pub(in crate::store) fn hash(self) -> String {
        hex::encode(self.0.finish())
    }
}

/// The hash of a row, from all its columns except `hash`.
pub fn hash_of(row: &read_log::Model) -> String {
    let read_log::Model {
        id,
        at,
        request_id,
        worker_id,
        organisation_id,
        roles,
        purpose,
        policy_version,
        operation,
        entries,
        previous_hash,
        hash: _,
        chain_id,
        sequence,
    } = row;
    let mut parts = Parts::of("read log row 1");
    parts.id(chain_id.unwrap_or_default());
    parts.number(sequence.unwrap_or_default());
    parts.text_or_none(previous_hash.as_deref());
    parts.id(*id);
    parts.number(at.timestamp_micros());
    parts.id(*request_id);
    parts.id(*worker_id);
    parts.id(*organisation_id);
    parts.text(&ordered(roles));
    parts.text_or_none(purpose.map(|it| it.to_value()).as_deref());
    parts.text(policy_version);
    parts.text_or_none(operation.as_deref());
    parts.text(&ordered(entries));
    parts.hash()
}

/// JSON without spaces, with the keys of each object in the order of their bytes. PostgreSQL has an order of its own.
fn ordered(value: &Value) -> String {
    let mut text = String::with_capacity(256);
    add(value, &mut text);
    text
}

fn add(value: &Value, to: &mut String) {
    match value {
        Value::Array(items) => {
            to.push('[');
            for (number, item) in items.iter().enumerate() {
                if number > 0 {
                    to.push(',');
                }
                add(item, to);
            }
            to.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            to.push('{');
            for (number, (key, member)) in members.into_iter().enumerate() {
                if number > 0 {
                    to.push(',');
                }
                quote(key, to);
                to.push(':');
                add(member, to);
            }
            to.push('}');
        }
        Value::String(text) => quote(text, to),
        Value::Null | Value::Bool(_) | Value::Number(_) => to.push_str(&value.to_string()),
    }
}

/// Most texts are ids and codes, which need no escape.
fn quote(text: &str, to: &mut String) {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
        to.push('"');
        to.push_str(text);
        to.push('"');
    } else {
        to.push_str(&Value::from(text).to_string());
    }
}

/// The end of a chain: the place and the hash of its last row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(in crate::store) struct Head {
    /// The chain.
    pub chain_id: Uuid,
    /// The place of the last row. 0 for a chain without rows.
    pub sequence: i64,
    /// The hash of the last row. `None` for a chain without rows.
    pub hash: Option<String>,
}

impl Head {
    /// A new chain.
    pub(in crate::store) fn new() -> Self {
        Self { chain_id: Uuid::now_v7(), sequence: 0, hash: None }
    }

    /// Gives rows their places after this end, which moves.
    pub(in crate::store) fn link(&mut self, rows: &mut [read_log::Model]) {
        for row in rows {
            self.sequence += 1;
            row.chain_id = Some(self.chain_id);
            row.sequence = Some(self.sequence);
            row.previous_hash = self.hash.take();
            let hash = hash_of(row);
            self.hash = Some(hash.clone());
            row.hash = Some(hash);
        }
    }

    /// Checks that a row is the next one after this end, which moves.
    pub(in crate::store) fn follow(&mut self, row: &read_log::Model) -> Result<(), Broken> {
        let sequence = row.sequence.unwrap_or_default();
        if sequence <= self.sequence {
            return Err(Broken::Twice);
        }
        if sequence > self.sequence + 1 {
            return Err(Broken::Missing { from: self.sequence + 1, to: sequence - 1 });
        }
        if row.hash.as_ref() != Some(&hash_of(row)) {
            return Err(Broken::Changed);
        }
        if row.previous_hash != self.hash {
            return Err(Broken::Before);
        }
        self.sequence = sequence;
        self.hash.clone_from(&row.hash);
        Ok(())
    }
}

/// Why a row is not the next one of its chain.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::store) enum Broken {
    /// The place has a row already.
    Twice,
    /// Rows before it are missing.
    Missing {
        /// The first.
        from: i64,
        /// The last.
        to: i64,
    },
    /// It is not as it was written.
    Changed,
    /// The row before it is not as it was written.
    Before,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Twice => to.write_str("another row has this place in the chain"),
            Self::Missing { from, to: last } if from == last => write!(to, "row {from} of the chain is missing"),
            Self::Missing { from, to: last } => write!(to, "rows {from} to {last} of the chain are missing"),
            Self::Changed => to.write_str("the row was changed"),
            Self::Before => to.write_str("the row before it was changed or replaced, and its hash was made anew"),
        }
    }
}

#[cfg(test)]
mod tests;
