//! The version of the folding that the search keys of a table are of, and how far the table has been brought to it.

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
    /// The last row that was brought to this version; null where all rows are of it.
    pub done_to: Option<Uuid>,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
