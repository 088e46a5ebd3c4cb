//! The time of a consent: from when until when it runs, and how it stands at a moment. No job decides that: a consent whose
//! time is over has no effect and shows as over at once.

use async_graphql::Enum;
use chrono::{DateTime, Duration, Months, Utc};
use entity::{codes::ConsentStatus, consent};
use sea_orm::EnumIter;

use super::refusal::{Refusal, RefusalCode};

/// How long a consent runs where nothing else is said.
pub const USUAL: Months = Months::new(12);

/// The longest time that one consent may run: after that the person is asked again.
pub const LONGEST_YEARS: i64 = 5;

/// Whether a consent holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Enum, EnumIter)]
#[graphql(name = "ConsentStatus")]
pub enum Standing {
    /// It is being prepared.
    Draft,
    /// It was given and begins later.
    NotYetValid,
    /// It holds.
    Active,
    /// The person took it back.
    Withdrawn,
    /// Its time is over.
    Expired,
    /// A newer consent took its place.
    Superseded,
    /// The person said no.
    Refused,
}

/// The period that a consent is recorded for: from now and for a year, where nothing else is said. The bounds come first, so
/// that no date is computed from one that is far outside them.
pub fn period(
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(DateTime<Utc>, DateTime<Utc>), Refusal> {
    let from = from.unwrap_or(now);
    // Consent forms are often entered days or weeks after they were signed in the field, never years.
    if from < now - Duration::days(366) || from > now + Duration::days(366) {
        let message = "consent begins at most a year ago and at most a year ahead";
        return Err(Refusal::of("validFrom", RefusalCode::DateOutOfRange, message));
    }
    let until = until.unwrap_or(from + USUAL);
    if until <= from || until <= now {
        let message = "consent has to end after it begins and after today";
        return Err(Refusal::of("validUntil", RefusalCode::DateOutOfRange, message));
    }
    if until > from + Duration::days(366 * LONGEST_YEARS) {
        let message = "consent runs for five years at most; then ask again";
        return Err(Refusal::of("validUntil", RefusalCode::DateOutOfRange, message));
    }
    Ok((from, until))
}

/// How a consent stands at this moment.
#[must_use]
pub fn standing(row: &consent::Model, at: DateTime<Utc>) -> Standing {
    standing_of(row.status, row.superseded_by_id.is_some(), (row.valid_from, row.valid_until), at)
}

/// The same from the columns that decide. A consent without an end holds nothing.
#[must_use]
pub fn standing_of(
    status: ConsentStatus,
    superseded: bool,
    (from, until): (DateTime<Utc>, Option<DateTime<Utc>>),
    at: DateTime<Utc>,
) -> Standing {
    let over = until.is_none_or(|until| until <= at);
    match status {
        ConsentStatus::Draft | ConsentStatus::Active if over && superseded => Standing::Superseded,
        ConsentStatus::Draft | ConsentStatus::Active if over => Standing::Expired,
        ConsentStatus::Draft => Standing::Draft,
        ConsentStatus::Active if at < from => Standing::NotYetValid,
        ConsentStatus::Active => Standing::Active,
        ConsentStatus::Withdrawn => Standing::Withdrawn,
        ConsentStatus::Expired => Standing::Expired,
        ConsentStatus::Superseded => Standing::Superseded,
        ConsentStatus::Refused => Standing::Refused,
    }
}
