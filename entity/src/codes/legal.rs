//! Immigration status, and the legal bases for sharing without consent.

use macro_rules_attribute::apply;

/// The status of a person under the law of the host State.
#[apply(code!)]
pub enum ImmigrationStatus {
    /// Regular stay for work.
    RegularLabour,
    /// Regular stay with family.
    RegularFamily,
    /// Regular stay for study.
    RegularStudent,
    /// A visitor.
    Visitor,
    /// Under free movement within the Economic Community of West African States.
    FreeMovementEcowas,
    /// Without a regular status.
    Irregular,
    /// Has asked for asylum.
    AsylumSeeker,
    /// A recognised refugee.
    Refugee,
    /// Under another form of international protection.
    ComplementaryProtection,
    /// Stateless.
    Stateless,
    /// At risk of statelessness.
    AtRiskOfStatelessness,
    /// Returned to their own country.
    NationalReturnee,
    /// Stranded on the way.
    Stranded,
    /// Not determined.
    Undetermined,
}

/// The state of a request to share without consent.
#[apply(shown!)]
pub enum LegalOverrideState {
    /// It waits for the decision of a second person.
    Waiting,
    /// A second person approved it, and it is valid.
    InForce,
    /// A second person refused it.
    Refused,
    /// It was ended early.
    Ended,
    /// It has expired.
    Expired,
}

/// The result of a determination of the best interest of a child.
#[apply(code!)]
pub enum BestInterestOutcome {
    /// The proposal is in the best interest of the child.
    InFavour,
    /// The proposal is not in the best interest of the child.
    Against,
    /// It cannot be decided yet.
    Deferred,
}

/// What a person asks about the data on themselves, or why a data protection officer has to find their file.
#[apply(shown!)]
pub enum DataSubjectRequest {
    /// To learn which data are on file, and who received them (GDPR, article 15).
    Access,
    /// To have data corrected (GDPR, article 16).
    Rectification,
    /// To have data erased (GDPR, article 17).
    Erasure,
    /// To have data kept and not used (GDPR, article 18).
    Restriction,
    /// To receive the data in a form that a program can read (GDPR, article 20).
    Portability,
    /// To object to a use of the data (GDPR, article 21).
    Objection,
    /// To withdraw a consent (GDPR, article 7).
    ConsentWithdrawal,
    /// To complain about a use of the data (GDPR, article 77).
    Complaint,
}

/// The legal basis on which data is shared without consent.
#[apply(code!)]
pub enum LegalBasis {
    /// Somebody's life is in danger.
    VitalInterest,
    /// It is in the best interest of a child.
    BestInterestChild,
    /// A law requires it.
    LegalObligation,
    /// Public health requires it.
    PublicHealth,
}
