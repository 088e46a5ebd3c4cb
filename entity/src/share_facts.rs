//! The changeable facts of a case at the start of a share. The recipient reads these values, unless the share includes
//! later facts.

use sea_orm::entity::prelude::*;

use crate::codes::{FitnessToTravel, ImmigrationStatus, RiskLevel};

/// A row of `share_facts`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "share_facts")]
pub struct Model {
    /// The share.
    #[sea_orm(primary_key, auto_increment = false)]
    pub share_id: Uuid,
    /// How great the danger for the person was.
    pub risk_level: Option<RiskLevel>,
    /// How to handle the case safely.
    pub handling_instruction: Option<String>,
    /// The last statement of a medical officer about travel.
    pub fitness_to_travel: Option<FitnessToTravel>,
    /// The last day of that statement.
    pub fitness_valid_until: Option<Date>,
    /// Whether the person had died.
    pub deceased: Option<bool>,
    /// Gender in the person's own words.
    pub gender_identity: Option<String>,
    /// Allergies and diet.
    pub allergies: Option<String>,
    /// Whether there was a medical emergency.
    pub medical_emergency: Option<bool>,
    /// The immigration or protection status.
    pub immigration_status: Option<ImmigrationStatus>,
    /// Whether the consulate could be contacted.
    pub consular_contact_allowed: Option<bool>,
}

plain_entity!();
