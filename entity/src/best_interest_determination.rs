//! A best-interest determination for a child: what a worker requests and what a protection officer decides.

use sea_orm::entity::prelude::*;

use crate::codes::{BestInterestOutcome, DataClass, Purpose};

/// A row of `best_interest_determinations`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
#[sea_orm(table_name = "best_interest_determinations")]
pub struct Model {
    /// The determination.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case of the child.
    pub case_id: Uuid,
    /// The purpose of sharing, the same as that of the consent or override based on the determination.
    pub purpose: Purpose,
    /// The organisation that would receive the child's data or the child's case. Null in rows from before the column
    /// existed: such a decision in favour counts for no receiver, and any other decision counts for every receiver.
    pub receiver_id: Option<Uuid>,
    /// The findings of the worker: the situation and the views of the child.
    pub grounds: String,
    /// The class of what the existence of the row reveals about the person: PROTECTION, or ASYLUM if the
    /// receiver reveals it.
    pub inference_class: DataClass,
    /// Always false. The column exists because it is read together with `inference_class`.
    #[builder(default)]
    pub emergency_care: bool,
    /// The worker who requested it.
    pub requested_by: Uuid,
    /// The decision; null until it is made.
    pub outcome: Option<BestInterestOutcome>,
    /// The reason for the decision.
    pub reason: Option<String>,
    /// The protection officer who decided.
    pub decided_by: Option<Uuid>,
    /// When it was decided.
    pub decided_at: Option<DateTimeUtc>,
    /// When it was requested.
    pub created_at: DateTimeUtc,
    /// Incremented with each change, from 1.
    #[builder(default = 1)]
    pub version: i32,
}

plain_entity!();
