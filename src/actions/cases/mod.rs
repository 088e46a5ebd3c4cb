//! Verbs on a case.

mod assign_case;
mod clear_protection_marker;
mod close_case;
mod new_person;
mod open_case;
mod reopen_case;
mod update_case;

pub(super) use self::close_case::close;
pub(crate) use self::{new_person::NewPersonInput, open_case::OpenCaseInput};

pub(super) use super::case_row::{answering, write, write_apart};
use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<open_case::OpenCaseInput>(),
        E::of::<update_case::UpdateCaseInput>(),
        E::of::<assign_case::AssignCaseInput>(),
        E::of::<close_case::CloseCaseInput>(),
        E::of::<reopen_case::ReopenCaseInput>(),
        E::of::<clear_protection_marker::ClearProtectionMarkerInput>(),
    ]
}
