//! Writing a case note, which is also part of closing a case.

use entity::{case, case_note};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use uuid::Uuid;

use crate::store::write::{change::Change, stop::Stop};

/// Writes a case note by the viewer and gives its id.
pub(crate) async fn write_note(change: &Change, case: &case::Model, text: String) -> Result<Uuid, Stop> {
    let (id, viewer) = (Uuid::now_v7(), &change.scope.viewer);
    case_note::ActiveModel {
        id: Set(id),
        case_id: Set(case.id),
        organisation_id: Set(viewer.organisation_id),
        worker_id: Set(Some(viewer.worker_id)),
        text: Set(text),
        created_at: Set(change.now()),
    }
    .insert(change.transaction())
    .await?;
    Ok(id)
}
