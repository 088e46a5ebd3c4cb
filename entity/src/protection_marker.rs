//! A sign that a person may need the protection of another State than their own. A sign stays: the fact that it was read
//! from may change, and the marker holds until a protection officer clears it.

use sea_orm::entity::prelude::*;

use crate::codes::ProtectionSign;

/// A row of `protection_markers`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "protection_markers")]
pub struct Model {
    /// The marker.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// The case in which the sign was seen.
    pub case_id: Uuid,
    /// What kind of sign it is.
    pub sign: ProtectionSign,
    /// The row that the sign was read from.
    pub subject_id: Uuid,
    /// When it was noted.
    pub noted_at: DateTimeUtc,
    /// The worker whose change made the sign.
    pub worker_id: Option<Uuid>,
    /// When a protection officer cleared it.
    pub cleared_at: Option<DateTimeUtc>,
    /// Which protection officer did.
    pub cleared_by: Option<Uuid>,
    /// Why it was cleared.
    pub clear_reason: Option<String>,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
