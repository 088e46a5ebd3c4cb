//! A user of an organisation, as its identity provider names them.

use sea_orm::entity::prelude::*;

/// A row of `workers`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "workers")]
pub struct Model {
    /// The worker.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The organisation they work for.
    pub organisation_id: Uuid,
    /// Issuer of their tokens.
    pub issuer: String,
    /// Who they are to that issuer.
    pub subject: String,
    /// Name for colleagues.
    pub display_name: Option<String>,
    /// When they were first seen.
    pub created_at: DateTimeUtc,
    /// When they were last seen.
    pub last_seen_at: DateTimeUtc,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
