//! A worker adds what was learned of a person after the registration.

use async_graphql::InputObject;
use entity::{case, codes::DataClass as D, contact, identifier, nationality, person, person_language, person_name};

use super::{
    inputs::{ContactInput, IdentifierInput, NationalityInput, PersonLanguageInput, PersonNameInput},
    parts::{New, add},
};
use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb},
    error::Error,
    global_id::Id,
    rules::{
        self,
        refusal::{Refusal, RefusalCode},
    },
    store::write::{change::Change, change_log::ChangeRecord, recorded::of_person, stop::ChangeError},
};

/// What was learned of a person.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AddToPersonInput {
    /// The person.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub person_id: Id<person::Entity>,
    /// More names. They follow the known ones.
    #[graphql(default)]
    pub names: Vec<PersonNameInput>,
    /// More nationalities.
    #[graphql(default)]
    pub nationalities: Vec<NationalityInput>,
    /// More languages.
    #[graphql(default)]
    pub languages: Vec<PersonLanguageInput>,
    /// More documents.
    #[graphql(default)]
    pub identifiers: Vec<IdentifierInput>,
    /// More contacts.
    #[graphql(default)]
    pub contacts: Vec<ContactInput>,
}

impl Verb for AddToPersonInput {
    const ACTION: Action = Action::AddToPerson;
    const SHOWS: Shows = Shows::changed("Person");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { person_id, names, nationalities, languages, identifiers, contacts } = self;
        let case_id = change.case_of_person(Self::ACTION, person_id.0).await?;
        let permit = Self::permit(change, case_id).await?;
        Change::still_of(permit.row(), person_id.0)?;
        let clearance = permit.held().clearance;
        let named = [
            (names.is_empty() && nationalities.is_empty() && identifiers.is_empty(), D::Identity),
            (languages.is_empty(), D::Operational),
            (contacts.is_empty(), D::Contact),
        ];
        if !named.iter().all(|(nothing, class)| *nothing || clearance.holds(*class)) {
            return Err(Error::Forbidden.into());
        }
        Refusal::new(RefusalCode::ValueRequired, "give something to add")
            .when(named.iter().all(|(nothing, _)| *nothing))?;
        rules::case::open(permit.row().status)?;
        let person = change.locked_person(person_id.0).await?;
        let new = New { person_id: person.id, today: change.now().date_naive() };
        let added = [
            add::<person_name::Model>(change, new, names).await?,
            add::<nationality::Model>(change, new, nationalities).await?,
            add::<person_language::Model>(change, new, languages).await?,
            add::<identifier::Model>(change, new, identifiers).await?,
            add::<contact::Model>(change, new, contacts).await?,
        ];
        let mut changed = Vec::new();
        for (list, class) in added.into_iter().flatten() {
            changed.push(list);
            change.worked_on(permit.row().id, class).await?;
        }
        Ok(of_person(permit.row(), None, changed))
    }
}
