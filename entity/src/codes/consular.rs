//! A request to a consulate as its own house sees it, and as the consulate sees it: two lists on purpose.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Where a consular request stands, for the house that asks.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConsularState {
    /// It is being prepared.
    Draft,
    /// Protection officers look at the five gates.
    ProtectionScreening,
    /// A gate failed: the consulate never hears of it.
    BlockedProtection,
    /// The gates passed and the packet is frozen.
    Ready,
    /// The consulate has the packet.
    Submitted,
    /// The consulate has seen it.
    Acknowledged,
    /// The consulate has asked a question.
    MoreInfoRequired,
    /// The consulate proposes a time to speak with the person.
    InterviewProposed,
    /// The time is agreed.
    InterviewScheduled,
    /// They have spoken.
    Interviewed,
    /// They have not spoken at the time agreed.
    InterviewMissed,
    /// The consulate confirms the nationality.
    NationalityConfirmed,
    /// The consulate does not confirm the nationality.
    NationalityNotConfirmed,
    /// The document is being made.
    DocumentInProduction,
    /// The document is issued.
    Issued,
    /// The person has the document.
    Delivered,
    /// The person travelled with the document.
    Used,
    /// The document ran out unused.
    Expired,
    /// The document was given back unused.
    ReturnedUnused,
    /// The consulate refuses.
    Refused,
    /// The house took the request back.
    Withdrawn,
    /// A protection officer holds it; the consulate cannot tell.
    OnHoldProtection,
}

/// Where a packet stands, for the consulate that reads it. Several states of the house look alike here on purpose.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LiaisonState {
    /// It has come in.
    Received,
    /// It is being looked at.
    InReview,
    /// A question is open.
    InformationRequested,
    /// An interview is proposed and not yet agreed.
    InterviewProposed,
    /// An interview is agreed.
    InterviewScheduled,
    /// The interview was held.
    Interviewed,
    /// The interview was not held.
    InterviewMissed,
    /// The nationality is confirmed.
    Confirmed,
    /// The nationality is not confirmed.
    NotConfirmed,
    /// The document is being made.
    InProduction,
    /// The document is issued.
    Issued,
    /// The document was handed over.
    Delivered,
    /// It is over.
    Closed,
    /// It is refused.
    Refused,
    /// The requesting organisation closed it.
    ClosedByRequester,
}

/// What a protection officer must have looked at before a consulate may hear of a person.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Gate {
    /// No claim to international protection, and no sign of statelessness.
    AInternationalProtection,
    /// No fear of the own authorities.
    BFearOfAuthorities,
    /// Trafficking was looked at, and complicity of the State with it.
    CTraffickingRisk,
    /// For a child: its best interest and its guardian; for an adult: nothing stands against it.
    DChild,
    /// Consent with an interpreter, naming this State and this post.
    EInformedConsent,
}

/// What a protection officer found at a gate.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum GateOutcome {
    /// Nothing stands in the way.
    Pass,
    /// The consulate must not hear of the person.
    Fail,
}

/// Why the house took a request back. The consulate never learns which.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WithdrawalReason {
    /// The person no longer wants it.
    ApplicantChangedMind,
    /// The consent it rests on was taken back or ran out.
    ConsentEnded,
    /// The person may be in need of international protection.
    InternationalProtection,
    /// Another concern for the safety of the person.
    ProtectionConcern,
    /// It was asked twice.
    Duplicate,
    /// It should not exist.
    EnteredInError,
    /// The person has died.
    Deceased,
    /// The case was closed.
    CaseClosed,
    /// Another reason.
    Other,
}
