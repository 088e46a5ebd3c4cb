//! A case: the work of one organisation with one person. It stores both the exact and the fronting centre, so that a
//! list can be read without revealing a protected centre.

use sea_orm::entity::prelude::*;

use crate::codes::{
    AccessMode, CaseStatus, ClosureReason, FitnessToTravel, HouseholdRole, ImmigrationStatus, Priority, RiskLevel,
};

/// A row of `cases`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
#[sea_orm(table_name = "cases")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Reference, unique. It contains no personal data.
    pub reference: String,
    /// The person.
    pub person_id: Uuid,
    /// The organisation that owns the case.
    pub organisation_id: Uuid,
    /// The exact centre.
    pub centre_id: Uuid,
    /// The ordinary centre that answers for the exact one. Equal to the exact one if that is ordinary.
    pub fronting_centre_id: Uuid,
    /// Country of the exact centre, ISO 3166-1 alpha-3.
    pub country: String,
    /// Whether the exact centre is protected.
    pub in_protected_centre: bool,
    /// When the case was opened.
    pub opened_at: DateTimeUtc,
    /// The state of the case.
    #[builder(default = CaseStatus::Intake)]
    pub status: CaseStatus,
    /// How soon it needs attention.
    #[builder(default = Priority::Normal)]
    pub priority: Priority,
    /// The place in the order by priority. Null if the case is closed.
    #[builder(skip = priority.rank(status))]
    pub priority_rank: Option<i32>,
    /// How great the danger for the person is.
    pub risk_level: Option<RiskLevel>,
    /// How far the case is closed to its own organisation.
    #[builder(default = AccessMode::Standard)]
    pub access_mode: AccessMode,
    /// The case worker of record.
    pub assigned_worker_id: Option<Uuid>,
    /// The medical officer with an open encounter.
    pub medical_worker_id: Option<Uuid>,
    /// Day of the next review.
    pub next_review_on: Option<Date>,
    /// When it was closed.
    pub closed_at: Option<DateTimeUtc>,
    /// Why it was closed.
    pub closure_reason: Option<ClosureReason>,
    /// The case that is continued in place of this one. Null: it was not closed as a duplicate.
    pub duplicate_of_id: Option<Uuid>,
    /// The household of the person. Null: the person travels alone, as far as is known.
    pub household_id: Option<Uuid>,
    /// What the person is to the head of the household.
    pub household_role: Option<HouseholdRole>,
    /// Legal restrictions and orders that apply to the case.
    pub legal_restrictions: Option<String>,
    /// How to handle the case safely, never the reason.
    pub handling_instruction: Option<String>,
    /// The current immigration status.
    pub immigration_status: Option<ImmigrationStatus>,
    /// Whether the consulate may be contacted; false until the gates pass.
    #[builder(default)]
    pub consular_contact_allowed: bool,
    /// The last statement of a medical officer about travel.
    pub fitness_to_travel: Option<FitnessToTravel>,
    /// The last day on which that statement is valid.
    pub fitness_valid_until: Option<Date>,
    /// Allergies and diet.
    pub allergies: Option<String>,
    /// Whether there is a medical emergency.
    #[builder(default)]
    pub medical_emergency: bool,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// When somebody last worked on the case.
    #[builder(default = created_at)]
    pub last_activity_at: DateTimeUtc,
    /// When the row last changed.
    #[builder(default = created_at)]
    pub updated_at: DateTimeUtc,
    /// Incremented with each change, from 1.
    #[builder(default = 1)]
    pub version: i32,
    /// Version of the risk level, the legal restrictions and the access mode.
    #[builder(default = 1)]
    pub protected_version: i32,
}

plain_entity!();
