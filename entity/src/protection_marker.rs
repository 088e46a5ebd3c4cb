//! A sign that a person may need protection from their own State. The source of the sign may change, but the marker
//! stays until a protection officer clears it.

use sea_orm::entity::prelude::*;

use crate::codes::ProtectionSign;

/// A row of `protection_markers`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
#[sea_orm(table_name = "protection_markers")]
pub struct Model {
    /// The marker.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// The case in which the sign was seen.
    pub case_id: Uuid,
    /// The kind of sign.
    pub sign: ProtectionSign,
    /// The row that shows the sign.
    pub subject_id: Uuid,
    /// When the sign was noted.
    pub noted_at: DateTimeUtc,
    /// The worker whose change caused the sign.
    pub worker_id: Option<Uuid>,
    /// When a protection officer cleared it.
    pub cleared_at: Option<DateTimeUtc>,
    /// The protection officer who cleared it.
    pub cleared_by: Option<Uuid>,
    /// The reason for clearing it.
    pub clear_reason: Option<String>,
}

plain_entity!();
