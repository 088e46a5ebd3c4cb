//! Writing the row of a case, which verbs of every area do.

use entity::{case, centre, codes::DataClass};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

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
pub(super) fn done(case: &case::Model, version: i32, changed: Vec<&'static str>) -> Done {
    Done {
        id: case.id,
        subject_type: "cases",
        case_id: case.id,
        organisation_id: case.organisation_id,
        version: Some(version),
        changed,
    }
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
