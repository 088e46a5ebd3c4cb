//! A stay: a person has a bed in a centre for some time. The row stores both the exact and the fronting centre, as in a
//! case.

use sea_orm::entity::prelude::*;

use crate::codes::StayExitReason;

/// A row of `stays`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
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
    /// The ordinary centre that answers for the exact one. Equal to the exact one if that is ordinary.
    pub fronting_centre_id: Uuid,
    /// Room or bed.
    pub room_bed: Option<String>,
    /// When the person arrived.
    pub from_at: DateTimeUtc,
    /// The day on which the person is expected to leave; null if nobody knows.
    pub expected_until: Option<Date>,
    /// When the person left; null while the person stays.
    pub until_at: Option<DateTimeUtc>,
    /// Why the stay ended.
    pub exit_reason: Option<StayExitReason>,
    /// The bed is held until this referral is answered.
    pub hold_for_referral_id: Option<Uuid>,
    /// Whether all beds were taken when the person arrived.
    #[builder(default)]
    pub over_capacity: bool,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    #[builder(default = created_at)]
    pub updated_at: DateTimeUtc,
    /// Incremented with each change, from 1.
    #[builder(default = 1)]
    pub version: i32,
}

plain_entity!();
