//! Beds: who may take one, when a stay begins and ends, and what the end of a case says about why.

use chrono::{DateTime, Utc};
use entity::codes::{ClosureReason, StayExitReason};

use super::refusal::{Refusal, RefusalCode};

/// Whether the person comes beyond capacity, which whoever lets them in has to mean.
pub fn take_bed(taken: u64, beds: i32, over_capacity: bool) -> Result<bool, Refusal> {
    let full = taken >= u64::try_from(beds).unwrap_or_default();
    if full && !over_capacity {
        let message = "every bed of the centre is taken; take the person in over capacity only if you mean to";
        return Err(Refusal::of("overCapacity", RefusalCode::NoCapacity, message));
    }
    Ok(full)
}

/// Somebody arrives now or before, and not before the stay that they had was over. `after` is when that one ended, or
/// began where it still lasts.
pub fn arrived(
    field: &'static str,
    at: DateTime<Utc>,
    after: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    super::dates::past(field, at.date_naive(), now.date_naive())?;
    if at > now || after.is_some_and(|after| at < after) {
        let message = "somebody arrives now or before, and not before the last stay of the case";
        return Err(Refusal::of(field, RefusalCode::DateOutOfRange, message));
    }
    Ok(())
}

/// Somebody leaves now or before, and not before they came.
pub fn departed(at: DateTime<Utc>, from: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    if at > now || at < from {
        let message = "somebody leaves now or before, and not before they arrived";
        return Err(Refusal::of("at", RefusalCode::DateOutOfRange, message));
    }
    Ok(())
}

/// Why a stay ended that ended with its case. Asylum stands among the ordinary reasons why somebody lives elsewhere.
#[must_use]
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
