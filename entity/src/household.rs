//! People who travel together. Its members are the cases that name it.

use sea_orm::entity::prelude::*;

/// A row of `households`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "households")]
pub struct Model {
    /// The household.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Reference, unique. It contains no personal data.
    pub reference: String,
    /// When the row was created.
    pub created_at: DateTimeUtc,
}

plain_entity!();
