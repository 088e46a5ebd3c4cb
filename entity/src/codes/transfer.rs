//! The states of a transfer, and why a share of a case ends.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Where the transfer of a case stands.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TransferState {
    /// A worker proposes it.
    Proposed,
    /// The manager agrees.
    ManagerApproved,
    /// The other organisation is asked.
    Offered,
    /// The other organisation owns the case now.
    Accepted,
    /// Both sides confirm that everything is handed over.
    HandedOver,
    /// The other organisation will not take the case.
    Declined,
    /// The sender took it back.
    Cancelled,
}

/// Why an organisation no longer reads a case.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ShareEndReason {
    /// The agreed time is over.
    PeriodEnded,
    /// The sender ended it.
    SenderRequest,
    /// The person took the consent back.
    ConsentWithdrawn,
    /// The consent ran out or was superseded.
    ConsentEnded,
    /// A protection officer stopped it.
    ProtectionHold,
    /// The data protection officer stopped it.
    DataProtection,
    /// The case was closed.
    CaseClosed,
    /// The case went to another organisation.
    CaseTransferred,
    /// It should not exist.
    EnteredInError,
    /// The legal order that opened it was ended.
    OrderEnded,
    /// The legal basis for sharing without consent ended.
    LegalBasisEnded,
    /// Another reason.
    Other,
}
