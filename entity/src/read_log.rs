//! What one request read, by whom and for what purpose. Rows are only ever added; each carries the hash of the one
//! before.

use sea_orm::entity::prelude::*;

use crate::codes::Purpose;

/// A row of `read_log`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "read_log")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When it happened.
    pub at: DateTimeUtc,
    /// The request.
    pub request_id: Uuid,
    /// Who read.
    pub worker_id: Uuid,
    /// For which organisation.
    pub organisation_id: Uuid,
    /// Roles of the reader, as a list of names.
    #[sea_orm(column_type = "JsonBinary")]
    pub roles: Json,
    /// Purpose of the session.
    pub purpose: Option<Purpose>,
    /// Version of the policy that decided.
    pub policy_version: String,
    /// Name of the GraphQL operation.
    pub operation: Option<String>,
    /// What was read, never values: a list of `{ classes, cases }`, the classes by name and all cases of which they were shown.
    #[sea_orm(column_type = "JsonBinary")]
    pub entries: Json,
    /// Hash of the entry before, in hexadecimal.
    pub previous_hash: Option<String>,
    /// SHA-256 of this entry, in hexadecimal.
    pub hash: Option<String>,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
