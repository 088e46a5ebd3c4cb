//! A row that moved with a merge of two registrations, and moves back if the merge is undone.

use sea_orm::entity::prelude::*;

/// A row of `person_merge_rows`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_merge_rows")]
pub struct Model {
    /// The merge.
    #[sea_orm(primary_key, auto_increment = false)]
    pub merge_id: Uuid,
    /// The row that moved.
    #[sea_orm(primary_key, auto_increment = false)]
    pub row_id: Uuid,
    /// Its table.
    pub row_table: String,
}

plain_entity!();
