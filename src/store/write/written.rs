//! Rows that a change writes, and the note that the change keeps of each: table, key and columns. Those who follow
//! changes are told by them which case changed, and in what.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue, DbErr, EntityName, EntityTrait, IdenStatic, IntoActiveModel,
    Iterable, Value,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{change::Change, change_log::ChangeRecord};

/// A row that was written, without its values.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub(crate) struct WrittenRow {
    /// The table.
    pub table: String,
    /// Its key, if the table has one.
    pub id: Option<Uuid>,
    /// Whether the row is new, so that each of its columns was written.
    pub new: bool,
    /// The columns that were written, if it is not new.
    pub columns: Vec<String>,
    /// Those of them whose masked form changed too.
    pub masked: Vec<String>,
}

impl WrittenRow {
    /// Columns of a row that exists. `id` is `None` for several rows.
    pub(crate) fn columns(table: &str, id: Option<Uuid>, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Self { table: table.to_owned(), id, new: false, columns, masked: Vec::new() }
    }

    /// The row of a change record.
    pub(crate) fn of(done: &ChangeRecord) -> Self {
        Self::columns(done.subject_type, Some(done.id), &done.changed)
    }
}

/// What a written row belongs to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Belongs {
    /// To this case.
    Case(Uuid),
    /// To this person, and so to each of the person's cases.
    Person(Uuid),
}

/// Writes a row in a change, which notes it.
pub(crate) trait Write: ActiveModelTrait + ActiveModelBehavior + Send {
    /// Inserts the row.
    async fn insert_in(self, change: &Change) -> Result<<Self::Entity as EntityTrait>::Model, DbErr>
    where
        <Self::Entity as EntityTrait>::Model: IntoActiveModel<Self>,
    {
        note(change, &self, Vec::new());
        self.insert(change.transaction()).await
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
        self.update(change.transaction()).await
    }
}

impl<A: ActiveModelTrait + ActiveModelBehavior + Send> Write for A {}

/// Notes the row, unless it belongs to neither a case nor a person. Such a row is part of another one that changes with
/// it.
pub(super) fn note<A: ActiveModelTrait>(change: &Change, row: &A, columns: Vec<String>) {
    let table = <A::Entity as Default>::default().table_name().to_owned();
    let id = key(row, "id");
    let case = if table == "cases" { id } else { key(row, "case_id") };
    let person = if table == "persons" { id } else { key(row, "person_id") };
    let belongs = case.map(Belongs::Case).or(person.map(Belongs::Person));
    if let Some(belongs) = belongs {
        change.note(belongs, WrittenRow { table, id, new: columns.is_empty(), columns, masked: Vec::new() });
    }
}

fn key<A: ActiveModelTrait>(row: &A, name: &str) -> Option<Uuid> {
    let column = <A::Entity as EntityTrait>::Column::iter().find(|column| column.as_str() == name)?;
    match row.get(column) {
        ActiveValue::Set(Value::Uuid(id)) | ActiveValue::Unchanged(Value::Uuid(id)) => id,
        _ => None,
    }
}
