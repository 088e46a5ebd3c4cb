//! The outcome of a request that a client may send twice.

use sea_orm::entity::prelude::*;

/// A row of `idempotency_keys`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// Who sent it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub worker_id: Uuid,
    /// The key that the client chose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// The verb, such as `refer_case`.
    pub action: String,
    /// SHA-256 of the input, in hexadecimal: the same key with another input is refused.
    pub input_hash: String,
    /// What is answered again.
    #[sea_orm(column_type = "JsonBinary")]
    pub outcome: Json,
    /// When it was first sent.
    pub created_at: DateTimeUtc,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
