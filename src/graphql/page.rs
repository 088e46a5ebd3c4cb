//! Relay paging: the paging arguments in the schema, and the part of a list that they ask for.

use async_graphql::{Name, Value, indexmap::IndexMap, registry::MetaInputValue};
use entity::codes::DataClass;
use sea_orm::prelude::DateTimeUtc;

pub(crate) use crate::store::sql::paging::{CursorPosition, Paging};
use crate::{
    access::directive::holds, error::Error, graphql::request::Request, rules::dates::AskedDays,
    store::read::children::Edge,
};

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

/// The paging arguments of a connection with pages of at most this size, as the Relay specification names them.
pub(crate) fn arguments(largest: i32) -> [MetaInputValue; 4] {
    [
        first(USUAL_PAGE, largest, " The default does not apply with `last`."),
        argument("after", "String", "Return items after this cursor.", None),
        argument("last", "Int", &format!("Return the last N items, at most {largest}."), None),
        argument("before", "String", "Return items before this cursor.", None),
    ]
}

/// The only paging argument of a plain list.
pub(crate) fn list_arguments() -> [MetaInputValue; 1] {
    [first(LARGEST_PAGE, LARGEST_PAGE, "")]
}

fn first(usual: i32, largest: i32, note: &str) -> MetaInputValue {
    let doc = format!("Return the first N items, at most {largest}.{note}");
    argument("first", "Int", &doc, Some(usual.to_string()))
}

/// An argument that reveals nothing.
pub(crate) fn argument(name: &str, of: &str, doc: &str, default: Option<String>) -> MetaInputValue {
    let mut argument = MetaInputValue::new(name, of);
    argument.description = Some(doc.to_owned());
    argument.default_value = default;
    argument.directive_invocations = vec![holds::apply(DataClass::Public)];
    argument
}

impl Paging {
    /// The part of a connection that the arguments ask for. `list` is the name for which its cursors are sealed.
    /// Errors: when both `first` and `last` are given, the page is too large, or a cursor belongs to another list.
    pub(crate) fn of(
        request: &Request,
        list: &str,
        arguments: &IndexMap<Name, Value>,
        largest: i32,
    ) -> Result<Self, Error> {
        let (first, last) = (size(arguments, "first", largest)?, size(arguments, "last", largest)?);
        if first.is_some() && last.is_some() {
            return Err(Error::bad_input("last", "ask for the first or for the last items, not for both"));
        }
        let cursor = |name: &str| match arguments.get(name) {
            Some(Value::String(cursor)) => request.open_cursor(list, cursor).map(Some),
            _ => Ok(None),
        };
        let (after, before) = (cursor("after")?, cursor("before")?);
        Ok(Self {
            size: last.or(first).unwrap_or(USUAL_PAGE.unsigned_abs().into()),
            after,
            before,
            backward: last.is_some(),
        })
    }

    /// The part of a plain list, from the argument `first`.
    /// Errors: when it is too large.
    pub(crate) fn list(arguments: &IndexMap<Name, Value>) -> Result<Self, Error> {
        let first = size(arguments, "first", LARGEST_PAGE)?;
        Ok(Self { size: first.unwrap_or(LARGEST_PAGE.unsigned_abs().into()), ..Self::default() })
    }
}

/// The list name for which the cursors of a connection inside a record are sealed.
pub(crate) fn nested_list(record: &str, edge: &Edge) -> String {
    format!("nested {record} {} {}", edge.parent, edge.order.key)
}

/// The days for which a daily list has an entry: from `from` until the one before `before`.
/// Errors: when the arguments are not dates, are not in order, or span too many days.
pub(crate) fn days(arguments: &IndexMap<Name, Value>, now: DateTimeUtc) -> Result<AskedDays, Error> {
    let day = |name: &'static str| match arguments.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => {
            text.parse().map(Some).map_err(|_| Error::bad_input(name, "this is not a date like 2026-03-01"))
        }
        Some(_) => Err(Error::bad_input(name, "this is not a date like 2026-03-01")),
    };
    let days = AskedDays::of(day("from")?, day("before")?, now);
    days.map_err(|refusal| Error::bad_input(refusal.field.unwrap_or_default(), refusal.message))
}

/// The page size that an argument gives, if it is given.
fn size(arguments: &IndexMap<Name, Value>, argument: &str, largest: i32) -> Result<Option<u64>, Error> {
    let size = match arguments.get(argument) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Number(size)) => size.as_u64(),
        Some(_) => return Err(Error::bad_input(argument, "this is not a number")),
    };
    let size = size.filter(|size| *size <= largest.unsigned_abs().into());
    size.map(Some).ok_or_else(|| Error::bad_input(argument, format!("a page has 0 to {largest} items")))
}
