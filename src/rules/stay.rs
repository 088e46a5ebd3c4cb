//! Beds: whether one can be taken, when a stay can begin and end, and the exit reason of a stay that ends with its
//! case.

use chrono::{DateTime, Utc};
use entity::{
    codes::{ClosureReason, StayExitReason},
    stay,
};

use super::refusal::{Refusal, RefusalCode};

/// Whether the person arrives over capacity. The input has to allow that explicitly.
pub(crate) fn take_bed(taken: u64, beds: i32, over_capacity: bool) -> Result<bool, Refusal> {
    let full = taken >= u64::try_from(beds).unwrap_or_default();
    let message = "every bed of the centre is taken; set overCapacity to take the person in anyway";
    Refusal::of("overCapacity", RefusalCode::NoCapacity, message).when(full && !over_capacity)?;
    Ok(full)
}

/// A person who moves in a centre gets another bed.
pub(crate) fn another_bed(present: Option<&str>, bed: Option<&str>) -> Result<(), Refusal> {
    Refusal::of("roomBed", RefusalCode::ValueNotAllowed, "the person has this bed already").when(present == bed)
}

/// An arrival is not in the future and not before the end of the previous stay. `after` is the end of that stay, or its
/// start if it has not ended.
pub(crate) fn arrived(
    field: &'static str,
    at: DateTime<Utc>,
    after: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    super::dates::past(field, at.date_naive(), now.date_naive())?;
    let message = "the arrival cannot be in the future or before the last stay of the case";
    Refusal::of(field, RefusalCode::DateOutOfRange, message).when(at > now || after.is_some_and(|after| at < after))
}

/// The current stay of a case, out of its latest one.
pub(crate) fn has_bed(latest: Option<stay::Model>) -> Result<stay::Model, Refusal> {
    let message = "the person has no bed here";
    latest.filter(|stay| stay.until_at.is_none()).ok_or_else(|| Refusal::new(RefusalCode::InvalidTransition, message))
}

/// A departure is not in the future and not before the arrival.
pub(crate) fn departed(at: DateTime<Utc>, from: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    let message = "the departure cannot be in the future or before the arrival";
    Refusal::of("at", RefusalCode::DateOutOfRange, message).when(at > now || at < from)
}

/// The exit reason of a stay that ended with its case. An asylum referral becomes `Settled`, which does not reveal it.
pub const fn left_with_case(reason: ClosureReason) -> StayExitReason {
    use ClosureReason as C;
    match reason {
        C::ReturnedAvrr => StayExitReason::Returned,
        C::LeftCentreVoluntarily => StayExitReason::LeftVoluntarily,
        C::Transferred => StayExitReason::Transferred,
        C::DurableSolutionLocal | C::ReferredAsylum | C::AgedOut | C::Completed => StayExitReason::Settled,
        C::Reunified => StayExitReason::Reunified,
        C::LostContact => StayExitReason::LostContact,
        C::Deceased => StayExitReason::Deceased,
        C::Duplicate | C::Other => StayExitReason::Other,
    }
}
