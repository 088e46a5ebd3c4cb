//! The version of what an organisation has been told: another one with every line of `statistics_told` that is written or
//! forgotten.

use sea_orm::entity::prelude::*;

/// A row of `statistics_memories`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "statistics_memories")]
pub struct Model {
    /// Who was told.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: Uuid,
    /// A new one with each change.
    pub version: Uuid,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
