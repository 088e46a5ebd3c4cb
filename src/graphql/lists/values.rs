//! Checks the values of filters, by one rule for all lists: a filter that is absent or null does not apply. A blank or
//! malformed value is an error, because an empty list would read as "there are no such records".

use std::ops::Deref;

use entity::{centre, worker};
use uuid::Uuid;

use crate::{
    error::Error,
    global_id::Id,
    rules::{
        refusal::Refusal,
        text::{self, TextKind},
    },
    store::{Store, lists::of_case::CaseOfRow},
};

/// A line of text that is not blank.
pub(crate) fn line(field: &'static str, text: Option<&str>) -> Result<Option<String>, Error> {
    text.map(|text| checked(text::required(field, TextKind::Line, text))).transpose()
}

/// A list of codes that are no enum. Each must fulfil the rule.
pub(crate) fn each<T: Deref<Target = str>>(
    field: &'static str,
    codes: Option<Vec<T>>,
    rule: fn(&'static str, &str) -> Result<String, Refusal>,
) -> Result<Option<Vec<String>>, Error> {
    let each = |codes: Vec<T>| codes.iter().map(|code| checked(rule(field, code))).collect();
    any_of(field, codes)?.map(each).transpose()
}

/// A list of identifiers.
pub(crate) fn keys<E>(field: &'static str, ids: Option<Vec<Id<E>>>) -> Result<Option<Vec<Uuid>>, Error> {
    Ok(any_of(field, ids)?.map(|ids| ids.into_iter().map(|id| id.0).collect()))
}

/// The conditions on the case of a row.
pub(crate) fn case_of_row(
    centre_id: Option<Vec<Id<centre::Entity>>>,
    assigned_worker_id: Option<Vec<Id<worker::Entity>>>,
) -> Result<CaseOfRow, Error> {
    Ok(CaseOfRow {
        centre: keys("centreId", centre_id)?,
        assigned_worker: keys("assignedWorkerId", assigned_worker_id)?,
    })
}

/// A region, in every spelling that the directory uses for it.
pub(crate) fn region(store: &Store, field: &'static str, name: Option<&str>) -> Result<Option<Vec<String>>, Error> {
    let Some(name) = line(field, name)? else { return Ok(None) };
    let written = store.directory.regions(&name, &store.scope.viewer);
    if written.is_empty() {
        return Err(Error::bad_input(field, "the directory has no region of this name"));
    }
    Ok(Some(written))
}

/// A list of codes. An empty list is an error, because it would match no record.
pub(crate) fn any_of<T>(field: &'static str, codes: Option<Vec<T>>) -> Result<Option<Vec<T>>, Error> {
    match codes {
        Some(codes) if codes.is_empty() => Err(Error::bad_input(field, "name at least one, or leave this filter out")),
        codes => Ok(codes),
    }
}

/// Turns a refusal by rule into an error, because a query has no payload for refusals.
pub(crate) fn checked<T>(result: Result<T, Refusal>) -> Result<T, Error> {
    result.map_err(|refusal| Error::bad_input(refusal.field.unwrap_or_default(), refusal.message))
}
