//! A medical officer corrects a medical note of the officer's organisation. The case repeats what the notes in force say: fitness to
//! travel, allergies, and whether there is an emergency.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{CorrectionKind, DataClass as D},
    medical_note,
};

use super::{
    add_medical_note::MedicalNoteInput,
    correcting::{Correcting, Said},
};
use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Shows, Verb,
        case_row::{touch, write_apart},
    },
    error::Error,
    global_id::Id,
    rules::{
        medical,
        refusal::Refusal,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// A correction of a medical note.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CorrectMedicalNoteInput {
    pub case_id: Id<case::Entity>,
    /// The note.
    #[graphql(directive = holds::apply(D::Medical))]
    pub medical_note_id: Id<medical_note::Entity>,
    /// CORRECTED or `ENTERED_IN_ERROR`. An encounter does not end.
    #[graphql(directive = holds::apply(D::Medical))]
    pub kind: CorrectionKind,
    /// The reason of the correction.
    #[graphql(directive = holds::apply(D::StaffCoarse))]
    pub reason: String,
    /// What is right, all of it. Only with CORRECTED.
    #[graphql(directive = holds::apply(D::Medical))]
    pub to: Option<MedicalNoteInput>,
}

impl Verb for CorrectMedicalNoteInput {
    const ACTION: Action = Action::CorrectMedicalNote;
    const SHOWS: Shows = Shows::changed("Case").and("MedicalNote");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, medical_note_id, kind, reason, to } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let before = permit.row();
        let (entry, said) = ((before.id, medical_note_id.0), Said { kind, reason, to });
        let of = Correcting::<medical_note::Model, _>::begin(change, entry, said, false).await?;
        let old = &of.old;
        if old.organisation_id != change.scope.viewer.organisation_id {
            return Err(Error::Forbidden.into());
        }
        let new = of.right(|to| to.row(change, before.id, (old.created_at, old.emergency)))?;
        of.close(change, new.as_ref()).await?;
        let after = told(change, before, (old, new.as_ref())).await?;
        let done = if after == *before {
            touch(change, before, D::Medical, Vec::new()).await?
        } else {
            write_apart(change, before, after).await?
        };
        Ok(ChangeRecord { changed: [vec!["medical_notes"], done.changed].concat(), ..done })
    }
}

/// The case with what its notes in force say. A fact that the old and the new note leave out does not change.
async fn told(
    change: &Change,
    before: &case::Model,
    (old, new): (&medical_note::Model, Option<&medical_note::Model>),
) -> Result<case::Model, ChangeError> {
    let notes = change.medical_notes(before.id).await?;
    let mut after = before.clone();
    let fitness = |note: &medical_note::Model| note.fitness_to_travel.is_some();
    if fitness(old) || new.is_some_and(fitness) {
        let stated = notes.iter().rev().find(|note| fitness(note));
        after.fitness_to_travel = stated.and_then(|note| note.fitness_to_travel);
        after.fitness_valid_until = stated.and_then(|note| note.valid_until);
    }
    let stated = |note: &medical_note::Model| note.emergency_stated;
    if stated(old) || new.is_some_and(stated) {
        after.medical_emergency = notes.iter().rev().find(|note| stated(note)).is_some_and(|note| note.emergency);
    }
    let allergies: Vec<_> = notes.iter().filter_map(|note| note.allergies.as_deref()).collect();
    let known = medical::without(before.allergies.as_deref(), old.allergies.as_deref(), &allergies);
    // An allergy that the old note stated too can have ended since.
    let found = medical::without(new.and_then(|new| new.allergies.as_deref()), old.allergies.as_deref(), &[]);
    let known = medical::allergies(known.as_deref(), found.as_deref(), &[])?;
    let known: Result<_, Refusal> = text::optional("allergies", TextKind::Paragraph, known.as_deref());
    after.allergies = known.map_err(|refusal| refusal.inside("to"))?;
    Ok(after)
}
