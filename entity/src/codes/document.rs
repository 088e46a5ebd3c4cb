//! Identity and travel documents.

use macro_rules_attribute::apply;

use super::DataClass;

/// The type of a document.
#[apply(code!)]
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
#[apply(code!)]
pub enum DocumentSeen {
    /// The original.
    Original,
    /// A copy or photograph.
    Copy,
    /// No document. The person stated it.
    Declared,
}

/// An event in the chain of custody of a travel document.
#[apply(code!)]
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
