//! A person arrives and gets a bed in the centre of their case, or another bed there. A person who goes to another
//! centre is transferred first.

use async_graphql::InputObject;
use entity::{case, codes::DataClass as D, referral};
use sea_orm::prelude::{Date, DateTimeUtc};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Shows, Verb,
        beds::{ArrivalInput, give_bed},
        case_row,
    },
    error::Error,
    global_id::Id,
    rules::{self, refusal::same_version},
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// An arrival with the bed of the person.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordArrivalInput {
    pub case_id: Id<case::Entity>,
    pub version: i32,
    /// When the person arrived, if it was earlier. Default: now.
    #[graphql(directive = holds::apply(D::Operational))]
    pub at: Option<DateTimeUtc>,
    /// The day on which the person is expected to leave. Default: for another bed in the same centre, the planned day.
    pub expected_until: Option<Date>,
    /// Room or bed.
    pub room_bed: Option<String>,
    /// Whether to take the person in although no bed is free.
    #[graphql(default)]
    pub over_capacity: bool,
    /// A referral of the case. The bed is held until it is answered.
    pub hold_for_referral_id: Option<Id<referral::Entity>>,
}

impl Verb for RecordArrivalInput {
    const ACTION: Action = Action::RecordArrival;
    const BATCH: Option<&'static str> = Some("recordArrivals");
    const SHOWS: Shows = Shows::changed("Case").and("Stay");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, version, at, expected_until, room_bed, over_capacity, hold_for_referral_id } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let before = permit.row();
        if room_bed.is_some() && !permit.held().clearance.holds(D::Contact) {
            return Err(Error::Forbidden.into());
        }
        let hold = match hold_for_referral_id {
            Some(id) => Some(change.referral_of(before.id, id.0).await?),
            None => None,
        };
        same_version(version, before.version)?;
        rules::case::open(before.status)?;
        let arrival = ArrivalInput { at, expected_until, room_bed, over_capacity };
        change.shows(give_bed(change, before, arrival, hold).await?.id);
        case_row::write(change, before, before.clone()).await
    }
}
