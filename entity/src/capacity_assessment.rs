//! An assessment of whether an adult can decide about their own data.

use sea_orm::entity::prelude::*;

use crate::codes::CapacityOutcome;

/// A row of `capacity_assessments`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "capacity_assessments")]
pub struct Model {
    /// The assessment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The outcome of the assessment.
    pub outcome: CapacityOutcome,
    /// The day of the assessment.
    pub assessed_on: Date,
    /// The last day on which it is valid.
    pub valid_until: Date,
    /// The reason for the outcome.
    pub reason: String,
    /// The worker who made the assessment.
    pub worker_id: Uuid,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// Why the row is no longer in force. Null: it is.
    pub correction_id: Option<Uuid>,
}

plain_entity!();
