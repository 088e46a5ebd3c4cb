//! A travel document: when its dates can be, and when it has run out.

use chrono::NaiveDate;

use crate::rules::{
    dates,
    refusal::{Refusal, RefusalCode},
};

/// The dates of a document that is issued: in the past, and to end after today.
pub fn may_issue(issued_on: NaiveDate, expires_on: Option<NaiveDate>, today: NaiveDate) -> Result<(), Refusal> {
    dates::document(Some(issued_on), expires_on, today)?;
    if expires_on.is_some_and(|expires| expires < today) {
        return Err(Refusal::of("expiresOn", RefusalCode::DateOutOfRange, "this document has run out already"));
    }
    Ok(())
}

/// Whether the document has run out: the last day of validity is still a good day.
#[must_use]
pub fn expired(expires_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    expires_on.is_some_and(|expires| expires < today)
}

/// A document is recorded as expired when it is.
pub fn may_expire(expires_on: Option<NaiveDate>, today: NaiveDate) -> Result<(), Refusal> {
    if expired(expires_on, today) {
        return Ok(());
    }
    Err(Refusal::new(RefusalCode::DateOutOfRange, "this document has not run out"))
}
