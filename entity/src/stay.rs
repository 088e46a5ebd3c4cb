//! A stay: somebody has a bed in a centre from one moment to another. The centre is copied in two ways, as in a case.

use sea_orm::entity::prelude::*;

use crate::codes::StayExitReason;

/// A row of `stays`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "stays")]
pub struct Model {
    /// The stay.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// The organisation that gave the bed.
    pub organisation_id: Uuid,
    /// The exact centre.
    pub centre_id: Uuid,
    /// The ordinary centre that answers for the exact one; the same for an ordinary centre.
    pub fronting_centre_id: Uuid,
    /// Room or bed.
    pub room_bed: Option<String>,
    /// When the person arrived.
    pub from_at: DateTimeUtc,
    /// When the person left; none while the person stays.
    pub until_at: Option<DateTimeUtc>,
    /// Why the stay ended.
    pub exit_reason: Option<StayExitReason>,
    /// The referral until whose answer the bed is kept.
    pub hold_for_referral_id: Option<Uuid>,
    /// Whether every bed was taken already.
    pub over_capacity: bool,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// Counts changes, from 1.
    pub version: i32,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
