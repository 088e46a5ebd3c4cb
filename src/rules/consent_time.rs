//! The validity period of a consent, and its status at a moment. No background job decides this: a consent whose time
//! is over has no effect and is shown as expired at once.

use async_graphql::Enum;
use chrono::{DateTime, Duration, Months, Utc};
use entity::{codes::ConsentStatus, consent};
use sea_orm::EnumIter;

use super::refusal::{Refusal, RefusalCode};

/// Duration of a consent without an explicit end.
pub(crate) const USUAL: Months = Months::new(12);

/// The most years for which one consent can run. After that the person is asked again.
pub(crate) const LONGEST_YEARS: i64 = 5;

/// Whether a consent is valid now.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Enum, EnumIter)]
#[graphql(name = "ConsentStatus")]
pub(crate) enum ConsentState {
    /// In preparation.
    Draft,
    /// Given, but begins later.
    NotYetValid,
    /// Valid.
    Active,
    /// Withdrawn by the person.
    Withdrawn,
    /// No longer valid because its time is over.
    Expired,
    /// Replaced by a newer consent.
    Superseded,
    /// Refused by the person.
    Refused,
}

/// The period for which a consent is recorded. Default: one year from now. The bounds are checked first, so that no
/// date is computed from one that is far outside them.
pub fn period(
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(DateTime<Utc>, DateTime<Utc>), Refusal> {
    let from = from.unwrap_or(now);
    // Consent forms are often entered days or weeks after they were signed in the field, never years.
    let message = "consent begins at most a year ago and at most a year ahead";
    Refusal::of("validFrom", RefusalCode::DateOutOfRange, message)
        .when(from < now - Duration::days(366) || from > now + Duration::days(366))?;
    let until = until.unwrap_or(from + USUAL);
    let message = "consent has to end after it begins and after today";
    Refusal::of("validUntil", RefusalCode::DateOutOfRange, message).when(until <= from || until <= now)?;
    let message = "consent runs for at most five years; then ask the person again";
    Refusal::of("validUntil", RefusalCode::DateOutOfRange, message)
        .when(until > from + Duration::days(366 * LONGEST_YEARS))?;
    Ok((from, until))
}

/// A consent has to begin before its giver can no longer consent for the person.
pub(crate) fn still_begins(from: DateTime<Utc>, until: DateTime<Utc>) -> Result<(), Refusal> {
    let message = "the giver cannot consent for the person any more when this consent begins; ask again then";
    Refusal::of("validFrom", RefusalCode::DateOutOfRange, message).unless(from < until)
}

/// The status of a consent at this moment.
pub(crate) fn consent_state(row: &consent::Model, at: DateTime<Utc>) -> ConsentState {
    consent_state_of(row.status, row.superseded_by_id.is_some(), (row.valid_from, row.valid_until), at)
}

/// The same from the columns that decide. A consent without an end is not valid.
pub(crate) fn consent_state_of(
    status: ConsentStatus,
    superseded: bool,
    (from, until): (DateTime<Utc>, Option<DateTime<Utc>>),
    at: DateTime<Utc>,
) -> ConsentState {
    let over = until.is_none_or(|until| until <= at);
    match status {
        ConsentStatus::Draft | ConsentStatus::Active if over && superseded => ConsentState::Superseded,
        ConsentStatus::Draft | ConsentStatus::Active if over => ConsentState::Expired,
        ConsentStatus::Draft => ConsentState::Draft,
        ConsentStatus::Active if at < from => ConsentState::NotYetValid,
        ConsentStatus::Active => ConsentState::Active,
        ConsentStatus::Withdrawn => ConsentState::Withdrawn,
        ConsentStatus::Expired => ConsentState::Expired,
        ConsentStatus::Superseded => ConsentState::Superseded,
        ConsentStatus::Refused => ConsentState::Refused,
    }
}
