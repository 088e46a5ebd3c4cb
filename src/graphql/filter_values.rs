//! The values of filters, under one rule for all lists: a filter that is left out or null is not asked; one that is blank
//! or wrong is an error, because an empty list would read as "there are none".

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

/// A line of text with something in it.
pub fn line(field: &'static str, text: Option<&str>) -> Result<Option<String>, Error> {
    text.map(|text| checked(text::required(field, TextKind::Line, text))).transpose()
}

/// A country.
pub fn country(field: &'static str, code: Option<&str>) -> Result<Option<String>, Error> {
    code.map(|code| checked(country::country(field, code))).transpose()
}

/// A nationality, or a code for persons without one.
pub fn nationality(field: &'static str, code: Option<&str>) -> Result<Option<String>, Error> {
    code.map(|code| checked(country::nationality(field, code))).transpose()
}

/// A language.
pub fn language(field: &'static str, tag: Option<&str>) -> Result<Option<String>, Error> {
    tag.map(|tag| checked(language::language(field, tag))).transpose()
}

/// A region of the directory, as it is written there.
pub fn region(store: &Store, field: &'static str, name: Option<&str>) -> Result<Option<Vec<String>>, Error> {
    let Some(name) = line(field, name)? else { return Ok(None) };
    let written = store.directory.regions(&name, store.scope.viewer.organisation_id);
    if written.is_empty() {
        return Err(Error::bad_input(field, "the directory has no region of this name"));
    }
    Ok(Some(written))
}

/// One of several codes: a list that names none would let nothing through.
pub fn any_of<T>(field: &'static str, codes: Option<Vec<T>>) -> Result<Option<Vec<T>>, Error> {
    match codes {
        Some(codes) if codes.is_empty() => Err(Error::bad_input(field, "name at least one, or leave this filter out")),
        codes => Ok(codes),
    }
}

/// A range that is turned round holds nothing, which nobody means.
pub fn in_order(field: &str, from: Option<DateTimeUtc>, before: Option<DateTimeUtc>) -> Result<(), Error> {
    match (from, before) {
        (Some(from), Some(before)) if before <= from => {
            Err(Error::bad_input(field, "the end of the range is not after its beginning"))
        }
        _ => Ok(()),
    }
}

/// A refusal by rule as an error: a filter has no payload to put it into.
pub fn checked<T>(result: Result<T, Refusal>) -> Result<T, Error> {
    result.map_err(|refusal| Error::bad_input(refusal.field.unwrap_or_default(), refusal.message))
}
