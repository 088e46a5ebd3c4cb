//! Positions in a list as opaque cursors. A cursor is encrypted for one list and one organisation: it reveals nothing and
//! cannot be forged. A position among changes is encrypted anew each time, because equal positions must not look equal: that
//! would say whether something happened in between.

use aws_lc_rs::{
    aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    rand,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::prelude::{Date, DateTimeUtc};
use uuid::Uuid;

use crate::{error::Error, store::sql::paging::CursorPosition};

/// Encrypts and decrypts cursors.
pub(crate) struct Cursors(LessSafeKey);

impl std::fmt::Debug for Cursors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cursors")
    }
}

impl Cursors {
    /// Creates it with the key that all nodes of an installation share.
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        let key = UnboundKey::new(&AES_256_GCM_SIV, key).expect("the key has the length of the algorithm");
        Self(LessSafeKey::new(key))
    }

    /// The cursor of a position in a list. The nonce is constant, so the same position always gives the same cursor.
    /// AES-GCM-SIV (RFC 8452) allows that: reusing a nonce reveals only that two plaintexts are equal.
    pub(crate) fn seal(&self, list: &str, place: &CursorPosition) -> String {
        let mut text = serde_json::to_vec(&(written(&place.value), place.id)).unwrap_or_default();
        match self.0.seal_in_place_append_tag(nonce(), Aad::from(list.as_bytes()), &mut text) {
            Ok(()) => URL_SAFE_NO_PAD.encode(text),
            Err(_) => String::new(),
        }
    }

    /// Encrypts a position among changes. `of` is whose position it is.
    pub(crate) fn seal_anew(&self, of: &str, mut text: Vec<u8>) -> Result<String, Error> {
        let mut random = [0; NONCE_LEN];
        rand::fill(&mut random).map_err(|error| Error::internal(&error))?;
        let sealed = self.0.seal_in_place_append_tag(Nonce::assume_unique_for_key(random), aad(of), &mut text);
        sealed.map_err(|error| Error::internal(&error))?;
        Ok(URL_SAFE_NO_PAD.encode([&random[..], &text].concat()))
    }

    /// Decrypts a position among changes.
    /// Errors: `INVALID_POSITION` when it was not made with this key for this person.
    pub(crate) fn open_anew(&self, of: &str, position: &str) -> Result<Vec<u8>, Error> {
        let sealed = URL_SAFE_NO_PAD.decode(position).map_err(|_| Error::InvalidPosition)?;
        let (random, text) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(Error::InvalidPosition)?;
        let (nonce, mut text) = (Nonce::assume_unique_for_key(*random), text.to_vec());
        let text = self.0.open_in_place(nonce, aad(of), &mut text).map_err(|_| Error::InvalidPosition)?;
        Ok(text.to_vec())
    }

    /// The position of a cursor.
    /// Errors: `INVALID_CURSOR` when the cursor was not made with this key for this list.
    pub(crate) fn open(&self, list: &str, cursor: &str) -> Result<CursorPosition, Error> {
        let mut sealed = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| Error::InvalidCursor)?;
        let text =
            self.0.open_in_place(nonce(), Aad::from(list.as_bytes()), &mut sealed).map_err(|_| Error::InvalidCursor)?;
        let (value, id): (Written, Uuid) = serde_json::from_slice(text).map_err(|_| Error::InvalidCursor)?;
        let value = match value {
            Written::Text(text) => text.into(),
            Written::Day(day) => day.into(),
            Written::Number(number) => number.into(),
            Written::Moment(micros) => DateTimeUtc::from_timestamp_micros(micros).ok_or(Error::InvalidCursor)?.into(),
        };
        Ok(CursorPosition { value, id })
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
enum Written {
    Text(String),
    Moment(i64),
    Day(Date),
    Number(i32),
}

fn written(value: &sea_orm::Value) -> Written {
    match value {
        sea_orm::Value::ChronoDateTimeUtc(Some(moment)) => Written::Moment(moment.timestamp_micros()),
        sea_orm::Value::ChronoDate(Some(day)) => Written::Day(*day),
        sea_orm::Value::Int(Some(number)) => Written::Number(*number),
        sea_orm::Value::String(Some(text)) => Written::Text(text.clone()),
        _ => Written::Text(String::new()),
    }
}

/// Names what is sealed, so that a cursor is no position.
fn aad(of: &str) -> Aad<String> {
    Aad::from(format!("changes {of}"))
}

fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

#[cfg(test)]
mod tests;
