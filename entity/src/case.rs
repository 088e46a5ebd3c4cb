//! A case: the work of one organisation with one person. It stores both the exact and the fronting centre, so that a
//! list can be read without revealing a protected centre.

use sea_orm::entity::prelude::*;

use crate::codes::{AccessMode, CaseStatus, ClosureReason, FitnessToTravel, ImmigrationStatus, Priority, RiskLevel};

/// A row of `cases`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
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
    pub status: CaseStatus,
    /// How soon it needs attention.
    pub priority: Priority,
    /// How great the danger for the person is.
    pub risk_level: Option<RiskLevel>,
    /// How far the case is closed to its own organisation.
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
    /// Legal restrictions and orders that apply to the case.
    pub legal_restrictions: Option<String>,
    /// How to handle the case safely, never the reason.
    pub handling_instruction: Option<String>,
    /// The current immigration status.
    pub immigration_status: Option<ImmigrationStatus>,
    /// Whether the consulate may be contacted; false until the gates pass.
    pub consular_contact_allowed: bool,
    /// The last statement of a medical officer about travel.
    pub fitness_to_travel: Option<FitnessToTravel>,
    /// The last day on which that statement is valid.
    pub fitness_valid_until: Option<Date>,
    /// Allergies and diet.
    pub allergies: Option<String>,
    /// Whether there is a medical emergency.
    pub medical_emergency: bool,
    /// When somebody last worked on the case.
    pub last_activity_at: DateTimeUtc,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// Incremented with each change, from 1.
    pub version: i32,
    /// Version of the risk level, the legal restrictions and the access mode.
    pub protected_version: i32,
}

/// The columns that a case has from the beginning.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The case.
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
    /// When the row was created.
    pub created_at: DateTimeUtc,
}

impl Model {
    /// The row as it is opened: every other column is empty or has its first value.
    pub fn drafted(draft: Draft) -> Self {
        Self {
            id: draft.id,
            reference: draft.reference,
            person_id: draft.person_id,
            organisation_id: draft.organisation_id,
            centre_id: draft.centre_id,
            fronting_centre_id: draft.fronting_centre_id,
            country: draft.country,
            in_protected_centre: draft.in_protected_centre,
            opened_at: draft.opened_at,
            status: CaseStatus::Intake,
            priority: Priority::Normal,
            risk_level: None,
            access_mode: AccessMode::Standard,
            assigned_worker_id: None,
            medical_worker_id: None,
            next_review_on: None,
            closed_at: None,
            closure_reason: None,
            legal_restrictions: None,
            handling_instruction: None,
            immigration_status: None,
            consular_contact_allowed: false,
            fitness_to_travel: None,
            fitness_valid_until: None,
            allergies: None,
            medical_emergency: false,
            last_activity_at: draft.created_at,
            created_at: draft.created_at,
            updated_at: draft.created_at,
            version: 1,
            protected_version: 1,
        }
    }
}

/// No relations, because the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
