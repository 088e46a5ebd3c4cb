//! Decisions for a person. An adult decides alone unless a valid capacity assessment says that somebody else has to.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use entity::{
    capacity_assessment,
    codes::{CapacityOutcome, ConsentGiver},
};

use super::{
    consent::speaks_for_child,
    dates,
    refusal::{Refusal, RefusalCode},
};

/// The most days for which an assessment is valid. It is limited because capacity can come back.
pub(crate) const LONGEST_DAYS: i64 = 366;

/// The person who can consent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Speaker {
    /// The adult.
    Adult,
    /// Somebody else for an adult who cannot decide, with the last day on which the assessment is valid.
    ForAdult(NaiveDate),
    /// Somebody else for a child.
    ForChild,
}

/// The speaker for the person on this day. The latest assessment decides while it is valid; if two were made on one
/// day, the one recorded later counts.
pub fn speaker(child: bool, assessments: &[capacity_assessment::Model], today: NaiveDate) -> Speaker {
    if child {
        return Speaker::ForChild;
    }
    match assessments.iter().max_by_key(|row| (row.assessed_on, row.created_at)) {
        Some(row) if row.outcome == CapacityOutcome::LacksCapacity && today <= row.valid_until => {
            Speaker::ForAdult(row.valid_until)
        }
        _ => Speaker::Adult,
    }
}

/// The end of a consent. For an adult who cannot decide it ends with the last day of the assessment at the latest.
pub(crate) fn ends_with(speaker: Speaker, until: DateTime<Utc>) -> DateTime<Utc> {
    match speaker {
        Speaker::ForAdult(last_day) => until.min(last_day.and_time(NaiveTime::MIN).and_utc() + Duration::days(1)),
        Speaker::Adult | Speaker::ForChild => until,
    }
}

/// Whether this giver can consent for the person.
pub(crate) fn may_give(speaker: Speaker, given_by: ConsentGiver) -> Result<(), Refusal> {
    let (code, message) = match speaker {
        Speaker::ForChild if !speaks_for_child(given_by) => (
            RefusalCode::GuardianConsentRequired,
            "a child needs the consent of a guardian or a court, or a best-interest determination in favour",
        ),
        Speaker::ForAdult(_) if !matches!(given_by, ConsentGiver::Guardian | ConsentGiver::Court) => (
            RefusalCode::GuardianConsentRequired,
            "an assessment says that this adult cannot decide; a guardian or a court has to consent",
        ),
        Speaker::Adult if given_by != ConsentGiver::Person => (
            RefusalCode::CapacityAssessmentRequired,
            "an adult consents in person; if the person cannot decide, record a capacity assessment first",
        ),
        Speaker::ForChild | Speaker::ForAdult(_) | Speaker::Adult => return Ok(()),
    };
    Err(Refusal::of("givenBy", code, message))
}

/// Whether this giver could consent in person on the day when the consent was given. A form that is entered after the
/// birthday of a child stays the form of a child. `said` is the speaker on that day.
pub(crate) fn gave(said: Speaker, given_by: ConsentGiver) -> Result<(), Refusal> {
    let message =
        "on the day of `validFrom` the person could not consent alone: a child, or an assessment; ask the person again";
    Refusal::of("givenBy", RefusalCode::GuardianConsentRequired, message)
        .unless(said == Speaker::Adult || given_by != ConsentGiver::Person)
}

/// Whether an assessment can be recorded: made in the past, valid for at most a year, and still valid.
pub(crate) fn may_record(assessed_on: NaiveDate, valid_until: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    dates::past("assessedOn", assessed_on, today)?;
    let message = "an assessment is valid until today or later, for at most one year; then assess the person again";
    Refusal::of("validUntil", RefusalCode::DateOutOfRange, message)
        .when(valid_until < today || valid_until > assessed_on + Duration::days(LONGEST_DAYS))
}
