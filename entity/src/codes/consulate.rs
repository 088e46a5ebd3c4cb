//! What consulates say and ask: their posts, closed lists of questions and reasons, and interviews.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What kind of post a State keeps abroad.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PostKind {
    /// An embassy.
    Embassy,
    /// A consulate.
    Consulate,
}

/// Why a consulate refuses, or does not confirm a nationality.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RefusalReason {
    /// The nationality is not established.
    NationalityNotEstablished,
    /// The identity is not established.
    IdentityNotEstablished,
    /// There is too little evidence.
    InsufficientEvidence,
    /// The interview was not held.
    NoShowInterview,
    /// The person declined.
    ApplicantDeclined,
    /// There are signs of another nationality.
    OtherNationalityIndicated,
    /// A child for whom no guardian has decided.
    MinorWithoutGuardianDecision,
    /// Another post is competent.
    PostNotCompetent,
    /// Another reason.
    Other,
}

/// What a consulate may ask; nothing else can be asked.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum QuestionCode {
    /// How the full name is spelled.
    FullNameSpelling,
    /// Which other names were used at home.
    OtherNamesUsed,
    /// The date of birth, as exactly as it is known.
    BirthDateDetail,
    /// The place of birth, down to the village or quarter.
    BirthPlaceDetail,
    /// The full name of the father.
    FatherFullName,
    /// The full name of the mother.
    MotherFullName,
    /// The last address in the country.
    LastAddressInCountry,
    /// Who spoke for the community at the last address: its chief, mayor or head of quarter.
    CommunityLeader,
    /// The last school attended in the country.
    SchoolAttended,
    /// Which documents of the country were held before.
    DocumentPreviouslyHeld,
    /// Where and when the birth was registered.
    BirthRegistration,
    /// A better copy of a document that is listed.
    CopyOfEvidence,
}

/// How an interview is held; always through the requesting organisation.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InterviewMode {
    /// In person, at a place that the requesting organisation names.
    InPerson,
    /// By video, set up by the requesting organisation.
    Video,
    /// By telephone, set up by the requesting organisation.
    Phone,
}

/// What came of an interview.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InterviewOutcome {
    /// It was held.
    Held,
    /// It was not held.
    Missed,
}

/// Which side proposed an interview: the other one agrees to it, or proposes another.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InterviewSide {
    /// The organisation that asks.
    Requester,
    /// The consulate.
    Consulate,
}
