//! The version of the released statistics of an organisation. It changes whenever a row of `statistics_told` is written
//! or deleted.

use sea_orm::entity::prelude::*;

/// A row of `statistics_memories`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "statistics_memories")]
pub struct Model {
    /// The organisation that received the statistics.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: Uuid,
    /// A new id with each change.
    pub version: Uuid,
}

plain_entity!();
