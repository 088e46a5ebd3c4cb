//! The normalisation version of a table's search keys, and the progress of rebuilding them.

use sea_orm::entity::prelude::*;

/// A row of `search_key_versions`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "search_key_versions")]
pub struct Model {
    /// The table.
    #[sea_orm(primary_key, auto_increment = false)]
    pub keys_of: String,
    /// The version.
    pub version: i32,
    /// The last rebuilt row; null if all rows have this version.
    pub done_to: Option<Uuid>,
}

plain_entity!();
