//! Verbs on a case.

mod add_case_note;
mod add_medical_note;
mod add_vulnerability;
mod assign_case;
mod clear_protection_marker;
mod close_case;
mod new_person;
mod open_case;
mod record_capacity_assessment;
mod record_immigration_status;
mod reopen_case;
mod update_case;

pub(super) use self::close_case::close;
pub(crate) use self::{
    add_case_note::AddCaseNote, add_medical_note::AddMedicalNote, add_vulnerability::AddVulnerability,
    assign_case::AssignCase, clear_protection_marker::ClearProtectionMarker, close_case::CloseCase,
    open_case::OpenCase, record_capacity_assessment::RecordCapacityAssessment,
    record_immigration_status::RecordImmigrationStatus, reopen_case::ReopenCase, update_case::UpdateCase,
};

use entity::{case, case_note};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use uuid::Uuid;

use super::case_row::{answering, done, touch, write, write_apart};
use crate::store::write::{change::Change, stop::Stop};

/// Writes a case note by the viewer.
async fn write_note(change: &Change, case: &case::Model, text: String) -> Result<(), Stop> {
    let viewer = &change.scope.viewer;
    case_note::ActiveModel {
        id: Set(Uuid::now_v7()),
        case_id: Set(case.id),
        organisation_id: Set(viewer.organisation_id),
        worker_id: Set(Some(viewer.worker_id)),
        text: Set(text),
        created_at: Set(change.now()),
    }
    .insert(change.transaction())
    .await?;
    Ok(())
}
