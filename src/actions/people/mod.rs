//! Verbs on a person who is on file: what is learned later is added, and what is wrong is corrected.

mod add_to_person;
mod correct_person;
mod corrections;
mod facts;
mod inputs;
mod merge_persons;
mod parts;
mod undo_person_merge;

pub(in crate::actions) use self::{
    facts::{birth, initials},
    inputs::{ContactInput, IdentifierInput, NationalityInput, PersonLanguageInput, PersonNameInput},
    parts::{New, new_parts},
};
use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<add_to_person::AddToPersonInput>(),
        E::of::<correct_person::CorrectPersonInput>(),
        E::of::<merge_persons::MergePersonsInput>(),
        E::of::<undo_person_merge::UndoPersonMergeInput>(),
    ]
}
