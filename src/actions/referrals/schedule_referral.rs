//! The receiver sets the date of the first service, or moves it.

use async_graphql::InputObject;
use chrono::SubsecRound;
use entity::referral;
use sea_orm::prelude::DateTimeUtc;

use crate::{
    access::action::Action,
    actions::{
        Verb,
        steps::referral::{leads_to, take},
    },
    global_id::Id,
    rules::{answering::may_schedule, referral::Step},
    store::write::{change::Change, change_log::ChangeRecord, referral_step::Because, stop::ChangeError},
};

/// The date of the first service.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ScheduleReferralInput {
    pub referral_id: Id<referral::Entity>,
    pub version: i32,
    /// Date and time at which the person should come.
    pub scheduled_for: DateTimeUtc,
}

impl Verb for ScheduleReferralInput {
    const ACTION: Action = Action::ScheduleReferral;
    type Subject = referral::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { referral_id, version, scheduled_for } = self;
        let permit = Self::permit(change, referral_id.0).await?;
        let state = leads_to(change, &permit, version, Step::Schedule)?;
        // Both databases store microseconds.
        let scheduled_for = scheduled_for.trunc_subsecs(6);
        may_schedule(scheduled_for, change.now())?;
        let after = referral::Model { state, scheduled_for: Some(scheduled_for), ..permit.row().clone() };
        take(change, permit.row(), after, Because::default()).await
    }
}
