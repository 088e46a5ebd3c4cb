//! Writing rows of a change: of one that was there the columns that differ and nothing else, of new ones all at once.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, DbErr, EntityTrait, IdenStatic, IntoActiveModel, Iterable, ModelTrait,
};

use super::change::Change;

/// Writes what differs, and names those columns for the log.
///
/// # Errors
/// When the database fails.
pub async fn write<M>(change: &Change, before: &M, after: &M) -> Result<Vec<&'static str>, DbErr>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    M::Entity: EntityTrait<Model = M>,
    <M::Entity as EntityTrait>::ActiveModel: ActiveModelBehavior + Send,
{
    let columns = <M::Entity as EntityTrait>::Column::iter();
    let changed: Vec<_> = columns.filter(|column| before.get(*column) != after.get(*column)).collect();
    let mut row = before.clone().into_active_model();
    for column in &changed {
        row.set(*column, after.get(*column));
    }
    if !changed.is_empty() {
        row.update(change.transaction()).await?;
    }
    Ok(changed.iter().map(IdenStatic::as_str).collect())
}

/// Writes new rows of one table.
///
/// # Errors
/// When the database fails.
pub async fn insert_all<M>(change: &Change, rows: Vec<M>) -> Result<(), DbErr>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    M::Entity: EntityTrait<Model = M>,
    <M::Entity as EntityTrait>::ActiveModel: ActiveModelBehavior + Send,
{
    if !rows.is_empty() {
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        M::Entity::insert_many(rows).exec_without_returning(change.transaction()).await?;
    }
    Ok(())
}
