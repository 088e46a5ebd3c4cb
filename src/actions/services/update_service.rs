//! An organisation maintains an entry of the service directory that it offers.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{
    codes::{ServiceStatus, Weekday},
    service,
};
use sea_orm::prelude::Date;

use crate::{
    access::action::Action,
    actions::{
        Verb,
        localised::{LocalisedTextInput, retranslate},
    },
    global_id::Id,
    rules::{
        self,
        given::{filled, set},
        language::language,
        phone,
        refusal::{Refusal, RefusalCode, same_version},
        schedule::{self, Schedule},
        text::{self, TextKind},
    },
    scalars::LanguageTag,
    store::{
        background::search_keys,
        write::{change::Change, change_log::ChangeRecord, save, service_languages, stop::ChangeError},
    },
};

/// Changes to an entry of the service directory. A field that is left out does not change; null empties it if it can be
/// empty. What the service is, and where, stays.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct UpdateServiceInput {
    pub service_id: Id<service::Entity>,
    pub version: i32,
    /// Translations of the name. They replace the present ones.
    pub name_translations: MaybeUndefined<Vec<LocalisedTextInput>>,
    /// Description of the service.
    pub description: MaybeUndefined<String>,
    /// Translations of the description. They replace the present ones.
    pub description_translations: MaybeUndefined<Vec<LocalisedTextInput>>,
    /// The people who may use it.
    pub eligibility: MaybeUndefined<String>,
    /// Translations of the eligibility. They replace the present ones.
    pub eligibility_translations: MaybeUndefined<Vec<LocalisedTextInput>>,
    /// Languages in which the service is offered, BCP 47. They replace the present ones.
    pub languages: MaybeUndefined<Vec<LanguageTag>>,
    /// Hours in which people are received.
    pub acceptance_hours: MaybeUndefined<String>,
    /// Opening hours. They replace the present ones.
    pub schedules: MaybeUndefined<Vec<ServiceScheduleInput>>,
    /// What people pay.
    pub costs: MaybeUndefined<String>,
    /// Telephone of its desk with the country code. It is never that of a person.
    pub telephone: MaybeUndefined<String>,
    /// Mailbox of its desk. It is never that of a person.
    pub email: MaybeUndefined<String>,
    /// Whether it takes referrals now. A service that is CLOSED cannot open again.
    pub status: MaybeUndefined<ServiceStatus>,
    /// The day (UTC) on which a paused service takes referrals again. The server then sets the status to ACTIVE.
    pub resumes_on: MaybeUndefined<Date>,
    /// Total number of places.
    pub capacity_total: MaybeUndefined<i32>,
    /// Number of free places now.
    pub capacity_free: MaybeUndefined<i32>,
}

impl Verb for UpdateServiceInput {
    const ACTION: Action = Action::UpdateService;
    type Subject = service::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let permit = Self::permit(change, self.service_id.0).await?;
        let Self {
            service_id: _,
            version,
            name_translations,
            description,
            description_translations,
            eligibility,
            eligibility_translations,
            languages,
            acceptance_hours,
            schedules,
            costs,
            telephone,
            email,
            status,
            resumes_on,
            capacity_total,
            capacity_free,
        } = self;
        let before = permit.row();
        same_version(version, before.version)?;
        rules::service::maintained(before.status)?;
        let languages = filled("languages", languages)?.map(|tags| spoken(&tags)).transpose()?;

        let mut after = before.clone();
        if let Some(description) = filled("description", description)? {
            after.description = text::required("description", TextKind::Paragraph, &description)?;
        }
        set(&mut after.eligibility, text::changed("eligibility", TextKind::Paragraph, eligibility)?);
        for (column, field, kind, given) in [
            (&mut after.name_translations, "nameTranslations", TextKind::LongLine, name_translations),
            (
                &mut after.description_translations,
                "descriptionTranslations",
                TextKind::Paragraph,
                description_translations,
            ),
            (
                &mut after.eligibility_translations,
                "eligibilityTranslations",
                TextKind::Paragraph,
                eligibility_translations,
            ),
        ] {
            retranslate(column, field, kind, given)?;
        }
        let searched = |it: &service::Model| {
            (it.description.clone(), it.name_translations.clone(), it.description_translations.clone())
        };
        if searched(&after) != searched(before) {
            let translations = [after.name_translations.as_deref(), after.description_translations.as_deref()];
            after.search_key = search_keys::of_service(&after.name, &after.description, translations);
        }
        set(&mut after.acceptance_hours, text::changed("acceptanceHours", TextKind::LongLine, acceptance_hours)?);
        set(&mut after.costs, text::changed("costs", TextKind::LongLine, costs)?);
        set_desk(&mut after, schedules, telephone, email)?;
        if let Some(status) = filled("status", status)? {
            after.status = status;
        }
        set(&mut after.resumes_on, resumes_on);
        after.resumes_on = rules::service::resumes(&after, resumes_on, change.now().date_naive())?;
        set(&mut after.capacity_total, capacity_total);
        set(&mut after.capacity_free, capacity_free);
        rules::service::places(after.capacity_free, after.capacity_total)?;
        if !capacity_free.is_undefined() {
            after.capacity_as_of = after.capacity_free.map(|_| change.now());
        }
        let spoken = match languages {
            Some(languages) => service_languages::replace(change, before.id, languages).await?.then_some("languages"),
            None => None,
        };
        if spoken.is_some() || after != *before {
            after.version += 1;
            after.updated_at = change.now();
        }
        let mut changed = save::write(change, before, &after).await?;
        changed.extend(spoken);
        Ok(ChangeRecord {
            id: after.id,
            subject_type: "services",
            case_id: None,
            organisation_id: after.organisation_id,
            version: Some(after.version),
            changed,
        })
    }
}

/// The hours of a service on some days of the week.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ServiceScheduleInput {
    /// Days of the week.
    days: Vec<Weekday>,
    /// Opening time in the local time of the place, such as 08:30.
    opens_at: String,
    /// Closing time. If it is not after the opening time, it is on the next day.
    closes_at: String,
    /// The first day on which it applies.
    valid_from: Option<Date>,
    /// The last day on which it applies.
    valid_to: Option<Date>,
}

impl ServiceScheduleInput {
    fn read(self) -> Schedule {
        let Self { days, opens_at, closes_at, valid_from, valid_to } = self;
        Schedule { days: days.into_iter().collect(), opens_at, closes_at, valid_from, valid_to }
    }
}

/// Writes when the service is open, and how its desk is reached.
fn set_desk(
    after: &mut service::Model,
    schedules: MaybeUndefined<Vec<ServiceScheduleInput>>,
    telephone: MaybeUndefined<String>,
    email: MaybeUndefined<String>,
) -> Result<(), Refusal> {
    match schedules {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => after.schedules = None,
        MaybeUndefined::Value(given) => {
            let given: Vec<_> = given.into_iter().map(ServiceScheduleInput::read).collect();
            after.schedules = schedule::column("schedules", &given)?;
        }
    }
    match text::changed("telephone", TextKind::Line, telephone)? {
        MaybeUndefined::Value(number) => after.telephone = Some(phone::of_desk("telephone", &number)?),
        empty => set(&mut after.telephone, empty),
    }
    let email = text::changed("email", TextKind::Line, email)?;
    if let MaybeUndefined::Value(address) = &email {
        phone::email("email", address)?;
    }
    set(&mut after.email, email);
    Ok(())
}

/// The most languages of one service.
const MOST_LANGUAGES: usize = 20;

/// The language tags as they are stored.
fn spoken(tags: &[LanguageTag]) -> Result<Vec<String>, Refusal> {
    let message = format!("a service has at most {MOST_LANGUAGES} languages");
    Refusal::of("languages", RefusalCode::LimitReached, message).when(tags.len() > MOST_LANGUAGES)?;
    tags.iter().map(|tag| language("languages", tag)).collect()
}
