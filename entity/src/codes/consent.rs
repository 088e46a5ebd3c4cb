//! Codes of consent: giver, method, status and purpose, and whether a person can decide.

use macro_rules_attribute::apply;

use super::DataClass;

/// The person who gives consent.
#[apply(code!)]
pub enum ConsentGiver {
    /// The person of the case.
    // Stored as `PERSON`. The derives make Rust names from the variant and from the stored text, and `Self` is a
    // keyword.
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

/// The method by which consent was given, preferred first.
#[apply(code!)]
pub enum ConsentMethod {
    /// In writing.
    Written,
    /// By thumbprint.
    Thumbprint,
    /// On an audio recording.
    Audio,
    /// On a video recording.
    Video,
    /// Orally, certified in writing by the worker.
    VerbalCertified,
}

/// The stored status of a consent. Its dates decide too whether it is valid at a moment: `rules::consent_time`.
#[apply(stored!)]
pub enum ConsentStatus {
    /// It is being prepared.
    Draft,
    /// It was given.
    Active,
    /// The person withdrew it.
    Withdrawn,
    /// It has expired.
    Expired,
    /// A newer consent replaced it.
    Superseded,
    /// The person refused.
    Refused,
}

/// The purpose for which data may be used.
#[apply(code!)]
pub enum Purpose {
    /// To manage the case.
    CaseManagement,
    /// To refer the person to a service.
    ReferralService,
    /// To hand the case over to another organisation.
    Transfer,
    /// To ask a consulate for a document.
    ConsularDocument,
    /// To organise the person's return.
    ReturnTravel,
    /// To support reintegration after return.
    Reintegration,
    /// To trace the family.
    FamilyTracing,
    /// For a legal proceeding.
    LegalProceeding,
    /// For medical care.
    MedicalCare,
    /// For statistics that identify nobody.
    StatisticsAnon,
    /// For research.
    Research,
    /// For the media. It is always asked separately.
    Media,
}

impl Purpose {
    /// The class that a consent for this purpose reveals about the person. `MedicalCare` reveals nothing, because
    /// primary health care is for everybody.
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

/// The result of an assessment of whether an adult can decide.
#[apply(code!)]
pub enum CapacityOutcome {
    /// The person decides alone.
    HasCapacity,
    /// The person decides with support.
    DecidesWithSupport,
    /// The person cannot decide. A guardian or a court decides.
    LacksCapacity,
}
