//! Sharing without consent: one worker asks, another approves, and it ends within thirty days. What each may do, and when
//! an override is in force. Which workers have these actions is the policy's matter.

use chrono::{DateTime, Duration, Utc};
use entity::{
    codes::{LegalBasis, LegalOverrideState},
    legal_override,
};
use uuid::Uuid;

use super::refusal::{Refusal, RefusalCode};
use crate::access::class::ClassSet;

/// The longest time that one override may run: after that two people decide again.
pub const LONGEST_DAYS: i64 = 30;

/// What a worker asks for.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// The basis in law.
    pub legal_basis: LegalBasis,
    /// When it is to run out.
    pub valid_until: DateTime<Utc>,
    /// The person is a child.
    pub child: bool,
    /// A determination in favour of the child, for the purpose of the referral, is in force.
    pub in_best_interest: bool,
}

/// Where an override is at this moment: from its dates alone.
#[must_use]
pub fn state(row: &legal_override::Model, at: DateTime<Utc>) -> LegalOverrideState {
    state_of(&Dates::of(row), at)
}

/// Whether an override opens anything at this moment.
#[must_use]
pub fn in_force(row: &legal_override::Model, at: DateTime<Utc>) -> bool {
    state(row, at) == LegalOverrideState::InForce
}

/// The dates that the state follows from.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    /// When it was approved.
    pub approved_at: Option<DateTime<Utc>>,
    /// When it was refused.
    pub refused_at: Option<DateTime<Utc>>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// When it runs out.
    pub valid_until: DateTime<Utc>,
}

impl Dates {
    fn of(row: &legal_override::Model) -> Self {
        Self {
            approved_at: row.approved_at,
            refused_at: row.refused_at,
            ended_at: row.ended_at,
            valid_until: row.valid_until,
        }
    }
}

/// The state that these dates make. Its form in SQL is `store::legal_override`.
#[must_use]
pub fn state_of(dates: &Dates, at: DateTime<Utc>) -> LegalOverrideState {
    use LegalOverrideState as S;
    if dates.refused_at.is_some() {
        S::Refused
    } else if dates.ended_at.is_some() {
        S::Ended
    } else if dates.valid_until <= at {
        S::Expired
    } else if dates.approved_at.is_some() {
        S::InForce
    } else {
        S::Waiting
    }
}

/// What must be true when a worker asks for an override, or for its renewal.
pub fn may_request(request: &Request, now: DateTime<Utc>) -> Result<(), Vec<Refusal>> {
    let mut refusals = Vec::new();
    if request.valid_until <= now || request.valid_until > now + Duration::days(LONGEST_DAYS) {
        let message = "sharing without consent ends within 30 days; two people can renew it then";
        refusals.push(Refusal::of("validUntil", RefusalCode::DateOutOfRange, message));
    }
    refusals.extend(basis_applies(request).err());
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// The best interest of a child is for children, and is determined by somebody before it is a basis.
fn basis_applies(request: &Request) -> Result<(), Refusal> {
    if request.legal_basis != LegalBasis::BestInterestChild {
        return Ok(());
    }
    if !request.child {
        let message = "the best interest of the child is a basis for children only";
        return Err(Refusal::of("legalBasis", RefusalCode::LegalBasisDoesNotApply, message));
    }
    if !request.in_best_interest {
        let message = "name a determination in favour of the child for this purpose; a protection officer decides it";
        return Err(Refusal::of("determination", RefusalCode::DeterminationMissing, message));
    }
    Ok(())
}

/// Whether this worker, who reads the classes `held` of this case, can approve it.
pub fn may_approve(
    row: &legal_override::Model,
    by: Uuid,
    held: ClassSet,
    request: &Request,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    may_decide(row, by, now)?;
    if !held.covers(ClassSet::from_bits(row.classes)) {
        let message = "this opens classes of data that you may not read yourself; another officer has to approve it";
        return Err(Refusal::new(RefusalCode::ClassNotHeld, message));
    }
    // It may have changed since it was asked for: the child is of age, or a newer determination says no.
    basis_applies(request)
}

/// Whether this worker can decide on it at all: it waits, and somebody else asked for it.
pub fn may_decide(row: &legal_override::Model, by: Uuid, now: DateTime<Utc>) -> Result<(), Refusal> {
    if state(row, now) != LegalOverrideState::Waiting {
        return Err(Refusal::new(RefusalCode::InvalidTransition, "this request does not wait for a decision any more"));
    }
    if row.requested_by == by {
        let message = "you asked for this yourself; another person has to decide";
        return Err(Refusal::new(RefusalCode::SamePerson, message));
    }
    Ok(())
}

/// Whether it can be renewed: only what is in force goes on.
pub fn may_renew(row: &legal_override::Model, now: DateTime<Utc>) -> Result<(), Refusal> {
    if in_force(row, now) {
        return Ok(());
    }
    Err(Refusal::new(RefusalCode::InvalidTransition, "only an override in force is renewed; make a new referral"))
}

/// Whether it can be ended; one that waits is taken back by that.
pub fn may_end(row: &legal_override::Model, now: DateTime<Utc>) -> Result<(), Refusal> {
    match state(row, now) {
        LegalOverrideState::Waiting | LegalOverrideState::InForce => Ok(()),
        _ => Err(Refusal::new(RefusalCode::InvalidTransition, "this override is over already")),
    }
}
