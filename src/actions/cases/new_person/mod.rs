//! A new person: the data of the first interview, checked and folded for search.

use async_graphql::InputObject;
use entity::{
    codes::{BirthDatePrecision, DataClass as D, MaritalStatus, Sex},
    contact, identifier, nationality, person, person_language, person_name,
};
use sea_orm::{IntoActiveModel, prelude::Date};
use uuid::Uuid;

use crate::{
    access::{class::ClassSet, directive::holds},
    actions::people::{
        ContactInput, IdentifierInput, NationalityInput, New, PersonLanguageInput, PersonNameInput, birth, initials,
        new_parts,
    },
    error::Error,
    rules::{
        country, reference,
        refusal::{Refusal, RefusalCode},
        text::{self, TextKind},
    },
    scalars::CountryCode,
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        reference::{taken_meanwhile, unused},
        save::Write as _,
        save::insert_all,
        stop::ChangeError,
    },
};

/// A new person.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct NewPersonInput {
    /// Names, the one in use first. Each name is in one script.
    #[graphql(directive = holds::apply(D::Identity))]
    pub names: Vec<PersonNameInput>,
    /// Sex as stated.
    #[graphql(directive = holds::apply(D::Operational))]
    pub sex: Sex,
    /// Date of birth. If only the month or year is known, give any day in it.
    #[graphql(directive = holds::apply(D::Identity))]
    pub birth_date: Option<Date>,
    /// How exact the date of birth is. Default: EXACT. Only allowed with a date.
    #[graphql(directive = holds::apply(D::Identity))]
    pub birth_date_precision: Option<BirthDatePrecision>,
    /// Country of birth, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Identity))]
    pub birth_country: Option<CountryCode>,
    /// Place of birth.
    #[graphql(directive = holds::apply(D::Identity))]
    pub birth_place: Option<String>,
    /// Marital status as stated.
    #[graphql(directive = holds::apply(D::Identity))]
    pub marital_status: Option<MaritalStatus>,
    /// Gender in the person's own words.
    #[graphql(directive = holds::apply(D::Protection))]
    pub gender_identity: Option<String>,
    /// Nationalities, each with its basis.
    #[graphql(default, directive = holds::apply(D::Identity))]
    pub nationalities: Vec<NationalityInput>,
    /// Languages that the person speaks.
    #[graphql(default, directive = holds::apply(D::Operational))]
    pub languages: Vec<PersonLanguageInput>,
    /// Documents and their numbers.
    #[graphql(default, directive = holds::apply(D::Identity))]
    pub identifiers: Vec<IdentifierInput>,
    /// Ways to reach the person or the next of kin.
    #[graphql(default, directive = holds::apply(D::Contact))]
    pub contacts: Vec<ContactInput>,
}

impl NewPersonInput {
    /// Nobody writes what they may not read. Every new person needs the identity class because of the names; contacts
    /// and gender identity need theirs only if given.
    pub(super) fn may_be_written_under(&self, clearance: ClassSet) -> Result<(), Error> {
        let needed = [
            (true, D::Operational),
            (true, D::Identity),
            (!self.contacts.is_empty(), D::Contact),
            (self.gender_identity.is_some(), D::Protection),
        ];
        let allowed = needed.into_iter().all(|(given, class)| !given || clearance.holds(class));
        if allowed { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Writes the person with names, nationalities, languages, documents and contacts.
    pub(super) async fn write(
        self,
        change: &Change,
        id: Uuid,
        case_id: Uuid,
        organisation: Uuid,
    ) -> Result<(), ChangeError> {
        let Self {
            names,
            sex,
            birth_date,
            birth_date_precision,
            birth_country,
            birth_place,
            marital_status,
            gender_identity,
            nationalities,
            languages,
            identifiers,
            contacts,
        } = self;
        let (today, transaction) = (change.now().date_naive(), change.transaction());
        let new = New { person_id: id, today };
        let names = new_parts::<person_name::Model>(&[], names, new)?;
        let Some(used) = names.first() else {
            let message = "give at least one name; if no name is known, give what the person is called";
            return Err(Refusal::of("names", RefusalCode::ValueRequired, message).into());
        };
        let (birth_date, birth_date_precision) = birth(birth_date, birth_date_precision, today)?;
        let row = person::Model {
            id,
            organisation_id: organisation,
            reference: unused(transaction, person::Column::Reference, reference::person).await?,
            sex,
            birth_date,
            birth_date_precision,
            birth_country: birth_country.map(|code| country::country("birthCountry", &code)).transpose()?,
            birth_place: text::optional("birthPlace", TextKind::LongLine, birth_place.as_deref())?,
            marital_status,
            gender_identity: text::optional("genderIdentity", TextKind::Line, gender_identity.as_deref())?,
            deceased: false,
            initials: initials(used),
            created_at: change.now(),
            updated_at: change.now(),
            version: 1,
        };
        let nationalities = new_parts::<nationality::Model>(&[], nationalities, new)?;
        let languages = new_parts::<person_language::Model>(&[], languages, new)?;
        let identifiers = new_parts::<identifier::Model>(&[], identifiers, new)?;
        let contacts = new_parts::<contact::Model>(&[], contacts, new)?;

        row.into_active_model().insert_in(change).await.map_err(taken_meanwhile)?;
        let words = names.iter().flat_map(person_name::Model::words).collect();
        insert_all(change, names).await?;
        insert_all(change, words).await?;
        insert_all(change, nationalities).await?;
        insert_all(change, languages).await?;
        insert_all(change, identifiers).await?;
        insert_all(change, contacts).await?;
        let done = ChangeRecord {
            id,
            subject_type: "persons",
            case_id: Some(case_id),
            organisation_id: organisation,
            version: Some(1),
            changed: vec!["reference", "sex", "birth_date", "names"],
        };
        Ok(change.record("REGISTER_PERSON".to_owned(), &done).await?)
    }
}
