//! The types of services, and their groups for those who may not know the exact type.

use macro_rules_attribute::apply;

use super::{Coarsens, DataClass};

/// The type of a service.
#[apply(code!)]
pub enum ServiceType {
    /// A place to stay.
    Shelter,
    /// Food and meals.
    Food,
    /// Non-food items, such as blankets, clothes and hygiene kits.
    Nfi,
    /// Water, sanitation and hygiene.
    Wash,
    /// Primary health care.
    HealthPrimary,
    /// Emergency health care.
    HealthEmergency,
    /// Sexual and reproductive health care.
    HealthSrh,
    /// Nutrition screening and treatment.
    Nutrition,
    /// Mental health and psychosocial support.
    Mhpss,
    /// Protection case management.
    ProtectionCaseMgmt,
    /// Child protection.
    ChildProtection,
    /// Support for survivors of gender-based violence.
    Gbv,
    /// Support for victims of trafficking.
    VotSupport,
    /// A protected place to stay.
    SafeShelter,
    /// Tracing and reunification of families.
    FamilyTracing,
    /// Legal advice and representation.
    LegalAid,
    /// Referral to asylum procedures.
    AsylumReferral,
    /// Contact with consulates for identity and travel documents.
    ConsularLiaison,
    /// Civil documents, such as birth certificates.
    Documentation,
    /// Counselling on assisted voluntary return and reintegration.
    AvrrCounselling,
    /// Travel for a voluntary return.
    ReturnTravel,
    /// Reintegration after return.
    Reintegration,
    /// Training for a trade.
    VocationalTraining,
    /// Training to run a business.
    BusinessTraining,
    /// Schooling and classes.
    Education,
    /// Sports, play and culture.
    Recreation,
    /// Cash or vouchers.
    CashVoucher,
    /// Interpretation and translation.
    Interpretation,
    /// Information and orientation.
    Information,
    /// Transport after search and rescue.
    SarTransport,
    /// Rehabilitation and aids for people with disabilities.
    DisabilityRehab,
    /// Another service.
    Other,
}

impl ServiceType {
    /// The class that the existence of a referral to such a service reveals about the person.
    pub fn reveals(self) -> DataClass {
        match self {
            Self::HealthEmergency | Self::HealthSrh | Self::Mhpss | Self::DisabilityRehab => DataClass::Medical,
            Self::ProtectionCaseMgmt
            | Self::ChildProtection
            | Self::Gbv
            | Self::VotSupport
            | Self::SafeShelter
            | Self::FamilyTracing => DataClass::Protection,
            Self::AsylumReferral => DataClass::Asylum,
            Self::ConsularLiaison => DataClass::Legal,
            Self::SarTransport => DataClass::Journey,
            Self::Shelter
            | Self::Food
            | Self::Nfi
            | Self::Wash
            | Self::HealthPrimary
            | Self::Nutrition
            | Self::LegalAid
            | Self::Documentation
            | Self::AvrrCounselling
            | Self::ReturnTravel
            | Self::Reintegration
            | Self::VocationalTraining
            | Self::BusinessTraining
            | Self::Education
            | Self::Recreation
            | Self::CashVoucher
            | Self::Interpretation
            | Self::Information
            | Self::Other => DataClass::Operational,
        }
    }
}

impl Coarsens for ServiceType {
    type Parent = ServiceGroup;

    fn coarse(self) -> ServiceGroup {
        match self {
            // A protected shelter must not differ from any other shelter.
            Self::Shelter | Self::SafeShelter | Self::Food | Self::Nfi | Self::Wash | Self::CashVoucher => {
                ServiceGroup::BasicAssistance
            }
            Self::HealthPrimary | Self::HealthEmergency | Self::HealthSrh | Self::Nutrition => ServiceGroup::Health,
            // Legal aid is in this group on purpose: it is common, and so the group reveals nothing.
            Self::LegalAid
            | Self::Mhpss
            | Self::ProtectionCaseMgmt
            | Self::ChildProtection
            | Self::Gbv
            | Self::VotSupport
            | Self::FamilyTracing
            | Self::AsylumReferral
            | Self::DisabilityRehab => ServiceGroup::SpecialisedAssistance,
            Self::ConsularLiaison | Self::Documentation | Self::AvrrCounselling | Self::Reintegration => {
                ServiceGroup::ReturnAndReintegration
            }
            Self::VocationalTraining | Self::BusinessTraining | Self::Education | Self::Recreation => {
                ServiceGroup::TrainingAndEducation
            }
            Self::ReturnTravel | Self::SarTransport => ServiceGroup::Transport,
            Self::Information | Self::Interpretation | Self::Other => ServiceGroup::InformationAndOther,
        }
    }

    fn sensitive(self) -> bool {
        self.reveals() != DataClass::Operational
    }
}

/// A group of service types.
#[apply(shown!)]
pub enum ServiceGroup {
    /// Shelter, food, non-food items, water and cash.
    BasicAssistance,
    /// Health care and nutrition.
    Health,
    /// Legal aid and other specialised assistance.
    SpecialisedAssistance,
    /// Documents, return counselling and reintegration.
    ReturnAndReintegration,
    /// Training, schooling and recreation.
    TrainingAndEducation,
    /// Travel and transport.
    Transport,
    /// Information, interpretation and other services.
    InformationAndOther,
}

/// Whether a service takes referrals.
#[apply(code!)]
pub enum ServiceStatus {
    /// It takes referrals.
    Active,
    /// It takes no referrals for now.
    Paused,
    /// It has no free places.
    Full,
    /// It is closed for good.
    Closed,
}

/// A day of the week, RFC 5545.
#[apply(shown!)]
pub enum Weekday {
    /// Monday.
    Mo,
    /// Tuesday.
    Tu,
    /// Wednesday.
    We,
    /// Thursday.
    Th,
    /// Friday.
    Fr,
    /// Saturday.
    Sa,
    /// Sunday.
    Su,
}
