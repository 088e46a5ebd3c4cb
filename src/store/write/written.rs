//! The note that a change keeps of each row that it writes: table, key and columns. Those who follow changes are told by them
//! which case changed, and in what.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::change_log::ChangeRecord;

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
