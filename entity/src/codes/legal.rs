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
