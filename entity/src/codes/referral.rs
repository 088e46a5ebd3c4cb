//! The states of a referral, and the reasons for its steps.

use macro_rules_attribute::apply;

/// The state of a referral.
#[apply(code!)]
pub enum ReferralState {
    /// It is being written.
    Draft,
    /// It has been sent.
    Sent,
    /// The receiver confirmed receipt.
    Acknowledged,
    /// The receiver is reviewing it.
    UnderReview,
    /// The receiver asked a question. The clocks are paused until the sender answers.
    InfoRequested,
    /// The receiver accepted it.
    Accepted,
    /// A date for the service is set.
    Scheduled,
    /// The service has begun.
    InProgress,
    /// The person did not come.
    NoShow,
    /// The service was given.
    Completed,
    /// The service could not be given.
    NotCompleted,
    /// The receiver declined it.
    Declined,
    /// It was declined, and the sender sent the person to another organisation.
    Redirected,
    /// The sender cancelled it before acceptance.
    Cancelled,
    /// It was ended, and the receiver can no longer read the case.
    Revoked,
    /// The receiver did not answer in time.
    Expired,
    /// It was made by mistake. It is kept, but hidden from the receiver.
    EnteredInError,
}

/// How soon a referral needs a decision.
#[apply(code!)]
pub enum Urgency {
    /// Danger to life: a decision within 3 hours.
    Immediate,
    /// A decision within 24 hours.
    Emergency,
    /// A decision within 72 hours.
    Urgent,
    /// A decision within 14 days.
    Routine,
}

impl Urgency {
    /// The place of a referral when referrals are ordered by urgency: 0 is IMMEDIATE.
    pub const fn rank(self) -> i32 {
        match self {
            Self::Immediate => 0,
            Self::Emergency => 1,
            Self::Urgent => 2,
            Self::Routine => 3,
        }
    }
}

/// The reason for a referral. It reveals no more than the service does.
#[apply(code!)]
pub enum ReferralReason {
    /// The need cannot wait.
    Emergency,
    /// The needs of the person must be assessed.
    Assessment,
    /// The person needs this service.
    ServiceNeeded,
    /// The person needs a specialist.
    SpecialistNeeded,
    /// The person already receives this service elsewhere, and it must continue.
    Continuation,
    /// The sender cannot give this service.
    NotAvailableHere,
    /// The person asks for the service.
    PersonRequest,
    /// Another reason.
    Other,
}

/// The reason why a receiver declines.
#[apply(code!)]
pub enum DeclineReason {
    /// There is no free place.
    NoCapacity,
    /// The service does not offer what is needed.
    OutOfScopeService,
    /// The person does not meet the eligibility criteria.
    NotEligibleCriteria,
    /// The person is outside the area of the service.
    OutOfArea,
    /// There is too little information.
    InsufficientInformation,
    /// The person already receives this service.
    AlreadyReceivingService,
    /// The person does not want the service.
    ClientDeclined,
    /// Nobody can reach the person.
    ClientUnreachable,
    /// It would not be safe.
    SafetyConcern,
    /// The person needs a higher level of care than the service can give.
    NeedsHigherLevelOfCare,
    /// The service is suspended.
    ServiceSuspended,
    /// The consent is not valid.
    ConsentInvalid,
    /// The same referral exists already.
    DuplicateReferral,
    /// Another reason.
    Other,
}

/// The outcome of a completed referral.
#[apply(code!)]
pub enum ReferralOutcome {
    /// The service was given.
    ServiceProvided,
    /// A part of the service was given.
    PartiallyProvided,
    /// The service was no longer needed.
    NoLongerNeeded,
    /// The person was referred to another service.
    ReferredOnward,
}

/// The reason why an accepted service could not be given.
#[apply(code!)]
pub enum NotCompletedReason {
    /// The person did not come.
    ClientNoShow,
    /// The person changed their mind.
    ClientWithdrew,
    /// Nobody can reach the person.
    ClientUnreachable,
    /// The person left the area.
    ClientLeftArea,
    /// The person no longer meets the eligibility criteria.
    NoLongerEligible,
    /// The service is no longer available.
    ServiceUnavailable,
    /// It would not be safe.
    SafetyConcern,
    /// Another reason.
    Other,
}

/// The reason why a referral was cancelled, revoked or marked as an error.
#[apply(code!)]
pub enum ReferralEndReason {
    /// The person withdrew the consent.
    ConsentWithdrawn,
    /// The consent expired, or lapsed with a transfer of the case.
    ConsentExpired,
    /// A newer consent of the person does not cover it.
    ConsentNarrowed,
    /// A protection officer stopped it.
    ProtectionHold,
    /// The sender no longer needs it.
    SenderRequest,
    /// The data protection officer stopped it.
    DataProtection,
    /// The legal basis for sharing without consent ended.
    LegalBasisEnded,
    /// The case was closed.
    CaseClosed,
    /// The referral was made by mistake.
    EnteredInError,
    /// Another reason.
    Other,
}

impl ReferralEndReason {
    /// The reason that both sides read. A hold by a protection or data protection officer reads `SenderRequest`, a
    /// reason that the sender may always give.
    pub const fn told(self) -> Self {
        match self {
            Self::ProtectionHold | Self::DataProtection => Self::SenderRequest,
            other => other,
        }
    }
}
