//! The stored outcome of a mutation that a client may send twice.

use sea_orm::entity::prelude::*;

/// A row of `idempotency_keys`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// The worker who sent it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub worker_id: Uuid,
    /// The key that the client chose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// The action, such as `SEND_REFERRAL`.
    pub action: String,
    /// SHA-256 of the input, in hexadecimal. The same key with another input is refused.
    pub input_hash: String,
    /// The outcome, which a repeated request receives again.
    #[sea_orm(column_type = "JsonBinary")]
    pub outcome: Json,
    /// When the key was first sent.
    pub created_at: DateTimeUtc,
}

plain_entity!();
