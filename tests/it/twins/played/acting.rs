//! How the secrets of this folder are written down: who acts, on which case, by which steps.

use uuid::Uuid;
use waystation::{
    access::{class::ClassSet, viewer::Viewer},
    global_id,
};

use super::{
    super::people::{Reader, Twins},
    Secret, Step,
    players::Cast,
};

/// The people who act at home, and what they act on.
pub(super) struct Acting<'a> {
    pub worker: Viewer,
    pub officer: Viewer,
    pub doctor: Viewer,
    pub manager: Viewer,
    pub twins: &'a Twins,
    pub cast: &'a Cast,
}

impl<'a> Acting<'a> {
    pub fn new(twins: &'a Twins, cast: &'a Cast) -> Self {
        let viewer = |of| reading(twins, of).clone();
        Self {
            worker: viewer(Reader::AssignedCaseWorker),
            officer: cast.officer.clone(),
            doctor: viewer(Reader::Doctor),
            manager: cast.manager.clone(),
            twins,
            cast,
        }
    }

    pub fn reader(&self, of: Reader) -> Viewer {
        reading(self.twins, of).clone()
    }

    /// The field of an input that names the case of the secrets.
    pub fn case(&self) -> String {
        named("caseId", "Case", self.twins.case.id)
    }

    /// A secret of that case.
    pub fn secret(&self, name: &'static str, told: fn(ClassSet) -> bool, steps: Vec<Step>) -> Secret {
        of_case(self.twins.case.id, name, told, steps)
    }
}

/// A secret of a case.
pub(super) fn of_case(case: Uuid, name: &'static str, told: fn(ClassSet) -> bool, steps: Vec<Step>) -> Secret {
    Secret { name, case, told, also: &[], not: &[], steps }
}

pub(super) fn step(by: &Viewer, mutation: &'static str, input: impl Into<String>) -> Step {
    Step { by: by.clone(), mutation, input: input.into() }
}

/// A step on the last record of this type, such as `referral`, at its current version.
pub(super) fn next(by: &Viewer, mutation: &'static str, record: &str, more: &str) -> Step {
    step(by, mutation, format!("{record}Id: \"${record}\", version: $version{more}"))
}

/// A field of an input that names a record.
pub(super) fn named(field: &str, record: &str, id: Uuid) -> String {
    format!("{field}: \"{}\"", global_id::encode(record, id))
}

fn reading(twins: &Twins, of: Reader) -> &Viewer {
    &twins.viewers.iter().find(|(reader, _)| *reader == of).expect("somebody").1
}
