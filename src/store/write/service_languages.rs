//! The languages of a service, which are rows of their own.

use entity::service_language::{Column, Entity, Model};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{change::Change, save};

/// Writes the languages of a service in place of the present ones. Returns whether they differ.
pub(crate) async fn replace(change: &Change, service_id: Uuid, mut tags: Vec<String>) -> Result<bool, DbErr> {
    tags.sort_unstable();
    tags.dedup();
    let present = || Column::ServiceId.eq(service_id);
    let rows = Entity::find().filter(present()).all(change.transaction()).await?;
    let mut before: Vec<_> = rows.into_iter().map(|row| row.language).collect();
    before.sort_unstable();
    if before == tags {
        return Ok(false);
    }
    Entity::delete_many().filter(present()).exec(change.transaction()).await?;
    save::insert_all(change, tags.into_iter().map(|language| Model { service_id, language }).collect()).await?;
    Ok(true)
}
