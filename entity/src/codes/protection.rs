//! Vulnerabilities and what is known of them.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::DataClass;

/// What makes a person vulnerable.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum VulnerabilityCategory {
    /// A child without any adult who answers for them.
    UnaccompaniedChild,
    /// A child with relatives, but without parents.
    SeparatedChild,
    /// A child in danger.
    ChildAtRisk,
    /// A child who is a parent.
    ChildParent,
    /// A parent alone with children.
    SingleParent,
    /// Pregnant or breastfeeding.
    PregnantLactating,
    /// An older person.
    OlderPerson,
    /// A physical disability.
    DisabilityPhysical,
    /// A disability of sight, hearing or speech.
    DisabilitySensory,
    /// An intellectual disability.
    DisabilityIntellectual,
    /// A mental disability.
    DisabilityMental,
    /// A serious medical condition.
    SeriousMedical,
    /// A chronic illness.
    ChronicIllness,
    /// Malnourished.
    Malnourished,
    /// In mental distress.
    MentalDistress,
    /// Presumed victim of trafficking.
    VotPresumed,
    /// Confirmed victim of trafficking.
    VotConfirmed,
    /// Made to work.
    ForcedLabour,
    /// Survivor of gender-based violence.
    GbvSurvivor,
    /// Survivor of torture.
    TortureSurvivor,
    /// A witness in danger.
    WitnessAtRisk,
    /// Was detained on the way.
    DetentionSurvivor,
    /// In debt to smugglers.
    SmuggledDebtBonded,
    /// At risk of statelessness.
    StatelessRisk,
    /// Without documents.
    NoDocuments,
    /// In danger because of sexual orientation, gender identity, expression or sex characteristics.
    SogiescRisk,
    /// Suffered violence when expelled.
    VictimOfExpulsionViolence,
    /// Rescued from the desert.
    DesertRescueSurvivor,
    /// Stranded on the way.
    Stranded,
    /// Dependent on a substance.
    SubstanceDependence,
    /// Another vulnerability.
    Other,
}

impl VulnerabilityCategory {
    /// What a vulnerability of this kind tells about the person.
    #[must_use]
    pub fn reveals(self) -> DataClass {
        if self == Self::StatelessRisk { DataClass::Asylum } else { DataClass::Protection }
    }
}

/// How severe a vulnerability is.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Severity {
    /// It can be met with usual help.
    Low,
    /// It needs planned help.
    Moderate,
    /// It needs help soon.
    High,
    /// It threatens life or safety.
    Severe,
}

/// Where a vulnerability comes from.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DeterminantLevel {
    /// The person.
    Individual,
    /// The household or family.
    Household,
    /// The community.
    Community,
    /// The wider conditions.
    Structural,
}

/// Who or what brought a vulnerability to light.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum VulnerabilitySource {
    /// The person.
    SelfReported,
    /// Family or community.
    FamilyOrCommunity,
    /// A worker's observation.
    StaffObservation,
    /// A screening interview.
    Screening,
    /// A medical assessment.
    MedicalAssessment,
    /// A partner who referred the person.
    PartnerReferral,
}

/// What says that a person may need the protection of another State than their own.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProtectionSign {
    /// An immigration status that asks for protection, has it, or has no State.
    AsylumStatus,
    /// A case that was closed because the person went to the asylum procedure.
    AsylumClosure,
    /// A referral to the protection agency, the asylum authority or an asylum service, sent or not.
    AsylumReferral,
    /// A transfer to the protection agency or the asylum authority, carried out or not.
    AsylumTransfer,
    /// A travel document for refugees, or for people who must not meet their consulate.
    RefugeeDocument,
    /// A nationality that says stateless or refugee.
    StatelessNationality,
    /// A recorded risk of statelessness.
    StatelessnessRisk,
    /// A consular request that was withdrawn for international protection.
    ProtectionWithdrawal,
    /// A protection gate that failed.
    FailedGate,
}
