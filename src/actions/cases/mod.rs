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
pub use self::{
    add_case_note::AddCaseNote, add_medical_note::AddMedicalNote, add_vulnerability::AddVulnerability,
    assign_case::AssignCase, clear_protection_marker::ClearProtectionMarker, close_case::CloseCase,
    open_case::OpenCase, record_capacity_assessment::RecordCapacityAssessment,
    record_immigration_status::RecordImmigrationStatus, reopen_case::ReopenCase, update_case::UpdateCase,
};

use entity::{case, case_note, centre, codes::DataClass};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use uuid::Uuid;

use crate::{
    rules::{
        case::is_activity,
        refusal::{Refusal, RefusalCode},
    },
    store::{
        case_file::centre::fronting,
        write::{change::Change, change_log::Done, save as writing, stop::Stop},
    },
};

/// Writes the changed case with its next version.
pub(super) async fn write(change: &Change, before: &case::Model, after: case::Model) -> Result<Done, Stop> {
    let after =
        case::Model { last_activity_at: change.now(), updated_at: change.now(), version: before.version + 1, ..after };
    let changed = writing::write(change, before, &after).await?;
    Ok(done(&after, after.version, changed))
}

/// Writes facts that only some readers of the case may know. The version and the last activity do not change, so they
/// reveal nothing to the other readers.
pub(super) async fn write_apart(change: &Change, before: &case::Model, after: case::Model) -> Result<Done, Stop> {
    let after = case::Model { updated_at: change.now(), ..after };
    let changed = writing::write(change, before, &after).await?;
    Ok(done(&after, before.version, changed))
}

/// Sets the last activity of the case after something of this class was written for it. The version does not change
/// because no column of the case itself did.
pub(super) async fn touch(
    change: &Change,
    case: &case::Model,
    class: DataClass,
    changed: Vec<&'static str>,
) -> Result<Done, Stop> {
    if is_activity(class) {
        let row = case::ActiveModel { last_activity_at: Set(change.now()), ..case.clone().into_active_model() };
        row.update(change.transaction()).await?;
    }
    Ok(done(case, case.version, changed))
}

/// The change record of a case.
fn done(case: &case::Model, version: i32, changed: Vec<&'static str>) -> Done {
    Done {
        id: case.id,
        subject_type: "cases",
        case_id: case.id,
        organisation_id: case.organisation_id,
        version: Some(version),
        changed,
    }
}

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

/// The ordinary centre that fronts for this centre. Without one no case can be opened at the centre or moved there.
pub(super) async fn answering(
    change: &Change,
    field: &'static str,
    centre: &centre::Model,
) -> Result<centre::Model, Stop> {
    let found = fronting(change.transaction(), centre).await?;
    let message = "no ordinary centre answers for this centre; the directory has to name one first";
    Ok(found.ok_or_else(|| Refusal::of(field, RefusalCode::NotActive, message))?)
}
