//! What a case said when a share began, of the facts that change: its reader reads these, unless later facts follow.

use sea_orm::entity::prelude::*;

use crate::codes::{FitnessToTravel, ImmigrationStatus, RiskLevel};

/// A row of `share_facts`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "share_facts")]
pub struct Model {
    /// The share.
    #[sea_orm(primary_key, auto_increment = false)]
    pub share_id: Uuid,
    /// How great the danger to the person was.
    pub risk_level: Option<RiskLevel>,
    /// How to handle the case safely.
    pub handling_instruction: Option<String>,
    /// What a medical officer had last said about travel.
    pub fitness_to_travel: Option<FitnessToTravel>,
    /// Allergies and diet.
    pub allergies: Option<String>,
    /// Whether there was a medical emergency.
    pub medical_emergency: Option<bool>,
    /// The immigration or protection status.
    pub immigration_status: Option<ImmigrationStatus>,
    /// Whether the consulate could be contacted.
    pub consular_contact_allowed: Option<bool>,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
