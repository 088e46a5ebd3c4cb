//! What an issuer has taken back before its time.

use sea_orm::entity::prelude::*;

use crate::codes::RevocationKind;

/// A row of `revocations`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "revocations")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What is revoked.
    pub kind: RevocationKind,
    /// Issuer of the tokens.
    pub issuer: String,
    /// Token id, subject or organisation.
    pub value: String,
    /// When it was revoked; tokens issued before do not count.
    pub revoked_at: DateTimeUtc,
    /// When the entry may be forgotten.
    pub expires_at: Option<DateTimeUtc>,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
