//! The best interest of a child: one worker asks for a determination, a protection officer decides, and for a year it
//! speaks for the child in what it was decided about.

use chrono::{DateTime, Duration, Utc};
use entity::{
    best_interest_determination,
    codes::{BestInterestOutcome, Purpose},
};
use uuid::Uuid;

use super::refusal::{Refusal, RefusalCode};

/// How long a determination holds: a child changes, and so does its situation.
pub const HOLDS_DAYS: i64 = 366;

/// What must be true when a determination is asked for.
pub fn may_request(child: bool, waits: bool) -> Result<(), Refusal> {
    if !child {
        let message = "the best interest of the child is determined for children only";
        return Err(Refusal::new(RefusalCode::LegalBasisDoesNotApply, message));
    }
    if waits {
        let message = "a determination for this purpose waits for a decision already";
        return Err(Refusal::of("purpose", RefusalCode::InvalidTransition, message));
    }
    Ok(())
}

/// Whether this worker can decide it: it waits, and somebody else asked for it.
pub fn may_decide(row: &best_interest_determination::Model, by: Uuid) -> Result<(), Refusal> {
    if row.outcome.is_some() {
        return Err(Refusal::new(RefusalCode::InvalidTransition, "this determination was decided already"));
    }
    if row.requested_by == by {
        let message = "you asked for this yourself; another person has to decide";
        return Err(Refusal::new(RefusalCode::SamePerson, message));
    }
    Ok(())
}

/// Whether the determination is in favour of the child for this purpose at this moment.
#[must_use]
pub fn in_favour(row: &best_interest_determination::Model, purpose: Purpose, at: DateTime<Utc>) -> bool {
    row.purpose == purpose
        && row.outcome == Some(BestInterestOutcome::InFavour)
        && row.decided_at.is_some_and(|decided| decided <= at && at < decided + Duration::days(HOLDS_DAYS))
}

/// The determination that speaks for the child now: the newest decision about the purpose, if it is in favour. A later
/// "no" ends an earlier "yes".
#[must_use]
pub fn speaks(
    of_case: &[best_interest_determination::Model],
    purpose: Purpose,
    at: DateTime<Utc>,
) -> Option<&best_interest_determination::Model> {
    of_case
        .iter()
        .filter(|row| row.purpose == purpose && row.decided_at.is_some_and(|decided| decided <= at))
        .max_by_key(|row| (row.decided_at, row.id))
        .filter(|row| in_favour(row, purpose, at))
}
