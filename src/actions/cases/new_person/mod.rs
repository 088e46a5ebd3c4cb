//! A new person: the data of the first interview, checked and folded for search.

use async_graphql::InputObject;
use entity::{
    birth::Birth,
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
        country,
        likeness::{Likeness, MOST_OF_A_KIND},
        phone::PhoneSearch,
        reference,
        refusal::{Refusal, RefusalCode},
        search::NameSearch,
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

    /// Checks the input and makes the rows of the person.
    pub(crate) fn checked(self, person_id: Uuid, today: Date) -> Result<NewPerson, Refusal> {
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
        let new = New { person_id, today };
        let names = new_parts::<person_name::Model>(&[], names, new)?;
        let Some(used) = names.first() else {
            let message = "give at least one name; if no name is known, give what the person is called";
            return Err(Refusal::of("names", RefusalCode::ValueRequired, message));
        };
        let (birth_date, birth_date_precision) = birth(birth_date, birth_date_precision, today)?;
        Ok(NewPerson {
            initials: initials(used),
            sex,
            birth: Birth { date: birth_date, precision: birth_date_precision },
            birth_country: birth_country.map(|code| country::country("birthCountry", &code)).transpose()?,
            birth_place: text::optional("birthPlace", TextKind::LongLine, birth_place.as_deref())?,
            marital_status,
            gender_identity: text::optional("genderIdentity", TextKind::Line, gender_identity.as_deref())?,
            names,
            nationalities: new_parts(&[], nationalities, new)?,
            languages: new_parts(&[], languages, new)?,
            identifiers: new_parts(&[], identifiers, new)?,
            contacts: new_parts(&[], contacts, new)?,
        })
    }
}

/// A new person whose input was checked, with the rows that belong to the person.
pub(crate) struct NewPerson {
    names: Vec<person_name::Model>,
    initials: Option<String>,
    sex: Sex,
    birth: Birth,
    birth_country: Option<String>,
    birth_place: Option<String>,
    marital_status: Option<MaritalStatus>,
    gender_identity: Option<String>,
    nationalities: Vec<nationality::Model>,
    languages: Vec<person_language::Model>,
    identifiers: Vec<identifier::Model>,
    contacts: Vec<contact::Model>,
}

impl NewPerson {
    /// What is known of the person, to find cases that may be about the same one.
    pub(crate) fn likeness(&self) -> Likeness {
        let name = |name: &person_name::Model| NameSearch::like(&format!("{} {}", name.given, name.family));
        let numbers = self.identifiers.iter().filter_map(|it| it.search_key.clone());
        let phones = self.contacts.iter().filter_map(|it| it.search_key.clone());
        Likeness {
            names: self.names.iter().filter_map(name).take(MOST_OF_A_KIND).collect(),
            initials: self.initials.clone(),
            sex: self.sex,
            birth: self.birth,
            identifier_numbers: numbers.take(MOST_OF_A_KIND).collect(),
            phones: phones.take(MOST_OF_A_KIND).map(PhoneSearch::of_key).collect(),
        }
    }

    /// Writes the person with names, nationalities, languages, documents and contacts.
    pub(super) async fn write(
        self,
        change: &Change,
        id: Uuid,
        case_id: Uuid,
        organisation: Uuid,
    ) -> Result<(), ChangeError> {
        let row = person::Model {
            id,
            organisation_id: organisation,
            reference: unused(change.transaction(), person::Column::Reference, reference::person).await?,
            sex: self.sex,
            birth_date: self.birth.date,
            birth_date_precision: self.birth.precision,
            birth_country: self.birth_country,
            birth_place: self.birth_place,
            marital_status: self.marital_status,
            gender_identity: self.gender_identity,
            deceased: false,
            initials: self.initials,
            created_at: change.now(),
            updated_at: change.now(),
            version: 1,
        };
        row.into_active_model().insert_in(change).await.map_err(taken_meanwhile)?;
        let words = self.names.iter().flat_map(person_name::Model::words).collect();
        insert_all(change, self.names).await?;
        insert_all(change, words).await?;
        insert_all(change, self.nationalities).await?;
        insert_all(change, self.languages).await?;
        insert_all(change, self.identifiers).await?;
        insert_all(change, self.contacts).await?;
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
