//! A person leaves their bed. The case stays open, because the organisation follows up people after they have left. If
//! the person has died, the case is closed.

use async_graphql::InputObject;
use chrono::SubsecRound as _;
use entity::{
    case,
    codes::{ClosureReason, DataClass as D, StayExitReason},
};
use sea_orm::prelude::DateTimeUtc;

use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb, beds::end_stay, case_row, cases},
    error::Error,
    global_id::Id,
    rules::{
        self,
        refusal::{Refusal, RefusalCode, same_version},
        stay::{departed, has_bed},
    },
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// A departure with its reason.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordDepartureInput {
    pub case_id: Id<case::Entity>,
    pub version: i32,
    /// Reason for leaving. Record MOVED as an arrival in the other bed. REUNIFIED and DECEASED need access to
    /// protection data.
    #[graphql(directive = holds::apply(D::Operational))]
    pub reason: StayExitReason,
    /// When the person left, if it was earlier. Default: now.
    #[graphql(directive = holds::apply(D::Operational))]
    pub at: Option<DateTimeUtc>,
}

impl Verb for RecordDepartureInput {
    const ACTION: Action = Action::RecordDeparture;
    const SHOWS: Shows = Shows::changed("Case").and("Stay");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, version, reason, at } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let before = permit.row();
        if !permit.held().clearance.holds(told_by(reason)) {
            return Err(Error::Forbidden.into());
        }
        same_version(version, before.version)?;
        let stay = has_bed(change.latest_stay(before.id).await?)?;
        let message = "record the arrival in the other bed instead; that frees this bed";
        Refusal::of("reason", RefusalCode::ValueNotAllowed, message).when(reason == StayExitReason::Moved)?;
        let at = at.unwrap_or(change.now()).trunc_subsecs(6);
        departed(at, stay.from_at, change.now())?;
        end_stay(change, before, at, reason).await?;
        change.shows(stay.id);
        if reason == StayExitReason::Deceased {
            let status = rules::case::close(before.status, ClosureReason::Deceased, None)?;
            let closed = case::Model { status, closure_reason: Some(ClosureReason::Deceased), ..before.clone() };
            return cases::close(change, before, closed).await;
        }
        case_row::write(change, before, before.clone()).await
    }
}

/// The class that the exact reason reveals. A worker who may not read the class may not write the reason.
const fn told_by(reason: StayExitReason) -> D {
    match reason {
        StayExitReason::Reunified | StayExitReason::Deceased => D::Protection,
        StayExitReason::Moved
        | StayExitReason::Transferred
        | StayExitReason::Returned
        | StayExitReason::LeftVoluntarily
        | StayExitReason::LostContact
        | StayExitReason::Settled
        | StayExitReason::Other => D::Operational,
    }
}
