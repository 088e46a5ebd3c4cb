//! The states of a referral and the reasons of its turns.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Where a referral stands.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReferralState {
    /// It is being written.
    Draft,
    /// It has been sent.
    Sent,
    /// The receiver has seen it.
    Acknowledged,
    /// The receiver considers it.
    UnderReview,
    /// The receiver has asked a question, and the clock rests.
    InfoRequested,
    /// The receiver will help.
    Accepted,
    /// A date is set.
    Scheduled,
    /// The help has begun.
    InProgress,
    /// The person did not come.
    NoShow,
    /// The help was given.
    Completed,
    /// The help could not be given.
    NotCompleted,
    /// The receiver will not help.
    Declined,
    /// It was sent on to another organisation.
    Redirected,
    /// The sender took it back before an answer.
    Cancelled,
    /// It was ended and the receiver reads no more.
    Revoked,
    /// Nobody answered in time.
    Expired,
    /// It should not exist; kept for the record.
    EnteredInError,
}

/// How soon a referral needs an answer.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Urgency {
    /// Danger to life: an answer within three hours.
    Immediate,
    /// An answer within a day.
    Emergency,
    /// An answer within three days.
    Urgent,
    /// An answer within two weeks.
    Routine,
}

/// Why a person is referred, in words that tell no more than the service does.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReferralReason {
    /// It cannot wait.
    Emergency,
    /// Somebody has to find out what the person needs.
    Assessment,
    /// The person needs this service.
    ServiceNeeded,
    /// The person needs a specialist.
    SpecialistNeeded,
    /// The person already receives this help elsewhere, and it has to go on.
    Continuation,
    /// The sender cannot give this help.
    NotAvailableHere,
    /// The person asks for it.
    PersonRequest,
    /// Another reason.
    Other,
}

/// Why a receiver declines.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DeclineReason {
    /// There is no free place.
    NoCapacity,
    /// The service does not give this help.
    OutOfScopeService,
    /// The person does not meet the conditions.
    NotEligibleCriteria,
    /// The person is elsewhere.
    OutOfArea,
    /// Too little is known.
    InsufficientInformation,
    /// The person already gets this help.
    AlreadyReceivingService,
    /// The person does not want it.
    ClientDeclined,
    /// Nobody can reach the person.
    ClientUnreachable,
    /// It would not be safe.
    SafetyConcern,
    /// The person needs more than the service can give.
    NeedsHigherLevelOfCare,
    /// The service is suspended.
    ServiceSuspended,
    /// The consent does not hold.
    ConsentInvalid,
    /// The same referral exists already.
    DuplicateReferral,
    /// Another reason.
    Other,
}

/// What came of a completed referral.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReferralOutcome {
    /// The help was given.
    ServiceProvided,
    /// A part of the help was given.
    PartiallyProvided,
    /// The help was no longer needed.
    NoLongerNeeded,
    /// Another service gives the help.
    ReferredOnward,
}

/// Why help that was accepted could not be given.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum NotCompletedReason {
    /// The person did not come.
    ClientNoShow,
    /// The person changed their mind.
    ClientWithdrew,
    /// Nobody can reach the person.
    ClientUnreachable,
    /// The person has gone elsewhere.
    ClientLeftArea,
    /// The person no longer meets the conditions.
    NoLongerEligible,
    /// The service cannot give the help any more.
    ServiceUnavailable,
    /// It would not be safe.
    SafetyConcern,
    /// Another reason.
    Other,
}

/// Why a referral was cancelled, revoked or marked as an error.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReferralEndReason {
    /// The person took the consent back.
    ConsentWithdrawn,
    /// The consent ran out, or lapsed with a transfer of the case.
    ConsentExpired,
    /// A newer consent of the person does not cover it.
    ConsentNarrowed,
    /// A protection officer stopped it.
    ProtectionHold,
    /// The sender no longer wants it.
    SenderRequest,
    /// The data protection officer stopped it.
    DataProtection,
    /// The legal basis for sharing without consent ended.
    LegalBasisEnded,
    /// The case was closed.
    CaseClosed,
    /// It should not exist.
    EnteredInError,
    /// Another reason.
    Other,
}

impl ReferralEndReason {
    /// What both sides are told: that an officer stopped the referral to protect the person or the data reads as what the sender
    /// may always say.
    #[must_use]
    pub const fn told(self) -> Self {
        match self {
            Self::ProtectionHold | Self::DataProtection => Self::SenderRequest,
            other => other,
        }
    }
}
