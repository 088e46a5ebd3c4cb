//! Writing the row of a case, which verbs of every area do.

use entity::{case, centre, codes::DataClass};
use sea_orm::{ActiveValue::Set, IntoActiveModel};

use crate::{
    rules::{
        case::is_activity,
        centre::takes_in,
        dates::to_the_hour,
        refusal::{Refusal, RefusalCode},
    },
    store::{
        case_file::centre::fronting,
        write::{change::Change, change_log::ChangeRecord, recorded, save::Write as _, stop::ChangeError},
    },
};

/// Writes the changed case with its next version.
pub(super) async fn write(
    change: &Change,
    before: &case::Model,
    after: case::Model,
) -> Result<ChangeRecord, ChangeError> {
    let after = case::Model {
        priority_rank: after.priority.rank(after.status),
        last_activity_at: to_the_hour(change.now()),
        updated_at: change.now(),
        ..after
    };
    recorded::write_next(change, after.organisation_id, before, after).await
}

/// Writes facts that only some readers of the case may know. The version and the last activity do not change, so they
/// reveal nothing to the other readers.
pub(super) async fn write_apart(
    change: &Change,
    before: &case::Model,
    after: case::Model,
) -> Result<ChangeRecord, ChangeError> {
    let after = case::Model { updated_at: change.now(), ..after };
    recorded::write(change, after.organisation_id, before, &after).await
}

/// Sets the last activity of the case after something of this class was written for it. The version does not change
/// because no column of the case itself did.
pub(super) async fn touch(
    change: &Change,
    case: &case::Model,
    class: DataClass,
    changed: Vec<&'static str>,
) -> Result<ChangeRecord, ChangeError> {
    if is_activity(class) {
        let row =
            case::ActiveModel { last_activity_at: Set(to_the_hour(change.now())), ..case.clone().into_active_model() };
        row.update_in(change).await?;
    }
    Ok(recorded::done(case, case.organisation_id, changed))
}

/// The ordinary centre that fronts for this centre, which takes people in. Without one no case can be opened at the centre or
/// moved there.
pub(super) async fn answering(
    change: &Change,
    field: &'static str,
    centre: &centre::Model,
) -> Result<centre::Model, ChangeError> {
    takes_in(Some(field), centre)?;
    let found = fronting(change.transaction(), centre).await?;
    let message = "no ordinary centre answers for this centre; the directory has to name one first";
    Ok(found.ok_or_else(|| Refusal::of(field, RefusalCode::NotActive, message))?)
}
