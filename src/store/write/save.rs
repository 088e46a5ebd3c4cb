//! Writing rows in a change, which notes each: of an existing row only the columns that differ, of new rows all at once.

use std::any::Any;

use entity::case;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue, DbErr, EntityName, EntityTrait, IdenStatic, IntoActiveModel,
    Iterable, ModelTrait, Value,
};
use uuid::Uuid;

use super::{
    change::Change,
    written::{Belongs, WrittenRow},
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
        for row in &rows {
            note(change, row, Vec::new());
        }
        M::Entity::insert_many(rows).exec_without_returning(change.transaction()).await?;
    }
    Ok(())
}

/// Writes a row in a change, which notes it.
pub(crate) trait Write: ActiveModelTrait + ActiveModelBehavior + Send {
    /// Inserts the row.
    async fn insert_in(self, change: &Change) -> Result<<Self::Entity as EntityTrait>::Model, DbErr>
    where
        <Self::Entity as EntityTrait>::Model: IntoActiveModel<Self>,
    {
        note(change, &self, Vec::new());
        let row = self.insert(change.transaction()).await?;
        note_case(change, &row);
        Ok(row)
    }

    /// Updates the columns that are set.
    async fn update_in(self, change: &Change) -> Result<<Self::Entity as EntityTrait>::Model, DbErr>
    where
        <Self::Entity as EntityTrait>::Model: IntoActiveModel<Self>,
    {
        let set = <Self::Entity as EntityTrait>::Column::iter().filter(|column| self.get(*column).is_set());
        let columns: Vec<_> = set.map(|column| column.as_str().to_owned()).collect();
        if !columns.is_empty() {
            note(change, &self, columns);
        }
        let row = self.update(change.transaction()).await?;
        note_case(change, &row);
        Ok(row)
    }
}

impl<A: ActiveModelTrait + ActiveModelBehavior + Send> Write for A {}

/// Notes the row if it is a case, as it is now.
fn note_case(change: &Change, row: &dyn Any) {
    if let Some(case) = row.downcast_ref::<case::Model>() {
        change.note_case(case);
    }
}

/// Notes the row, unless it belongs to neither a case nor a person. Such a row is part of another one that changes with
/// it.
fn note<A: ActiveModelTrait>(change: &Change, row: &A, columns: Vec<String>) {
    let table = <A::Entity as Default>::default().table_name().to_owned();
    let id = key(row, "id");
    let case = if table == "cases" { id } else { key(row, "case_id") };
    let person = if table == "persons" { id } else { key(row, "person_id") };
    let belongs = case.map(Belongs::Case).or(person.map(Belongs::Person));
    // Both sides of a referral or transfer still read its row after their standing is over.
    if let (Some(case), Some(_)) = (case, set(row, "sent_at").or(set(row, "offered_at"))) {
        for side in ["from_organisation_id", "to_organisation_id"] {
            if let Some(organisation) = key(row, side) {
                change.note_party(case, organisation);
            }
        }
    }
    if let Some(belongs) = belongs {
        change.note(belongs, WrittenRow { table, id, new: columns.is_empty(), columns, masked: Vec::new() });
    }
}

fn key<A: ActiveModelTrait>(row: &A, name: &str) -> Option<Uuid> {
    match set(row, name)? {
        Value::Uuid(id) => id,
        _ => None,
    }
}

/// The value of the column, unless it is null or not known.
fn set<A: ActiveModelTrait>(row: &A, name: &str) -> Option<Value> {
    let column = <A::Entity as EntityTrait>::Column::iter().find(|column| column.as_str() == name)?;
    match row.get(column) {
        ActiveValue::Set(value) | ActiveValue::Unchanged(value) => (value != value.as_null()).then_some(value),
        ActiveValue::NotSet => None,
    }
}
