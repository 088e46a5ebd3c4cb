//! Best-interest determinations of children: one worker requests, a protection officer decides. A decision in favour is
//! valid for a year, and only for the case, the purpose and the receiver that it is about.

use chrono::{DateTime, Duration, NaiveTime, Utc};
use entity::{
    best_interest_determination,
    codes::{BestInterestOutcome, Purpose},
};
use uuid::Uuid;

use super::{
    age::Age,
    refusal::{Refusal, RefusalCode},
    second_person::{Human, second_person},
};

/// Days for which a decision is valid. It is limited because a child and its situation change.
pub(crate) const HOLDS_DAYS: i64 = 366;

/// Conditions for requesting a determination.
pub(crate) fn may_request(child: bool, waits: bool) -> Result<(), Refusal> {
    let message = "a best-interest determination is only for children";
    Refusal::new(RefusalCode::LegalBasisDoesNotApply, message).unless(child)?;
    let message = "a determination for this purpose and receiver is already waiting for a decision";
    Refusal::of("purpose", RefusalCode::InvalidTransition, message).when(waits)
}

/// Whether this human can decide: the determination is undecided, and somebody else requested it.
pub fn may_decide(row: &best_interest_determination::Model, by: &Human) -> Result<(), Refusal> {
    Refusal::new(RefusalCode::InvalidTransition, "this determination was already decided")
        .when(row.outcome.is_some())?;
    let message = "you asked for this yourself; another person has to decide";
    second_person(by, &[Some(row.requested_by)], message)
}

/// The end of the validity of a decision; null without a decision.
pub(crate) fn valid_until(row: &best_interest_determination::Model) -> Option<DateTime<Utc>> {
    row.decided_at.map(ends)
}

/// The end of a decision that was made at this moment.
pub(crate) fn ends(decided_at: DateTime<Utc>) -> DateTime<Utc> {
    decided_at + Duration::days(HOLDS_DAYS)
}

/// What a rule needs a determination for: data of this case goes to this organisation for this purpose.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct About {
    /// The case.
    pub case_id: Uuid,
    /// Purpose of sharing.
    pub purpose: Purpose,
    /// The organisation that receives the data or the case.
    pub receiver_id: Uuid,
}

/// Whether the determination is a valid decision in favour of this at this moment.
pub fn in_favour(row: &best_interest_determination::Model, about: About, at: DateTime<Utc>) -> bool {
    row.outcome == Some(BestInterestOutcome::InFavour)
        && counts(row, about)
        && row.decided_at.is_some_and(|decided| decided <= at)
        && valid_until(row).is_some_and(|until| at < until)
}

/// The valid decision in favour: the newest decision about this, if it is in favour. `of_person` are the determinations
/// of all cases of the person. A later decision that is not in favour ends an earlier one in favour. Of two decisions of
/// the same moment, the one that is not in favour counts.
pub fn speaks(
    of_person: &[best_interest_determination::Model],
    about: About,
    at: DateTime<Utc>,
) -> Option<&best_interest_determination::Model> {
    of_person
        .iter()
        .filter(|row| row.decided_at.is_some_and(|decided| decided <= at) && counts(row, about))
        .max_by_key(|row| (row.decided_at, row.outcome != Some(BestInterestOutcome::InFavour), row.id))
        .filter(|row| in_favour(row, about, at))
}

/// Whether the decision is about this. A decision in favour counts only in its own case, because only there was the
/// child heard about it. Any other decision counts in every case of the person. A row without a receiver never opens
/// anything.
pub(crate) fn counts(row: &best_interest_determination::Model, about: About) -> bool {
    let About { case_id, purpose, receiver_id } = about;
    let opens = row.outcome == Some(BestInterestOutcome::InFavour);
    row.purpose == purpose
        && (row.case_id == case_id || !opens)
        && row.receiver_id.map_or(!opens, |receiver| receiver == receiver_id)
}

/// The moment from which no valid decision speaks for the child, given the decision in favour that is valid at `at`:
/// `at` itself without one. Null for an adult, and for a child who comes of age first.
pub(crate) fn undetermined_from(
    age: Age,
    found: Option<&best_interest_determination::Model>,
    at: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let of_age = age.of_age.map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let from = found.and_then(valid_until).unwrap_or(at);
    (age.child && of_age.is_none_or(|of_age| from < of_age)).then_some(from)
}
