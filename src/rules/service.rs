//! What an organisation may write into its entries of the service directory.

use async_graphql::MaybeUndefined;
use chrono::NaiveDate;
use entity::{codes::ServiceStatus, service};

use super::{
    dates,
    refusal::{Refusal, RefusalCode},
};

/// The most places that a service can have. More is a mistake in writing.
const MOST_PLACES: i32 = 100_000;

/// A service that was closed for good is not maintained any more.
pub(crate) fn maintained(status: ServiceStatus) -> Result<(), Refusal> {
    let message = "this service is closed for good; the directory needs a new entry for a new service";
    Refusal::new(RefusalCode::InvalidTransition, message).when(status == ServiceStatus::Closed)
}

/// The day on which the service takes referrals again, as it is stored: only a paused service has one, and it is forgotten
/// when the pause ends earlier. `given` is what the caller wrote.
pub(crate) fn resumes(
    after: &service::Model,
    given: MaybeUndefined<NaiveDate>,
    today: NaiveDate,
) -> Result<Option<NaiveDate>, Refusal> {
    const FIELD: &str = "resumesOn";
    let paused = after.status == ServiceStatus::Paused;
    if let MaybeUndefined::Value(day) = given {
        Refusal::of(FIELD, RefusalCode::ValueNotAllowed, "only a paused service has a day on which it resumes")
            .unless(paused)?;
        dates::planned(FIELD, day, today)?;
        Refusal::of(FIELD, RefusalCode::DateOutOfRange, "this day must be after today").unless(day > today)?;
    }
    Ok(after.resumes_on.filter(|_| paused))
}

/// The places of a service: none below zero, and not more free ones than there are.
pub(crate) fn places(free: Option<i32>, total: Option<i32>) -> Result<(), Refusal> {
    let possible = |count: Option<i32>| count.is_none_or(|count| (0..=MOST_PLACES).contains(&count));
    let message = format!("a number of places is between 0 and {MOST_PLACES}");
    Refusal::of("capacityTotal", RefusalCode::ValueNotAllowed, message.clone()).unless(possible(total))?;
    Refusal::of("capacityFree", RefusalCode::ValueNotAllowed, message).unless(possible(free))?;
    let more = free.zip(total).is_some_and(|(free, total)| free > total);
    Refusal::of("capacityFree", RefusalCode::ValueNotAllowed, "there cannot be more free places than places").when(more)
}
