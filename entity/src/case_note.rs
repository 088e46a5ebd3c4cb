//! A note of the staff on a case.

use sea_orm::entity::prelude::*;

/// A row of `case_notes`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "case_notes")]
pub struct Model {
    /// The note.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The organisation whose staff wrote it.
    pub organisation_id: Uuid,
    /// The worker who wrote it.
    pub worker_id: Option<Uuid>,
    /// The note.
    pub text: String,
    /// When it was written.
    pub created_at: DateTimeUtc,
    /// Why the row is no longer in force. Null: it is.
    pub correction_id: Option<Uuid>,
}

plain_entity!();
