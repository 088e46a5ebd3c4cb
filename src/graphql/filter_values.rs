//! Checks the values of filters, by one rule for all lists: a filter that is absent or null does not apply. A blank or
//! malformed value is an error, because an empty list would read as "there are no such records".

use sea_orm::prelude::DateTimeUtc;

use crate::{
    error::Error,
    rules::{
        country, language,
        refusal::Refusal,
        text::{self, TextKind},
    },
    store::Store,
};

/// A line of text that is not blank.
pub(crate) fn line(field: &'static str, text: Option<&str>) -> Result<Option<String>, Error> {
    text.map(|text| checked(text::required(field, TextKind::Line, text))).transpose()
}

/// A country code, ISO 3166-1 alpha-3.
pub(crate) fn country(field: &'static str, code: Option<&str>) -> Result<Option<String>, Error> {
    code.map(|code| checked(country::country(field, code))).transpose()
}

/// A nationality: a country code, or a code for people without a nationality.
pub(crate) fn nationality(field: &'static str, code: Option<&str>) -> Result<Option<String>, Error> {
    code.map(|code| checked(country::nationality(field, code))).transpose()
}

/// A language tag, BCP 47.
pub(crate) fn language(field: &'static str, tag: Option<&str>) -> Result<Option<String>, Error> {
    tag.map(|tag| checked(language::language(field, tag))).transpose()
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

/// Checks that a time range is not empty. `field` is the end of the range.
pub(crate) fn in_order(field: &str, from: Option<DateTimeUtc>, before: Option<DateTimeUtc>) -> Result<(), Error> {
    match (from, before) {
        (Some(from), Some(before)) if before <= from => {
            Err(Error::bad_input(field, "the end of the range is not after its beginning"))
        }
        _ => Ok(()),
    }
}

/// Turns a refusal by rule into an error, because a query has no payload for refusals.
pub(crate) fn checked<T>(result: Result<T, Refusal>) -> Result<T, Error> {
    result.map_err(|refusal| Error::bad_input(refusal.field.unwrap_or_default(), refusal.message))
}
