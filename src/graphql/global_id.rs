//! Opaque global identifiers, as the Relay specification wants them: the record type and the key, encoded.

use async_graphql::Value;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;

use crate::error::Error;

/// The identifier of a record.
#[must_use]
pub fn encode(record: &str, id: Uuid) -> String {
    let mut bytes = id.as_bytes().to_vec();
    bytes.extend_from_slice(record.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The identifier as a GraphQL value.
#[must_use]
pub fn value(record: &str, id: Uuid) -> Value {
    Value::String(encode(record, id))
}

/// The record type and the key of an identifier.
///
/// # Errors
/// `INVALID_ID` when it is none.
pub fn decode(id: &str) -> Result<(String, Uuid), Error> {
    let bytes = URL_SAFE_NO_PAD.decode(id).map_err(|_| Error::InvalidId)?;
    let (key, record) = bytes.split_at_checked(16).ok_or(Error::InvalidId)?;
    let record = std::str::from_utf8(record).map_err(|_| Error::InvalidId)?;
    if record.is_empty() || !record.bytes().all(|letter| letter.is_ascii_alphabetic()) {
        return Err(Error::InvalidId);
    }
    Ok((record.to_owned(), Uuid::from_slice(key).map_err(|_| Error::InvalidId)?))
}

/// The key of an identifier of this record type; one of another type is not found, like one that nobody has.
///
/// # Errors
/// `INVALID_ID` or `NOT_FOUND`.
pub fn key_of(record: &str, id: &str) -> Result<Uuid, Error> {
    let (of, key) = decode(id)?;
    if of == record { Ok(key) } else { Err(Error::NotFound) }
}
