//! Taking and leaving a bed. The change log records both as changes of the stay, whatever verb caused them.

use async_graphql::InputObject;
use chrono::SubsecRound as _;
use entity::{
    case,
    codes::{DataClass as D, StayExitReason},
    stay,
};
use sea_orm::{
    IntoActiveModel,
    prelude::{Date, DateTimeUtc},
};
use uuid::Uuid;

use crate::{
    access::directive::holds,
    rules::{
        centre::takes_in,
        dates,
        stay::{another_bed, arrived, take_bed},
        text::{self, TextKind},
        time_zone::{day_of, of_row},
    },
    store::write::{
        change::Change,
        recorded::{done, write_next},
        save::Write as _,
        stop::ChangeError,
    },
};

/// A bed for a person who has arrived.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ArrivalInput {
    /// When the person arrived, if it was earlier. Default: now.
    #[graphql(directive = holds::apply(D::Operational))]
    pub at: Option<DateTimeUtc>,
    /// The day on which the person is expected to leave. Default: no day.
    #[graphql(directive = holds::apply(D::Operational))]
    pub expected_until: Option<Date>,
    /// Room or bed.
    #[graphql(directive = holds::apply(D::Contact))]
    pub room_bed: Option<String>,
    /// Whether to take the person in although no bed is free.
    #[graphql(directive = holds::apply(D::Operational), default)]
    pub over_capacity: bool,
}

/// Gives a bed in the centre of the case. A person who has another bed leaves it with the reason MOVED.
pub(crate) async fn give_bed(
    change: &Change,
    case: &case::Model,
    arrival: ArrivalInput,
    hold_for_referral_id: Option<Uuid>,
) -> Result<stay::Model, ChangeError> {
    let ArrivalInput { at, expected_until, room_bed, over_capacity } = arrival;
    let (at, now) = (at.unwrap_or(change.now()).trunc_subsecs(6), change.now());
    let room_bed = text::optional("roomBed", TextKind::Line, room_bed.as_deref())?;
    let before = change.latest_stay(case.id).await?;
    arrived("at", at, before.as_ref().map(|before| before.until_at.unwrap_or(before.from_at)), now)?;
    // To hold the same bed for a referral is something new. A hold that is there already does not count, because its referral
    // can be one that the worker may not know of. For the same reason a bed counts only if the input names one.
    let present = before.filter(|before| before.until_at.is_none() && before.centre_id == case.centre_id);
    if let (Some(present), Some(_), None) = (&present, &room_bed, hold_for_referral_id) {
        another_bed(present.room_bed.as_deref(), room_bed.as_deref())?;
    }
    let (taken, centre) = change.beds_taken(case).await?;
    if let Some(day) = expected_until {
        dates::planned("expectedUntil", day, day_of(now, of_row(&centre.time_zone)))?;
    }
    if present.is_none() {
        takes_in(None, &centre)?;
    }
    let expected_until = expected_until.or_else(|| present.and_then(|present| present.expected_until));
    let over_capacity = take_bed(taken, centre.capacity_beds, over_capacity)?;
    end_stay(change, case, at, StayExitReason::Moved).await?;
    let row = stay::Model::builder()
        .id(Uuid::now_v7())
        .case_id(case.id)
        .person_id(case.person_id)
        .organisation_id(case.organisation_id)
        .centre_id(case.centre_id)
        .fronting_centre_id(case.fronting_centre_id)
        .maybe_room_bed(room_bed)
        .from_at(at)
        .maybe_expected_until(expected_until)
        .maybe_hold_for_referral_id(hold_for_referral_id)
        .over_capacity(over_capacity)
        .created_at(now)
        .build();
    let row = row.into_active_model().insert_in(change).await?;
    change.record("BEGIN_STAY".to_owned(), &done(&row, row.organisation_id, vec!["centre_id", "from_at"])).await?;
    Ok(row)
}

/// Ends the current stay of the case, if there is one.
pub(crate) async fn end_stay(
    change: &Change,
    case: &case::Model,
    at: DateTimeUtc,
    reason: StayExitReason,
) -> Result<(), ChangeError> {
    let Some(before) = change.latest_stay(case.id).await?.filter(|stay| stay.until_at.is_none()) else {
        return Ok(());
    };
    let after = stay::Model {
        until_at: Some(at),
        exit_reason: Some(reason),
        hold_for_referral_id: None,
        updated_at: change.now(),
        ..before.clone()
    };
    let done = write_next(change, before.organisation_id, &before, after).await?;
    Ok(change.record("END_STAY".to_owned(), &done).await?)
}
