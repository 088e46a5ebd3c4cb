//! The receiver sets the date of the first service, or a new date after a no-show.

use async_graphql::InputObject;
use chrono::SubsecRound;
use entity::{codes::DataClass as D, referral};
use sea_orm::prelude::DateTimeUtc;

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        steps::referral::{leads_to, take},
    },
    global_id::Id,
    rules::{answering::may_schedule, referral::Step},
    store::write::{change::Change, change_log::Done, permit::Act, referral_step::Because, stop::Stop},
};

/// Set the date of the first service.
#[derive(Debug)]
pub(crate) struct ScheduleReferral;

/// The date of the first service.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ScheduleReferralInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral_id: Id<referral::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Date and time at which the person should come.
    #[graphql(directive = holds::apply(D::Operational))]
    pub scheduled_for: DateTimeUtc,
}

impl Act for ScheduleReferral {
    const ACTION: Action = Action::ScheduleReferral;
    type Subject = referral::Model;
}

impl Verb for ScheduleReferral {
    const DOC: &'static str = "Set the date of the first service.";
    type Input = ScheduleReferralInput;

    async fn run(change: &Change, input: ScheduleReferralInput) -> Result<Done, Stop> {
        let ScheduleReferralInput { referral_id, version, scheduled_for } = input;
        let permit = change.permit::<Self>(referral_id.0).await?;
        let state = leads_to(change, &permit, version, Step::Schedule)?;
        // Both databases store microseconds.
        let scheduled_for = scheduled_for.trunc_subsecs(6);
        may_schedule(scheduled_for, change.now())?;
        let after = referral::Model { state, scheduled_for: Some(scheduled_for), ..permit.row().clone() };
        take(change, permit.row(), after, Because::default()).await
    }
}
