//! Vulnerabilities, their severity and source, and signs of a need for protection.

use macro_rules_attribute::apply;

use super::DataClass;

/// A kind of vulnerability.
#[apply(code!)]
pub enum VulnerabilityCategory {
    /// A child without any adult who is responsible for them.
    UnaccompaniedChild,
    /// A child with relatives, but without parents.
    SeparatedChild,
    /// A child at risk.
    ChildAtRisk,
    /// A child who is a parent.
    ChildParent,
    /// A single parent.
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
    /// Victim of forced labour.
    ForcedLabour,
    /// Survivor of gender-based violence.
    GbvSurvivor,
    /// Survivor of torture.
    TortureSurvivor,
    /// A witness at risk.
    WitnessAtRisk,
    /// Survivor of detention on the way.
    DetentionSurvivor,
    /// In debt to smugglers.
    SmuggledDebtBonded,
    /// At risk of statelessness.
    StatelessRisk,
    /// Without documents.
    NoDocuments,
    /// At risk because of sexual orientation, gender identity, expression or sex characteristics.
    SogiescRisk,
    /// Victim of violence during expulsion.
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
    /// The class that a vulnerability of this kind reveals about the person.
    pub fn reveals(self) -> DataClass {
        if self == Self::StatelessRisk { DataClass::Asylum } else { DataClass::Protection }
    }
}

/// How severe a vulnerability is.
#[apply(code!)]
pub enum Severity {
    /// Usual assistance is enough.
    Low,
    /// It needs planned assistance.
    Moderate,
    /// It needs assistance soon.
    High,
    /// It threatens life or safety.
    Severe,
}

/// The level from which a vulnerability comes.
#[apply(code!)]
pub enum DeterminantLevel {
    /// The person.
    Individual,
    /// The household or family.
    Household,
    /// The community.
    Community,
    /// Society and its institutions.
    Structural,
}

/// The source from which a vulnerability is known.
#[apply(code!)]
pub enum VulnerabilitySource {
    /// The person's own statement.
    SelfReported,
    /// A statement of family or community.
    FamilyOrCommunity,
    /// A worker's observation.
    StaffObservation,
    /// A screening interview.
    Screening,
    /// A medical assessment.
    MedicalAssessment,
    /// A partner organisation that referred the person.
    PartnerReferral,
}

/// A sign that a person may need the protection of a State other than their own.
#[apply(code!)]
pub enum ProtectionSign {
    /// An immigration status of somebody who seeks or has protection, or is stateless.
    AsylumStatus,
    /// A case that was closed because the person entered an asylum procedure.
    AsylumClosure,
    /// A referral to the protection agency, the asylum authority or an asylum service, sent or not.
    AsylumReferral,
    /// A transfer to the protection agency or the asylum authority, carried out or not.
    AsylumTransfer,
    /// A travel document for refugees, or for people who must not meet their consulate.
    RefugeeDocument,
    /// A nationality code for stateless people or refugees.
    StatelessNationality,
    /// A recorded risk of statelessness.
    StatelessnessRisk,
    /// A consular request that was withdrawn for international protection.
    ProtectionWithdrawal,
    /// A protection gate that failed.
    FailedGate,
}
