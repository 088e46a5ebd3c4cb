//! Aggregated counts: one row for each combination of dimensions that occurs in a month. No row is about a person.

use sea_orm::entity::prelude::*;

use crate::codes::{AccessMode, DataClass, Sex, StatisticsState, StatisticsSubject, Urgency};

/// A row of `statistics_cells`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "statistics_cells")]
#[expect(clippy::struct_excessive_bools, reason = "a row has as many flags as its table has columns of them")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The counted subject.
    pub subject: StatisticsSubject,
    /// The first day of the month, in UTC.
    pub month: Date,
    /// Whether the rows count for that month in UTC.
    pub counts_in_utc: bool,
    /// The first day of the month for which the rows count in the time zone of the centre that answers for this one.
    pub local_month: Option<Date>,
    /// Country of the centre, ISO 3166-1 alpha-3.
    pub country: String,
    /// The exact centre.
    pub centre_id: Uuid,
    /// The organisation that owns the case.
    pub organisation_id: Uuid,
    /// How far the case is closed.
    pub access_mode: AccessMode,
    /// The class of what the existence of a referral reveals; `OPERATIONAL` for all other subjects.
    pub inference_class: DataClass,
    /// For referrals: the group of services.
    pub service_group: Option<String>,
    /// For referrals: the urgency.
    pub urgency: Option<Urgency>,
    /// The state.
    pub state: Option<StatisticsState>,
    /// Whether a referral waits beyond its due time.
    pub overdue: bool,
    /// The nationality that was recorded first, ISO 3166-1 alpha-3.
    pub nationality: Option<String>,
    /// Sex.
    pub sex: Sex,
    /// Age band.
    pub age_band: String,
    /// Whether the file contains a vulnerability.
    pub protection_concern: bool,
    /// Whether the file contains a medical note.
    pub medical_need: bool,
    /// Whether the person has applied for international protection or has it.
    pub international_protection: bool,
    /// Duration in hours, for subjects that have one.
    pub hours: Option<i32>,
    /// Number of counted rows.
    pub amount: i64,
    /// Lower limit of the number of people. Each person is counted only in the first cell where they appear.
    pub people: i64,
    /// The organisation that owns the case now. For a stay it can differ from the organisation that gave the bed.
    pub home_organisation_id: Option<Uuid>,
    /// The exact centre of the case now.
    pub home_centre_id: Option<Uuid>,
    /// Number of people, each counted once per centre: only for the case with the least closed access mode, and the
    /// earliest of those.
    pub people_here: i64,
}

plain_entity!();
