//! Identity and travel documents.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::DataClass;

/// What kind of document carries the number.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum IdentifierType {
    /// A passport.
    Passport,
    /// An emergency travel certificate of a consulate.
    EmergencyTravelCertificate,
    /// A national laissez-passer.
    LaissezPasserNational,
    /// A safe conduct.
    SaufConduit,
    /// A travel certificate of the Economic Community of West African States.
    EcowasTravelCertificate,
    /// A consular card.
    ConsularCard,
    /// A certificate of nationality.
    NationalityCertificate,
    /// An extract of a birth certificate.
    BirthCertificateExtract,
    /// A national identity card.
    NationalId,
    /// A travel document of the Red Cross, for people who must not meet their consulate.
    IcrcEmergencyTravelDocument,
    /// A travel document for refugees.
    ConventionTravelDocument,
    /// Another document.
    Other,
}

impl IdentifierType {
    /// What a document of this kind tells about the person: who it is, and of some that another State protects them.
    #[must_use]
    pub const fn reveals(self) -> DataClass {
        match self {
            Self::IcrcEmergencyTravelDocument | Self::ConventionTravelDocument => DataClass::Asylum,
            Self::Passport
            | Self::EmergencyTravelCertificate
            | Self::LaissezPasserNational
            | Self::SaufConduit
            | Self::EcowasTravelCertificate
            | Self::ConsularCard
            | Self::NationalityCertificate
            | Self::BirthCertificateExtract
            | Self::NationalId
            | Self::Other => DataClass::Identity,
        }
    }
}

/// What a worker has seen of a document.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DocumentSeen {
    /// The original.
    Original,
    /// A copy or photograph.
    Copy,
    /// Nothing; the person told it.
    Declared,
}

/// What happened to a travel document.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CustodyEvent {
    /// The requesting organisation has it.
    Received,
    /// The person has it.
    Delivered,
    /// The person travelled with it.
    Used,
    /// It ran out.
    Expired,
    /// It was given back unused.
    ReturnedUnused,
}
