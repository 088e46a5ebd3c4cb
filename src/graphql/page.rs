//! Relay paging: turns paging arguments into a part of a list.

use async_graphql::{Context, Name, Value, indexmap::IndexMap};
use sea_orm::prelude::DateTimeUtc;

pub(crate) use crate::store::sql::paging::{Paging, Place};
use crate::{error::Error, graphql::request::Request, rules::dates, store::read::children::Edge};

/// The largest page.
pub(crate) const LARGEST_PAGE: i32 = 100;
/// The size of a page when the query gives neither `first` nor `last`.
pub(crate) const USUAL_PAGE: i32 = 20;

/// The name of a record's connection type.
pub(crate) fn connection_name(record: &str) -> String {
    format!("{record}Connection")
}

/// The name of a record's edge type.
pub(crate) fn edge_name(record: &str) -> String {
    format!("{record}Edge")
}

/// The paging arguments of a list, as the Relay specification names them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arguments {
    /// The number of items from the start.
    pub first: Option<i32>,
    /// Only items after this cursor.
    pub after: Option<String>,
    /// The number of items from the end.
    pub last: Option<i32>,
    /// Only items before this cursor.
    pub before: Option<String>,
}

impl Paging {
    /// The part of a root list that the arguments ask for.
    ///
    /// # Errors
    /// When both `first` and `last` are given, the page is too large, or a cursor belongs to another list.
    pub(crate) fn of(request: &Request, list: &str, arguments: &Arguments) -> Result<Self, Error> {
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
    pub(crate) fn nested(
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
    pub(crate) fn list(arguments: &IndexMap<Name, Value>) -> Result<Self, Error> {
        Ok(Self { size: first(arguments, LARGEST_PAGE)?, ..Self::default() })
    }
}

/// The list name for which the cursors of a connection inside a record are sealed.
pub(crate) fn nested_list(record: &str, edge: &Edge) -> String {
    format!("nested {record} {} {}", edge.parent, edge.order[0].0)
}

/// The moments for which a daily list has an entry: the end of each day from `from` to `until`. For today it is the
/// time of the request.
///
/// # Errors
/// When the arguments are not dates, are not in order, or span too many days.
pub(crate) fn days(arguments: &IndexMap<Name, Value>, now: DateTimeUtc) -> Result<Vec<DateTimeUtc>, Error> {
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
