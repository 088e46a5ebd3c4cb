//! Travel documents: valid dates, expiry, and the kinds that consulates issue.

use chrono::NaiveDate;
use entity::codes::{ConsularState, CustodyEvent, IdentifierType};

use super::gates::of_the_protected;
use crate::rules::{
    dates,
    refusal::{Refusal, RefusalCode},
};

/// Whether consulates issue this kind of document.
pub fn may_ask_for(field: &'static str, document: IdentifierType) -> Result<(), Refusal> {
    if of_the_protected(document) {
        return Err(Refusal::of(field, RefusalCode::ValueNotAllowed, "consulates do not issue this document"));
    }
    Ok(())
}

/// The dates of an issued document: issued in the past, and not expired yet.
pub fn may_issue(issued_on: NaiveDate, expires_on: Option<NaiveDate>, today: NaiveDate) -> Result<(), Refusal> {
    dates::document(Some(issued_on), expires_on, today)?;
    if expires_on.is_some_and(|expires| expires < today) {
        return Err(Refusal::of("expiresOn", RefusalCode::DateOutOfRange, "this document has already expired"));
    }
    Ok(())
}

/// Whether the organisation can receive the document now: it is issued, and nobody has received it yet.
pub fn may_receive(state: ConsularState, handed: &[CustodyEvent]) -> Result<(), Refusal> {
    if state == ConsularState::Issued && handed.is_empty() {
        return Ok(());
    }
    let message = "a document can be received once, after it was issued and before it is handed on";
    Err(Refusal::new(RefusalCode::InvalidTransition, message))
}

/// Whether the document has expired. It is still valid on its last day.
#[must_use]
pub fn expired(expires_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    expires_on.is_some_and(|expires| expires < today)
}

/// A document is recorded as expired only after its last day.
pub fn may_expire(expires_on: Option<NaiveDate>, today: NaiveDate) -> Result<(), Refusal> {
    if expired(expires_on, today) {
        return Ok(());
    }
    Err(Refusal::new(RefusalCode::DateOutOfRange, "this document has not expired"))
}
