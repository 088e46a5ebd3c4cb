//! Writing a row as it stands after a change: the columns that differ, and nothing else.

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
