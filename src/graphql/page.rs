//! Relay paging. It turns paging arguments into a part of a list, and positions in a list into opaque cursors. A cursor
//! is encrypted for one list and one organisation: it reveals nothing and cannot be forged.

use async_graphql::{Context, Name, Value, indexmap::IndexMap};
use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, Nonce, UnboundKey};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

pub use crate::store::sql::paging::{Paging, Place};
use crate::{error::Error, graphql::request::Request, rules::dates, store::read::children::Edge};

/// The largest page.
pub const LARGEST_PAGE: i32 = 100;
/// The size of a page when the query gives neither `first` nor `last`.
pub const USUAL_PAGE: i32 = 20;

/// The name of a record's connection type.
#[must_use]
pub fn connection_name(record: &str) -> String {
    format!("{record}Connection")
}

/// The name of a record's edge type.
#[must_use]
pub fn edge_name(record: &str) -> String {
    format!("{record}Edge")
}

/// The paging arguments of a list, as the Relay specification names them.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    /// The number of items from the start.
    pub first: Option<i32>,
    /// Only items after this cursor.
    pub after: Option<String>,
    /// The number of items from the end.
    pub last: Option<i32>,
    /// Only items before this cursor.
    pub before: Option<String>,
}

/// Encrypts and decrypts cursors.
pub struct Cursors(LessSafeKey);

impl std::fmt::Debug for Cursors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cursors")
    }
}

impl Cursors {
    /// Creates it with the key that all nodes of an installation share.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        let key = UnboundKey::new(&AES_256_GCM_SIV, key).expect("the key has the length of the algorithm");
        Self(LessSafeKey::new(key))
    }

    /// The cursor of a position in a list. The nonce is constant, so the same position always gives the same cursor.
    /// AES-GCM-SIV (RFC 8452) allows that: reusing a nonce reveals only that two plaintexts are equal.
    #[must_use]
    pub fn seal(&self, list: &str, place: &Place) -> String {
        let mut text = serde_json::to_vec(&(written(&place.value), place.id)).unwrap_or_default();
        match self.0.seal_in_place_append_tag(nonce(), Aad::from(list.as_bytes()), &mut text) {
            Ok(()) => URL_SAFE_NO_PAD.encode(text),
            Err(_) => String::new(),
        }
    }

    /// The position of a cursor.
    ///
    /// # Errors
    /// `INVALID_CURSOR` when the cursor was not made with this key for this list.
    pub fn open(&self, list: &str, cursor: &str) -> Result<Place, Error> {
        let mut sealed = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| Error::InvalidCursor)?;
        let text =
            self.0.open_in_place(nonce(), Aad::from(list.as_bytes()), &mut sealed).map_err(|_| Error::InvalidCursor)?;
        let (value, id): (Written, Uuid) = serde_json::from_slice(text).map_err(|_| Error::InvalidCursor)?;
        let value = match value {
            Written::Text(text) => text.into(),
            Written::Moment(micros) => DateTimeUtc::from_timestamp_micros(micros).ok_or(Error::InvalidCursor)?.into(),
        };
        Ok(Place { value, id })
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
enum Written {
    Text(String),
    Moment(i64),
}

fn written(value: &sea_orm::Value) -> Written {
    match value {
        sea_orm::Value::ChronoDateTimeUtc(Some(moment)) => Written::Moment(moment.timestamp_micros()),
        sea_orm::Value::String(Some(text)) => Written::Text(text.clone()),
        _ => Written::Text(String::new()),
    }
}

fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

impl Paging {
    /// The part of a root list that the arguments ask for.
    ///
    /// # Errors
    /// When both `first` and `last` are given, the page is too large, or a cursor belongs to another list.
    pub fn of(request: &Request, list: &str, arguments: &Arguments) -> Result<Self, Error> {
        if arguments.first.is_some() && arguments.last.is_some() {
            return Err(Error::bad_input("last", "ask for the first or for the last items, not for both"));
        }
        let backward = arguments.last.is_some();
        let size = arguments.first.or(arguments.last).unwrap_or(USUAL_PAGE);
        let open = |cursor: &Option<String>| cursor.as_ref().map(|it| request.open_cursor(list, it)).transpose();
        let (after, before) = (open(&arguments.after)?, open(&arguments.before)?);
        Ok(Self { size: checked(size, if backward { "last" } else { "first" })?, after, before, backward })
    }

    /// The part of a connection inside a record, from the arguments `first` and `after`.
    ///
    /// # Errors
    /// As [`Paging::of`].
    pub fn nested(
        context: &Context<'_>,
        arguments: &IndexMap<Name, Value>,
        record: &str,
        edge: &Edge,
    ) -> Result<Self, Error> {
        let request = Request::of(context);
        let after = match arguments.get("after") {
            Some(Value::String(cursor)) => Some(request.open_cursor(&nested_list(record, edge), cursor)?),
            _ => None,
        };
        Ok(Self { size: first(arguments, USUAL_PAGE)?, after, ..Self::default() })
    }

    /// The part of a plain list inside a record, from the argument `first`.
    ///
    /// # Errors
    /// As [`Paging::of`].
    pub fn list(arguments: &IndexMap<Name, Value>) -> Result<Self, Error> {
        Ok(Self { size: first(arguments, LARGEST_PAGE)?, ..Self::default() })
    }
}

/// The list name for which the cursors of a connection inside a record are sealed.
#[must_use]
pub fn nested_list(record: &str, edge: &Edge) -> String {
    format!("nested {record} {} {}", edge.parent, edge.order[0].0)
}

/// The moments for which a daily list has an entry: the end of each day from `from` to `until`. For today it is the
/// time of the request.
///
/// # Errors
/// When the arguments are not dates, are not in order, or span too many days.
pub fn days(arguments: &IndexMap<Name, Value>, now: DateTimeUtc) -> Result<Vec<DateTimeUtc>, Error> {
    let day = |name: &'static str| match arguments.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => {
            text.parse().map(Some).map_err(|_| Error::bad_input(name, "this is not a date like 2026-03-01"))
        }
        Some(_) => Err(Error::bad_input(name, "this is not a date like 2026-03-01")),
    };
    let days = dates::days(day("from")?, day("until")?, now);
    days.map_err(|refusal| Error::bad_input(refusal.field.unwrap_or_default(), refusal.message))
}

fn first(arguments: &IndexMap<Name, Value>, usual: i32) -> Result<u64, Error> {
    match arguments.get("first") {
        None | Some(Value::Null) => checked(usual, "first"),
        Some(Value::Number(number)) => {
            checked(number.as_i64().and_then(|it| i32::try_from(it).ok()).unwrap_or(-1), "first")
        }
        Some(_) => Err(Error::bad_input("first", "this is not a number")),
    }
}

fn checked(size: i32, argument: &str) -> Result<u64, Error> {
    if !(0..=LARGEST_PAGE).contains(&size) {
        return Err(Error::bad_input(argument, format!("a page has 0 to {LARGEST_PAGE} items")));
    }
    Ok(u64::try_from(size).unwrap_or_default())
}

#[cfg(test)]
mod tests;
