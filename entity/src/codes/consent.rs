//! How and for what a person agrees that data is shared.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::DataClass;

/// Who gives consent.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConsentGiver {
    /// The person.
    // `Self` is a word of Rust, and the derive builds a name from the stored text too: it is `PERSON` there.
    #[graphql(name = "SELF")]
    #[serde(rename = "SELF")]
    Person,
    /// The guardian.
    Guardian,
    /// Another adult who cares for the child.
    Caregiver,
    /// A court.
    Court,
    /// A decision on the best interest of the child.
    BestInterestDecision,
}

/// How consent was given, in order of preference.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConsentMethod {
    /// In writing.
    Written,
    /// By thumbprint.
    Thumbprint,
    /// On an audio recording.
    Audio,
    /// On a video recording.
    Video,
    /// By word of mouth, certified in writing by the worker.
    VerbalCertified,
}

/// What was done to a consent. Whether it holds at a moment is computed from its dates too: `rules::consent_time`.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConsentStatus {
    /// It is being prepared.
    Draft,
    /// It was given.
    Active,
    /// The person took it back.
    Withdrawn,
    /// Its time is over.
    Expired,
    /// A newer consent stands for it.
    Superseded,
    /// The person said no.
    Refused,
}

/// What data may be used for.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Purpose {
    /// To follow the case.
    CaseManagement,
    /// To refer the person to a service.
    ReferralService,
    /// To hand the case over to another organisation.
    Transfer,
    /// To ask a consulate for a document.
    ConsularDocument,
    /// To travel home.
    ReturnTravel,
    /// To settle in after return.
    Reintegration,
    /// To find family.
    FamilyTracing,
    /// For a legal proceeding.
    LegalProceeding,
    /// For medical care.
    MedicalCare,
    /// For statistics that identify nobody.
    StatisticsAnon,
    /// For research.
    Research,
    /// For the media, always asked separately.
    Media,
}

impl Purpose {
    /// What a consent for this purpose tells about the person. Primary health care is for everybody and tells nothing.
    #[must_use]
    pub fn reveals(self) -> DataClass {
        match self {
            Self::FamilyTracing => DataClass::Protection,
            Self::ConsularDocument | Self::LegalProceeding => DataClass::Legal,
            Self::CaseManagement
            | Self::ReferralService
            | Self::Transfer
            | Self::ReturnTravel
            | Self::Reintegration
            | Self::MedicalCare
            | Self::StatisticsAnon
            | Self::Research
            | Self::Media => DataClass::Operational,
        }
    }
}

/// What came of an assessment of whether an adult can decide.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CapacityOutcome {
    /// The person decides alone.
    HasCapacity,
    /// The person decides, with somebody's support.
    DecidesWithSupport,
    /// The person cannot decide; a guardian or a court does.
    LacksCapacity,
}
