//! The decision of a protection officer at one gate of a consular request. A correction is a new row.

use sea_orm::entity::prelude::*;

use crate::codes::{Gate, GateOutcome};

/// A row of `protection_gates`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
#[sea_orm(table_name = "protection_gates")]
pub struct Model {
    /// The decision.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The request.
    pub consular_request_id: Uuid,
    /// The gate.
    pub gate: Gate,
    /// The outcome.
    pub outcome: GateOutcome,
    /// The reason, for colleagues in protection.
    pub note: Option<String>,
    /// The protection officer who decided.
    pub worker_id: Uuid,
    /// When it was decided.
    pub at: DateTimeUtc,
    /// The decision that this one corrects.
    pub corrects: Option<Uuid>,
    /// When a protection officer lifted the block caused by the failure.
    pub lifted_at: Option<DateTimeUtc>,
    /// The officer who lifted the failure.
    pub lifted_by: Option<Uuid>,
    /// The reason for lifting it.
    pub lift_reason: Option<String>,
}

plain_entity!();
