//! A medical officer records an encounter. The case repeats what readers without access to the note need: fitness to
//! travel with its last day, allergies, and whether there is an emergency. A field that the note leaves out does not
//! change the case.

use async_graphql::InputObject;
use chrono::Duration;
use entity::{
    case,
    codes::{DataClass as D, FitnessToTravel},
    medical_note,
};
use sea_orm::{
    IntoActiveModel,
    prelude::{Date, DateTimeUtc},
};
use uuid::Uuid;

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Shows, Verb,
        case_row::{touch, write_apart},
    },
    global_id::Id,
    rules::{
        self, dates, medical,
        refusal::{Refusal, RefusalCode},
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, save::Write as _, stop::ChangeError},
};

/// The most days for which fitness to travel can be valid.
const LONGEST: i64 = 2 * 366;

/// A new medical note about one encounter.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AddMedicalNoteInput {
    pub case_id: Id<case::Entity>,
    #[graphql(flatten)]
    pub note: MedicalNoteInput,
    /// Known allergies that no longer apply, each spelled as in the case. A later correction of the note does not bring them back.
    #[graphql(directive = holds::apply(D::MedicalCoarse))]
    pub ended_allergies: Option<Vec<String>>,
}

/// A note about one medical encounter.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MedicalNoteInput {
    /// Day of the encounter.
    pub encounter_on: Date,
    /// ICD-11 code of the diagnosis.
    pub icd_code: Option<String>,
    /// Findings and treatment.
    pub summary: String,
    /// Whether the person is fit to travel.
    pub fitness_to_travel: Option<FitnessToTravel>,
    /// Last day on which the fitness to travel is valid.
    pub valid_until: Option<Date>,
    /// Newly found allergies and dietary needs, one per line, for the staff of the centre. They are added to the known
    /// ones.
    #[graphql(directive = holds::apply(D::MedicalCoarse))]
    pub allergies: Option<String>,
    /// Whether there is a medical emergency. Leave out if nothing changed.
    #[graphql(directive = holds::apply(D::MedicalEmergency))]
    pub emergency: Option<bool>,
}

impl Verb for AddMedicalNoteInput {
    const ACTION: Action = Action::AddMedicalNote;
    const SHOWS: Shows = Shows::changed("Case").and("MedicalNote");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, note, ended_allergies } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let before = permit.row();
        rules::case::open(before.status)?;
        let row = note.row(change, before.id, (change.now(), before.medical_emergency))?;
        // A note that is entered late does not overwrite the facts of a later encounter.
        let newest =
            change.medical_notes(before.id).await?.last().is_none_or(|last| last.encounter_on <= row.encounter_on);
        let known = medical::allergies(
            before.allergies.as_deref(),
            row.allergies.as_deref(),
            &ended_allergies.unwrap_or_default(),
        )?;
        // Each entry was checked alone, but the joined text can be too long.
        let known = text::optional("allergies", TextKind::Paragraph, known.as_deref())?;
        let mut after = case::Model { allergies: known, ..before.clone() };
        if newest {
            after.medical_emergency = row.emergency;
            if row.fitness_to_travel.is_some() {
                (after.fitness_to_travel, after.fitness_valid_until) = (row.fitness_to_travel, row.valid_until);
            }
        }
        change.shows(row.id);
        row.into_active_model().insert_in(change).await?;
        let done = if after == *before {
            touch(change, before, D::Medical, Vec::new()).await?
        } else {
            write_apart(change, before, after).await?
        };
        Ok(ChangeRecord { changed: [vec!["medical_notes"], done.changed].concat(), ..done })
    }
}

impl MedicalNoteInput {
    /// The row, written by the viewer. It counts as recorded at this moment. Without a value in the input the emergency stays as it
    /// was.
    pub(super) fn row(
        &self,
        change: &Change,
        case_id: Uuid,
        (at, emergency): (DateTimeUtc, bool),
    ) -> Result<medical_note::Model, Refusal> {
        let day = self.encounter_on;
        dates::past("encounterOn", day, change.now().date_naive())?;
        let message = "this date must be between the day of the encounter and two years after it";
        Refusal::of("validUntil", RefusalCode::DateOutOfRange, message)
            .when(self.valid_until.is_some_and(|until| until < day || until > day + Duration::days(LONGEST)))?;
        let viewer = &change.scope.viewer;
        Ok(medical_note::Model::builder()
            .id(Uuid::now_v7())
            .case_id(case_id)
            .organisation_id(viewer.organisation_id)
            .worker_id(viewer.worker_id)
            .encounter_on(day)
            .maybe_icd_code(self.icd_code.as_ref().map(|code| text::diagnosis("icdCode", code)).transpose()?)
            .summary(text::required("summary", TextKind::Note, &self.summary)?)
            .maybe_fitness_to_travel(self.fitness_to_travel)
            .maybe_valid_until(self.valid_until)
            .maybe_allergies(text::optional("allergies", TextKind::Paragraph, self.allergies.as_deref())?)
            .emergency(self.emergency.unwrap_or(emergency))
            .emergency_stated(self.emergency.is_some())
            .created_at(at)
            .build())
    }
}
