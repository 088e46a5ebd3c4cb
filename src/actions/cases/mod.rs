//! What people do with a case.

mod add_case_note;

pub use self::add_case_note::AddCaseNote;

use entity::case;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use crate::store::change::{Change, Done, Stop};

/// Notes on the case that somebody worked on it, and says so. The version stays: nothing of the case itself changed.
async fn touch(change: &Change, case: &case::Model, changed: Vec<&'static str>) -> Result<Done, Stop> {
    let row = case::ActiveModel { last_activity_at: Set(change.now()), ..case.clone().into_active_model() };
    row.update(change.transaction()).await?;
    Ok(done(case, case.version, changed))
}

/// What was done to a case.
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
