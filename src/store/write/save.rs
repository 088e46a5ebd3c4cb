//! Writing rows in a change: of an existing row only the columns that differ, of new rows all at once.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, DbErr, EntityTrait, IdenStatic, IntoActiveModel, Iterable, ModelTrait,
};

use super::{
    change::Change,
    written::{Write as _, note},
};

/// Writes the columns that differ, and returns their names for the log.
pub(crate) async fn write<M>(change: &Change, before: &M, after: &M) -> Result<Vec<&'static str>, DbErr>
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
        row.update_in(change).await?;
    }
    Ok(changed.iter().map(IdenStatic::as_str).collect())
}

/// Inserts new rows of one table.
pub(crate) async fn insert_all<M>(change: &Change, rows: Vec<M>) -> Result<(), DbErr>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    M::Entity: EntityTrait<Model = M>,
    <M::Entity as EntityTrait>::ActiveModel: ActiveModelBehavior + Send,
{
    if !rows.is_empty() {
        let rows: Vec<_> = rows.into_iter().map(IntoActiveModel::into_active_model).collect();
        rows.iter().for_each(|row| note(change, row, Vec::new()));
        M::Entity::insert_many(rows).exec_without_returning(change.transaction()).await?;
    }
    Ok(())
}
