//! Opaque global identifiers (Relay specification): the record type and the key, encoded. An identifier in an input has
//! the type of its record, so that two identifiers cannot be swapped.

use std::{borrow::Cow, marker::PhantomData};

use async_graphql::{ID, InputType, InputValueError, InputValueResult, Value, registry::Registry};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;

use crate::error::Error;

/// Encodes the identifier of a record.
pub fn encode(record: &str, id: Uuid) -> String {
    let mut bytes = id.as_bytes().to_vec();
    bytes.extend_from_slice(record.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Encodes the identifier of a record as a GraphQL value.
pub(crate) fn value(record: &str, id: Uuid) -> Value {
    Value::String(encode(record, id))
}

/// Decodes an identifier into the record type and the key.
/// Errors: `INVALID_ID` if the text is not an identifier.
pub fn decode(id: &str) -> Result<(String, Uuid), Error> {
    let bytes = URL_SAFE_NO_PAD.decode(id).map_err(|_| Error::InvalidId)?;
    let (key, record) = bytes.split_at_checked(16).ok_or(Error::InvalidId)?;
    let record = std::str::from_utf8(record).map_err(|_| Error::InvalidId)?;
    if record.is_empty() || !record.bytes().all(|letter| letter.is_ascii_alphabetic()) {
        return Err(Error::InvalidId);
    }
    Ok((record.to_owned(), Uuid::from_slice(key).map_err(|_| Error::InvalidId)?))
}

/// Decodes the key of an identifier of this record type. An identifier of another type gives the same answer as an
/// unknown one.
/// Errors: `INVALID_ID`, or `NOT_FOUND` for another record type.
pub(crate) fn key_of(record: &str, id: &str) -> Result<Uuid, Error> {
    let (of, key) = decode(id)?;
    if of == record { Ok(key) } else { Err(Error::NotFound) }
}

/// An entity with global identifiers.
pub(crate) trait Named: Send + Sync + 'static {
    /// The record type in its identifiers.
    const RECORD: &'static str;
}

/// A global identifier of one record type, in an input.
#[derive(Debug)]
pub(crate) struct Id<E>(pub Uuid, PhantomData<E>);

impl<E> Clone for Id<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Id<E> {}

impl<E: Named> InputType for Id<E> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        "ID".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <ID as InputType>::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let id = <ID as InputType>::parse(value).map_err(InputValueError::propagate)?;
        key_of(E::RECORD, &id)
            .map(|key| Self(key, PhantomData))
            .map_err(|error| InputValueError::custom(error.message()).with_extension("code", error.code().name()))
    }

    fn to_value(&self) -> Value {
        value(E::RECORD, self.0)
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        Some(self)
    }
}

macro_rules! named {
    ($($entity:ident: $record:literal,)+) => {
        $(impl Named for entity::$entity::Entity {
            const RECORD: &'static str = $record;
        })+
    };
}

named! {
    capacity_assessment: "CapacityAssessment",
    case: "Case",
    case_note: "CaseNote",
    contact: "Contact",
    identifier: "Identifier",
    immigration_status: "ImmigrationStatusRecord",
    medical_note: "MedicalNote",
    nationality: "Nationality",
    person: "Person",
    person_language: "PersonLanguage",
    person_match: "PersonMatch",
    person_merge: "PersonMerge",
    person_name: "PersonName",
    family_link: "FamilyLink",
    centre: "Centre",
    consent: "Consent",
    consular_post: "ConsularPost",
    consular_request: "ConsularRequest",
    legal_order: "LegalOrder",
    legal_override: "LegalOverride",
    best_interest_determination: "BestInterestDetermination",
    share: "Share",
    organisation: "Organisation",
    referral: "Referral",
    service: "Service",
    transfer: "Transfer",
    vulnerability: "Vulnerability",
    webhook: "Webhook",
    worker: "Worker",
}

#[cfg(test)]
mod tests;
