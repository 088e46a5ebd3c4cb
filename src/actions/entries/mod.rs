//! Verbs on the entries of a case file: vulnerabilities, medical notes, immigration statuses, assessments of capacity and case
//! notes. An entry is added, and one that is wrong is corrected.

mod add_case_note;
mod add_medical_note;
mod add_vulnerability;
mod correct_capacity_assessment;
mod correct_case_note;
mod correct_immigration_status;
mod correct_medical_note;
mod correct_vulnerability;
mod correcting;
mod record_capacity_assessment;
mod record_immigration_status;

pub(super) use self::add_case_note::write_note;
use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<add_vulnerability::AddVulnerabilityInput>(),
        E::of::<correct_vulnerability::CorrectVulnerabilityInput>(),
        E::of::<record_immigration_status::RecordImmigrationStatusInput>(),
        E::of::<correct_immigration_status::CorrectImmigrationStatusInput>(),
        E::of::<record_capacity_assessment::RecordCapacityAssessmentInput>(),
        E::of::<correct_capacity_assessment::CorrectCapacityAssessmentInput>(),
        E::of::<add_medical_note::AddMedicalNoteInput>(),
        E::of::<correct_medical_note::CorrectMedicalNoteInput>(),
        E::of::<add_case_note::AddCaseNoteInput>(),
        E::of::<correct_case_note::CorrectCaseNoteInput>(),
    ]
}
