//! A note of a medical encounter.

use sea_orm::entity::prelude::*;

use crate::codes::FitnessToTravel;

/// A row of `medical_notes`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "medical_notes")]
pub struct Model {
    /// The note.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The organisation whose staff wrote it.
    pub organisation_id: Uuid,
    /// The medical officer who wrote it.
    pub worker_id: Option<Uuid>,
    /// Day of the encounter.
    pub encounter_on: Date,
    /// Diagnosis, ICD code.
    pub icd_code: Option<String>,
    /// The findings and the treatment.
    pub summary: String,
    /// The statement about travel.
    pub fitness_to_travel: Option<FitnessToTravel>,
    /// The last day on which the statement about travel is valid.
    pub valid_until: Option<Date>,
    /// Allergies found.
    pub allergies: Option<String>,
    /// Whether it was an emergency.
    pub emergency: bool,
    /// When the row was created.
    pub created_at: DateTimeUtc,
}

/// The columns that a note has from the beginning.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The note.
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The organisation whose staff wrote it.
    pub organisation_id: Uuid,
    /// Day of the encounter.
    pub encounter_on: Date,
    /// The findings and the treatment.
    pub summary: String,
    /// When the row was created.
    pub created_at: DateTimeUtc,
}

impl Model {
    /// The row as it is written: every other column is empty or has its first value.
    pub fn drafted(draft: Draft) -> Self {
        Self {
            id: draft.id,
            case_id: draft.case_id,
            organisation_id: draft.organisation_id,
            worker_id: None,
            encounter_on: draft.encounter_on,
            icd_code: None,
            summary: draft.summary,
            fitness_to_travel: None,
            valid_until: None,
            allergies: None,
            emergency: false,
            created_at: draft.created_at,
        }
    }
}

/// No relations, because the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
