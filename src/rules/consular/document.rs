//! Travel documents: valid dates, expiry, and the kinds that consulates issue.

use chrono::NaiveDate;
use entity::codes::{ConsularState, CustodyEvent, IdentifierType};
use uuid::Uuid;

use super::{gates::of_the_protected, machine::Step};
use crate::rules::{
    dates,
    refusal::{Refusal, RefusalCode},
    second_person::{Human, second_person},
};

/// Whether consulates issue this kind of document.
pub(crate) fn may_ask_for(field: &'static str, document: IdentifierType) -> Result<(), Refusal> {
    Refusal::of(field, RefusalCode::ValueNotAllowed, "consulates do not issue this document")
        .when(of_the_protected(document))
}

/// The dates of an issued document: issued in the past, and not expired yet.
pub(crate) fn may_issue(issued_on: NaiveDate, expires_on: Option<NaiveDate>, today: NaiveDate) -> Result<(), Refusal> {
    dates::document(Some(issued_on), expires_on, today)?;
    Refusal::of("expiresOn", RefusalCode::DateOutOfRange, "this document has already expired")
        .when(expires_on.is_some_and(|expires| expires < today))
}

/// Whether this human can receive the document now: it is issued, nobody has received it yet, and the human took no step
/// for the consulate.
pub(crate) fn may_receive(
    state: ConsularState,
    handed: &[CustodyEvent],
    for_consulate: &[Option<Uuid>],
    me: &Human,
) -> Result<(), Refusal> {
    let message = "a document can be received once, after it was issued and before it is handed on";
    Refusal::new(RefusalCode::InvalidTransition, message).when(state != ConsularState::Issued || !handed.is_empty())?;
    second_person(me, for_consulate, "you acted for the consulate; another person has to receive the document")
}

/// The custody event of a step after which the document is no longer where it was.
pub(crate) const fn custody(step: Step) -> Option<CustodyEvent> {
    match step {
        Step::Deliver => Some(CustodyEvent::Delivered),
        Step::Use => Some(CustodyEvent::Used),
        Step::Expire => Some(CustodyEvent::Expired),
        Step::ReturnUnused => Some(CustodyEvent::ReturnedUnused),
        _ => None,
    }
}

/// Whether the document has expired. It is still valid on its last day.
pub fn expired(expires_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    expires_on.is_some_and(|expires| expires < today)
}

/// A document is recorded as expired only after its last day.
pub(crate) fn may_expire(expires_on: Option<NaiveDate>, today: NaiveDate) -> Result<(), Refusal> {
    Refusal::new(RefusalCode::DateOutOfRange, "this document has not expired").unless(expired(expires_on, today))
}
