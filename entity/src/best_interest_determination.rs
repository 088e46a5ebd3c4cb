//! A determination of what is in the best interest of a child: what one worker asks for, and what a protection officer
//! decided.

use sea_orm::entity::prelude::*;

use crate::codes::{BestInterestOutcome, DataClass, Purpose};

/// A row of `best_interest_determinations`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "best_interest_determinations")]
pub struct Model {
    /// The determination.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case of the child.
    pub case_id: Uuid,
    /// What it is about: the same purpose as that of the consent or the request that rests on it.
    pub purpose: Purpose,
    /// What the worker found out: the situation and the views of the child.
    pub grounds: String,
    /// What the existence of the row tells about the person: always PROTECTION.
    pub inference_class: DataClass,
    /// Never; the column is read with `inference_class`.
    pub emergency_care: bool,
    /// The worker who asked.
    pub requested_by: Uuid,
    /// What was decided; none while it waits.
    pub outcome: Option<BestInterestOutcome>,
    /// Why it was decided so.
    pub reason: Option<String>,
    /// The protection officer who decided.
    pub decided_by: Option<Uuid>,
    /// When it was decided.
    pub decided_at: Option<DateTimeUtc>,
    /// When it was asked for.
    pub created_at: DateTimeUtc,
    /// Counts changes, from 1.
    pub version: i32,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
