//! A token, subject or organisation whose access was revoked.

use sea_orm::entity::prelude::*;

use crate::codes::RevocationKind;

/// A row of `revocations`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "revocations")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The kind of entry.
    pub kind: RevocationKind,
    /// The issuer of the tokens.
    pub issuer: String,
    /// Token id, subject or organisation.
    pub value: String,
    /// When it was revoked. For a subject, tokens issued before this moment are refused.
    pub revoked_at: DateTimeUtc,
    /// When the entry can be deleted; null for never.
    pub expires_at: Option<DateTimeUtc>,
}

plain_entity!();
