//! A step of a referral. Rows are only inserted.

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
    /// The worker who took the step; null for the server's clock.
    pub worker_id: Option<Uuid>,
    /// The organisation of that worker.
    pub organisation_id: Option<Uuid>,
    /// The state before.
    pub from_state: Option<ReferralState>,
    /// The state after.
    pub to_state: ReferralState,
    /// The coded reason: a decline, outcome, not-completed or end reason.
    pub reason: Option<String>,
    /// The reason in words.
    pub text: Option<String>,
}

plain_entity!();
