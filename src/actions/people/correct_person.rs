//! A worker corrects what is recorded of a person. What was recorded before is kept, with the reason.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{
    case,
    codes::{BirthDatePrecision, CorrectionKind, DataClass as D, MaritalStatus, Sex},
    former_person_facts, person, person_name,
};
use sea_orm::{IntoActiveModel as _, prelude::Date};
use uuid::Uuid;

use super::{
    corrections::{
        ContactCorrectionsInput, IdentifierCorrectionsInput, NationalityCorrectionsInput,
        PersonLanguageCorrectionsInput, PersonNameCorrectionsInput,
    },
    facts::{birth, initials},
    parts::{New, Part, WrittenList, Wrong, correct},
};
use crate::{
    access::{action::Action, class::ClassSet, directive::holds},
    actions::{Shows, Verb, consents},
    error::Error,
    global_id::Id,
    rules::{
        self, country,
        given::{filled, set},
        refusal::{Refusal, RefusalCode, same_version},
        text::{self, TextKind},
    },
    scalars::CountryCode,
    store::{
        case_file::closing::Closing,
        write::{
            change::Change, change_log::ChangeRecord, recorded::of_person, save, save::Write as _, stop::ChangeError,
        },
    },
};

/// Corrections of a person. A field that is left out does not change; null empties it if it can be empty.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CorrectPersonInput {
    /// The person.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub person_id: Id<person::Entity>,
    pub version: i32,
    /// The reason of the correction: how the mistake was found, or what changed.
    #[graphql(directive = holds::apply(D::StaffCoarse))]
    pub reason: String,
    /// Sex as stated.
    pub sex: MaybeUndefined<Sex>,
    /// Date of birth. If only the month or year is known, give any day in it.
    pub birth_date: MaybeUndefined<Date>,
    /// How exact the date of birth is. Only with `birthDate`. Default: EXACT.
    pub birth_date_precision: Option<BirthDatePrecision>,
    /// Country of birth, ISO 3166-1 alpha-3.
    pub birth_country: MaybeUndefined<CountryCode>,
    /// Place of birth.
    pub birth_place: MaybeUndefined<String>,
    /// Marital status as stated.
    pub marital_status: MaybeUndefined<MaritalStatus>,
    /// Corrections of names. A corrected name keeps its place; the first one in force is the name in use.
    pub names: Option<PersonNameCorrectionsInput>,
    /// Corrections of nationalities.
    pub nationalities: Option<NationalityCorrectionsInput>,
    /// Corrections of languages.
    pub languages: Option<PersonLanguageCorrectionsInput>,
    /// Corrections of documents.
    pub identifiers: Option<IdentifierCorrectionsInput>,
    /// Corrections of contacts.
    pub contacts: Option<ContactCorrectionsInput>,
}

impl Verb for CorrectPersonInput {
    const ACTION: Action = Action::CorrectPerson;
    const SHOWS: Shows = Shows::changed("Person");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let case_id = change.case_of_person(Self::ACTION, self.person_id.0).await?;
        let permit = Self::permit(change, case_id).await?;
        Change::still_of(permit.row(), self.person_id.0)?;
        self.may_be_written_under(permit.held().clearance.classes)?;
        let before = change.locked_person(self.person_id.0).await?;
        same_version(self.version, before.version)?;
        rules::case::open(permit.row().status)?;
        let today = change.now().date_naive();
        let after = self.facts(&before, today)?;
        let reason = text::required("reason", TextKind::Paragraph, &self.reason)?;
        let Self { names, nationalities, languages, identifiers, contacts, .. } = self;

        let new = New { person_id: before.id, today };
        let why = Closing { case_id, kind: CorrectionKind::Corrected, reason: &reason, replaced_by: None };
        let lists = [
            corrected(change, new, names, why).await?,
            corrected(change, new, nationalities, why).await?,
            corrected(change, new, languages, why).await?,
            corrected(change, new, identifiers, why).await?,
            corrected(change, new, contacts, why).await?,
        ];
        let mut changed: Vec<_> = lists.iter().flatten().map(|(list, _)| *list).collect();
        let facts = after != before;
        Refusal::new(RefusalCode::ValueRequired, "nothing that you gave differs from what is on file")
            .unless(facts || !changed.is_empty())?;
        let used = change.known_parts::<person_name::Model>(before.id).await?;
        let used = used.into_iter().min_by_key(|name| name.position);
        let message = "a person needs a name in force; correct the last one, or add another one first";
        let used = used.ok_or_else(|| Refusal::of("names", RefusalCode::ValueRequired, message))?;
        let mut after = person::Model { initials: initials(&used), ..after };
        if facts {
            keep(change, &before, why).await?;
            after.version += 1;
        }
        if after != before {
            after.updated_at = change.now();
            changed.extend(save::write(change, &before, &after).await?);
        }
        for (_, class) in lists.iter().flatten() {
            change.worked_on(case_id, *class).await?;
        }
        if before.sex != after.sex {
            change.worked_on(case_id, D::Operational).await?;
        }
        if before.birth() != after.birth() {
            // A child can become an adult, or an adult a child.
            consents::end_unfounded(change, case_id).await?;
        }
        Ok(of_person(permit.row(), Some(after.version), changed))
    }
}

impl CorrectPersonInput {
    /// Nobody writes what they may not read: refuses a named field whose class the viewer does not hold.
    fn may_be_written_under(&self, clearance: ClassSet) -> Result<(), Error> {
        let named = [
            (!self.sex.is_undefined() || self.languages.is_some(), D::Operational),
            (self.contacts.is_some(), D::Contact),
            // `version` counts these facts, and the reason is about them.
            (true, D::Identity),
        ];
        let allowed = named.into_iter().all(|(named, class)| !named || clearance.holds(class));
        if allowed { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// The person with the facts that are named.
    fn facts(&self, before: &person::Model, today: Date) -> Result<person::Model, Refusal> {
        let mut after = before.clone();
        if let Some(sex) = filled("sex", self.sex)? {
            after.sex = sex;
        }
        match (self.birth_date, self.birth_date_precision) {
            (MaybeUndefined::Undefined, None) => {}
            (MaybeUndefined::Undefined, Some(_)) => {
                let message = "give the date of birth together with its precision";
                return Err(Refusal::of("birthDate", RefusalCode::ValueRequired, message));
            }
            (MaybeUndefined::Null, precision) => {
                (after.birth_date, after.birth_date_precision) = birth(None, precision, today)?;
            }
            (MaybeUndefined::Value(date), precision) => {
                (after.birth_date, after.birth_date_precision) = birth(Some(date), precision, today)?;
            }
        }
        let country = self.birth_country.clone().map_value(|code| country::country("birthCountry", &code));
        set(&mut after.birth_country, country.transpose()?);
        set(&mut after.birth_place, text::changed("birthPlace", TextKind::LongLine, self.birth_place.clone())?);
        set(&mut after.marital_status, self.marital_status);
        Ok(after)
    }
}

async fn corrected<P: Part>(
    change: &Change,
    new: New,
    wrong: Option<impl Into<Wrong<P>>>,
    why: Closing<'_>,
) -> Result<WrittenList, ChangeError> {
    match wrong {
        Some(wrong) => correct(change, new, wrong.into(), why).await,
        None => Ok(None),
    }
}

/// Keeps the facts as they were.
pub(super) async fn keep(change: &Change, before: &person::Model, why: Closing<'_>) -> Result<(), ChangeError> {
    let correction_id = change.correction("Person", before.id, why).await?;
    let row = former_person_facts::Model {
        id: Uuid::now_v7(),
        person_id: before.id,
        sex: before.sex,
        birth_date: before.birth_date,
        birth_date_precision: before.birth_date_precision,
        birth_country: before.birth_country.clone(),
        birth_place: before.birth_place.clone(),
        marital_status: before.marital_status,
        correction_id,
    };
    row.into_active_model().insert_in(change).await?;
    Ok(())
}
