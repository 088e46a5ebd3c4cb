//! A note of a medical encounter.

use sea_orm::entity::prelude::*;

use crate::codes::FitnessToTravel;

/// A row of `medical_notes`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
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
    #[builder(default)]
    pub emergency: bool,
    /// Whether the note says so itself. If it does not, `emergency` is what the case said.
    #[builder(default = true)]
    pub emergency_stated: bool,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// Why the row is no longer in force. Null: it is.
    pub correction_id: Option<Uuid>,
}

plain_entity!();
