//! Identity and travel documents.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::DataClass;

/// The type of a document.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum IdentifierType {
    /// A passport.
    Passport,
    /// An emergency travel certificate issued by a consulate.
    EmergencyTravelCertificate,
    /// A national laissez-passer.
    LaissezPasserNational,
    /// A safe conduct (sauf-conduit).
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
    /// An emergency travel document of the Red Cross, for people who must not meet their consulate.
    IcrcEmergencyTravelDocument,
    /// A travel document for refugees (1951 Convention).
    ConventionTravelDocument,
    /// Another document.
    Other,
}

impl IdentifierType {
    /// The class that a document of this type reveals: the identity of the person, or that another State protects them.
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

/// What staff saw of a document.
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
    /// No document. The person stated it.
    Declared,
}

/// An event in the chain of custody of a travel document.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CustodyEvent {
    /// The requesting organisation received it from the consulate.
    Received,
    /// It was handed to the person.
    Delivered,
    /// The person travelled with it.
    Used,
    /// It expired.
    Expired,
    /// It was returned unused.
    ReturnedUnused,
}
