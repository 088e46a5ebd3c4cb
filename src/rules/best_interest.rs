//! Best-interest determinations of children: one worker requests, a protection officer decides. A decision in favour is
//! valid for a year and for its purpose.

use async_graphql::Enum;
use chrono::{DateTime, Duration, Utc};
use entity::{
    best_interest_determination,
    codes::{BestInterestOutcome, Purpose},
};

use super::{
    refusal::{Refusal, RefusalCode},
    second_person::{Human, second_person},
};

/// Days for which a decision is valid. It is limited because a child and its situation change.
pub const HOLDS_DAYS: i64 = 366;

/// Conditions for requesting a determination.
pub fn may_request(child: bool, waits: bool) -> Result<(), Refusal> {
    if !child {
        let message = "a best-interest determination is only for children";
        return Err(Refusal::new(RefusalCode::LegalBasisDoesNotApply, message));
    }
    if waits {
        let message = "a determination for this purpose is already waiting for a decision";
        return Err(Refusal::of("purpose", RefusalCode::InvalidTransition, message));
    }
    Ok(())
}

/// Whether this human can decide: the determination is undecided, and somebody else requested it.
pub fn may_decide(row: &best_interest_determination::Model, by: &Human) -> Result<(), Refusal> {
    if row.outcome.is_some() {
        return Err(Refusal::new(RefusalCode::InvalidTransition, "this determination was already decided"));
    }
    let message = "you asked for this yourself; another person has to decide";
    second_person(by, &[Some(row.requested_by)], message)
}

/// The end of the validity of a decision; null without a decision.
#[must_use]
pub fn valid_until(row: &best_interest_determination::Model) -> Option<DateTime<Utc>> {
    row.decided_at.map(ends)
}

/// Whether a best-interest determination is valid now.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Enum)]
#[graphql(name = "BestInterestState")]
pub enum State {
    /// It waits for a decision.
    Waiting,
    /// A protection officer has decided, and the decision is valid.
    Valid,
    /// The decision is no longer valid because its time is over.
    Expired,
}

/// The state of a determination at this moment, from its decision alone.
#[must_use]
pub fn state(decided_at: Option<DateTime<Utc>>, at: DateTime<Utc>) -> State {
    match decided_at {
        None => State::Waiting,
        Some(decided_at) if ends(decided_at) <= at => State::Expired,
        Some(_) => State::Valid,
    }
}

/// The end of a decision that was made at this moment.
#[must_use]
pub fn ends(decided_at: DateTime<Utc>) -> DateTime<Utc> {
    decided_at + Duration::days(HOLDS_DAYS)
}

/// Whether the determination is a valid decision in favour for this purpose at this moment.
#[must_use]
pub fn in_favour(row: &best_interest_determination::Model, purpose: Purpose, at: DateTime<Utc>) -> bool {
    row.purpose == purpose
        && row.outcome == Some(BestInterestOutcome::InFavour)
        && row.decided_at.is_some_and(|decided| decided <= at)
        && valid_until(row).is_some_and(|until| at < until)
}

/// The valid decision in favour for this purpose: the newest decision, if it is in favour. A later decision against
/// ends an earlier one in favour.
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
