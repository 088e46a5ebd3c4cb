//! A step of a referral. Rows are only ever added.

use sea_orm::entity::prelude::*;

use crate::codes::ReferralState;

/// A row of `referral_events`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "referral_events")]
pub struct Model {
    /// The step.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The referral.
    pub referral_id: Uuid,
    /// When it happened.
    pub at: DateTimeUtc,
    /// Who did it; none for the clock.
    pub worker_id: Option<Uuid>,
    /// For which organisation.
    pub organisation_id: Option<Uuid>,
    /// The state before.
    pub from_state: Option<ReferralState>,
    /// The state after.
    pub to_state: ReferralState,
    /// The coded reason: a decline, outcome, not-completed or end reason.
    pub reason: Option<String>,
    /// More on that.
    pub text: Option<String>,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
