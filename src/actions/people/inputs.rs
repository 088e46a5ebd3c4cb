//! The parts of a person: each input with the row that it becomes.

use async_graphql::InputObject;
use entity::{
    codes::{ContactType, DocumentSeen, IdentifierType, LanguageLevel, NameType, NationalityBasis},
    contact, identifier, nationality, person_language, person_name,
};
use sea_orm::prelude::Date;
use uuid::Uuid;

use crate::{
    rules::{
        country, dates, document_number, language, name, phone,
        refusal::{Refusal, RefusalCode},
        script,
        text::{self, TextKind},
    },
    scalars::{CountryCode, LanguageTag, ScriptCode},
};

/// A name as written in one script. A person with only one name gives it as the given or the family name.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PersonNameInput {
    /// Given names.
    given: Option<String>,
    /// Family name.
    family: Option<String>,
    /// Other parts of the name.
    other: Option<String>,
    /// Script, ISO 15924, for example Latn, Arab or Nkoo.
    script: ScriptCode,
    /// Language of the spelling, BCP 47.
    language: Option<LanguageTag>,
    /// Kind of name.
    #[graphql(name = "type")]
    name_type: NameType,
}

impl PersonNameInput {
    pub(super) fn row(self, person_id: Uuid) -> Result<person_name::Model, Refusal> {
        let Self { given, family, other, script, language, name_type } = self;
        let given = name::part("given", given.as_deref())?.unwrap_or_default();
        let family = name::part("family", family.as_deref())?.unwrap_or_default();
        let other = name::part("other", other.as_deref())?;
        Refusal::of("given", RefusalCode::ValueRequired, "a name needs a given or a family name")
            .when(given.is_empty() && family.is_empty())?;
        let script = script::script("script", &script)?;
        for part in [Some(&given), Some(&family), other.as_ref()].into_iter().flatten() {
            script::written_in("script", &script, part)?;
        }
        Ok(person_name::Model {
            id: Uuid::now_v7(),
            person_id,
            search_key: name::key(&[&given, &family, other.as_deref().unwrap_or_default()]),
            given,
            family,
            other,
            script,
            language: language.map(|tag| language::language("language", &tag)).transpose()?,
            name_type,
            position: 0,
            correction_id: None,
        })
    }
}

/// A nationality and its basis.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct NationalityInput {
    /// Country, ISO 3166-1 alpha-3; XXA for a stateless person, XXB or XXC for a refugee.
    country: CountryCode,
    /// Whether the nationality is claimed, documented or confirmed.
    basis: NationalityBasis,
}

impl NationalityInput {
    pub(super) fn row(self, person_id: Uuid) -> Result<nationality::Model, Refusal> {
        let Self { country, basis } = self;
        let country = country::nationality("country", &country)?;
        Ok(nationality::Model { id: Uuid::now_v7(), person_id, country, basis, correction_id: None })
    }
}

/// A language that the person speaks.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PersonLanguageInput {
    /// Language, BCP 47.
    language: LanguageTag,
    /// How well the person speaks it.
    level: LanguageLevel,
    /// Whether an interpreter is needed.
    #[graphql(default)]
    interpreter_needed: bool,
}

impl PersonLanguageInput {
    pub(super) fn row(self, person_id: Uuid) -> Result<person_language::Model, Refusal> {
        let Self { language, level, interpreter_needed } = self;
        let language = language::language("language", &language)?;
        let id = Uuid::now_v7();
        Ok(person_language::Model { id, person_id, language, level, interpreter_needed, correction_id: None })
    }
}

/// An identity document with its number.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct IdentifierInput {
    /// Kind of document.
    #[graphql(name = "type")]
    identifier_type: IdentifierType,
    /// Number of the document.
    number: String,
    /// Issuing authority.
    issuer: Option<String>,
    /// Day of issue.
    issued_on: Option<Date>,
    /// Last day of validity.
    expires_on: Option<Date>,
    /// What staff saw: the original, a copy, or only the person's statement.
    seen: DocumentSeen,
}

impl IdentifierInput {
    pub(super) fn row(self, person_id: Uuid, today: Date) -> Result<identifier::Model, Refusal> {
        let Self { identifier_type, number, issuer, issued_on, expires_on, seen } = self;
        dates::document(issued_on, expires_on, today)?;
        let number = text::required("number", TextKind::Line, &number)?;
        Ok(identifier::Model {
            id: Uuid::now_v7(),
            person_id,
            identifier_type,
            search_key: document_number::search_key(&number),
            number,
            issuer: text::optional("issuer", TextKind::LongLine, issuer.as_deref())?,
            issued_on,
            expires_on,
            seen,
            correction_id: None,
        })
    }
}

/// A way to reach the person or somebody close to them.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ContactInput {
    /// Kind of contact.
    #[graphql(name = "type")]
    contact_type: ContactType,
    /// Number, address or handle.
    value: String,
    /// Name of the person who answers there, if it is somebody else.
    name: Option<String>,
    /// Relation of the contact to the person.
    relation: Option<String>,
    /// Whether the person agreed that this contact may be used.
    may_contact: bool,
}

impl ContactInput {
    pub(super) fn row(self, person_id: Uuid) -> Result<contact::Model, Refusal> {
        let Self { contact_type, value, name, relation, may_contact } = self;
        let value = text::required("value", TextKind::LongLine, &value)?;
        match contact_type {
            ContactType::Phone => phone::phone("value", &value)?,
            ContactType::Email => phone::email("value", &value)?,
            ContactType::Social | ContactType::AddressInOrigin | ContactType::NextOfKin => {}
        }
        Ok(contact::Model {
            id: Uuid::now_v7(),
            person_id,
            contact_type,
            search_key: phone::search_key(&value),
            value,
            name: text::optional("name", TextKind::Line, name.as_deref())?,
            relation: text::optional("relation", TextKind::Line, relation.as_deref())?,
            may_contact,
            correction_id: None,
        })
    }
}
