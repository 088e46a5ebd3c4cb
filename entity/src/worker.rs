//! A user of an organisation, as the identity provider names them.

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
    /// The issuer of their tokens (`iss`).
    pub issuer: String,
    /// The subject of their tokens (`sub`).
    pub subject: String,
    /// The name shown to colleagues.
    pub display_name: Option<String>,
    /// The name as lists are ordered by it, without accents and case first.
    pub sort_key: Option<String>,
    /// When they were first seen.
    pub created_at: DateTimeUtc,
    /// When they were last seen.
    pub last_seen_at: DateTimeUtc,
    /// When an administrator deactivated them. Since then their tokens are refused.
    pub deactivated_at: Option<DateTimeUtc>,
    /// The roles of their last token, one bit per role. `None` before they first sign in.
    pub roles: Option<i64>,
    /// Whether every ordinary centre of the organisation was their own in their last token.
    pub all_ordinary_centres: bool,
}

plain_entity!();
