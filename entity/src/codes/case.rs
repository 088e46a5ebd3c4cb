//! How a case stands, how urgent it is and why it ends.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::Coarsens;

/// Where a case stands.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CaseStatus {
    /// The first interview is under way.
    Intake,
    /// The case is open and waits for a worker.
    Open,
    /// A worker follows the case.
    Active,
    /// The work rests for a while.
    OnHold,
    /// The case has gone to another organisation.
    Transferred,
    /// The work is done.
    Closed,
    /// A closed case is followed again.
    Reopened,
    /// Another case of the same person stands for this one.
    Duplicate,
    /// The case is kept for the record only.
    Archived,
}

impl Coarsens for CaseStatus {
    type Parent = CaseStatusGroup;

    fn coarse(self) -> CaseStatusGroup {
        match self {
            Self::Intake | Self::Open | Self::Active | Self::OnHold | Self::Reopened => CaseStatusGroup::Open,
            Self::Transferred | Self::Closed | Self::Duplicate | Self::Archived => CaseStatusGroup::Closed,
        }
    }

    fn sensitive(self) -> bool {
        false
    }
}

/// Whether somebody works on a case.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CaseStatusGroup {
    /// The case is followed, or soon will be.
    Open,
    /// The case is no longer followed here.
    Closed,
}

/// How soon a case needs attention.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Priority {
    /// It can wait.
    Low,
    /// In its turn.
    Normal,
    /// Before others.
    High,
    /// At once.
    Critical,
}

/// How great the danger to the person is.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RiskLevel {
    /// No danger is expected.
    Low,
    /// Harm is possible.
    Medium,
    /// Harm is likely.
    High,
    /// Harm is about to happen.
    Imminent,
}

/// How far a case is closed to its own organisation.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AccessMode {
    /// The usual rules hold.
    Standard,
    /// Only the worker of record and protection staff read it.
    Restricted,
    /// Only protection officers and the data protection officer read it.
    Sealed,
}

/// Why a case was closed.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ClosureReason {
    /// The person returned with assistance.
    ReturnedAvrr,
    /// The person left the centre by choice.
    LeftCentreVoluntarily,
    /// Another organisation follows the case.
    Transferred,
    /// The person settled where they are.
    DurableSolutionLocal,
    /// The person went into asylum procedures.
    ReferredAsylum,
    /// The person is with their family again.
    Reunified,
    /// The person has come of age.
    AgedOut,
    /// Nobody can reach the person.
    LostContact,
    /// The person has died.
    Deceased,
    /// Another case of the same person stands for this one.
    Duplicate,
    /// The goals of the case are reached.
    Completed,
    /// Another reason.
    Other,
}

impl Coarsens for ClosureReason {
    type Parent = ClosureGroup;

    fn coarse(self) -> ClosureGroup {
        match self {
            Self::Completed
            | Self::DurableSolutionLocal
            | Self::ReferredAsylum
            | Self::Reunified
            | Self::AgedOut
            | Self::Deceased
            | Self::Other => ClosureGroup::Closed,
            Self::ReturnedAvrr | Self::LeftCentreVoluntarily | Self::LostContact => ClosureGroup::Left,
            Self::Transferred | Self::Duplicate => ClosureGroup::Administrative,
        }
    }

    fn sensitive(self) -> bool {
        matches!(self, Self::ReferredAsylum | Self::Reunified | Self::Deceased)
    }
}

/// The coarse reason why a case was closed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ClosureGroup {
    /// The work on the case has ended.
    Closed,
    /// The person went away.
    Left,
    /// The file moved or was merged.
    Administrative,
}
