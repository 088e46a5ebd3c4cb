//! Counts that statistics are added up from: one row for each combination that occurs in a month. No row about a person.

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
    /// What is counted.
    pub subject: StatisticsSubject,
    /// The first day of the month.
    pub month: Date,
    /// Country of the centre, ISO 3166-1 alpha-3.
    pub country: String,
    /// The exact centre.
    pub centre_id: Uuid,
    /// The organisation that owns the case.
    pub organisation_id: Uuid,
    /// How far the case is closed.
    pub access_mode: AccessMode,
    /// What the mere existence of a referral tells; `OPERATIONAL` for everything else.
    pub inference_class: DataClass,
    /// The group of services, of referrals.
    pub service_group: Option<String>,
    /// The urgency, of referrals.
    pub urgency: Option<Urgency>,
    /// Where it stands.
    pub state: Option<StatisticsState>,
    /// Whether a referral waits beyond its due time.
    pub overdue: bool,
    /// The nationality recorded first, ISO 3166-1 alpha-3.
    pub nationality: Option<String>,
    /// Sex.
    pub sex: Sex,
    /// Age in bands.
    pub age_band: String,
    /// Whether a vulnerability is on file.
    pub protection_concern: bool,
    /// Whether a medical note is on file.
    pub medical_need: bool,
    /// Whether the person has asked for international protection or has it.
    pub international_protection: bool,
    /// How long it took, in hours, where that is counted.
    pub hours: Option<i32>,
    /// How many.
    pub amount: i64,
    /// Of how many people at least: each is counted where they appear first.
    pub people: i64,
    /// The organisation that owns the case now; of a stay it can be another one than gave the bed.
    pub home_organisation_id: Option<Uuid>,
    /// The exact centre of the case now.
    pub home_centre_id: Option<Uuid>,
    /// Of how many people, each counted once at a centre: where no less closed and no earlier case of theirs is there.
    pub people_here: i64,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
