//! Legal overrides, which allow sharing without consent: one worker requests, another approves, and it ends within 30
//! days. The rules say what each may do and when an override is in force. The policy says which workers may act.

use chrono::{DateTime, Duration, Utc};
use entity::{
    codes::{LegalBasis, LegalOverrideState},
    legal_override,
};

use super::{
    refusal::{Refusal, RefusalCode, all},
    second_person::{Human, second_person},
};
use crate::access::class::ClassSet;

/// The most days for which one override can run. After that two people decide again.
pub const LONGEST_DAYS: i64 = 30;

/// The facts of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request {
    /// Legal basis for sharing without consent.
    pub legal_basis: LegalBasis,
    /// When it should end.
    pub valid_until: DateTime<Utc>,
    /// Whether the person is a child.
    pub child: bool,
    /// End of the named best-interest determination in favour, if it is valid for this purpose and receiver.
    pub in_best_interest: Option<DateTime<Utc>>,
}

/// The state of an override at this moment, from its dates alone.
pub fn state(row: &legal_override::Model, at: DateTime<Utc>) -> LegalOverrideState {
    state_of(&Dates::of(row), at)
}

/// Whether an override is in force at this moment.
pub fn in_force(row: &legal_override::Model, at: DateTime<Utc>) -> bool {
    state(row, at) == LegalOverrideState::InForce
}

/// The dates that decide the state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dates {
    /// When it was approved.
    pub approved_at: Option<DateTime<Utc>>,
    /// When it was refused.
    pub refused_at: Option<DateTime<Utc>>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// When it expires.
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

/// The state that follows from these dates. The same rule in SQL is in `store::lists::legal_override`.
pub(crate) fn state_of(dates: &Dates, at: DateTime<Utc>) -> LegalOverrideState {
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

/// Conditions for requesting an override or its renewal.
pub(crate) fn may_request(request: &Request, now: DateTime<Utc>) -> Result<(), Vec<Refusal>> {
    let message = "sharing without consent ends within 30 days; after that two people can renew it";
    let outside = request.valid_until <= now || request.valid_until > now + Duration::days(LONGEST_DAYS);
    all([Refusal::of("validUntil", RefusalCode::DateOutOfRange, message).when(outside), basis_applies(request)])
}

/// `BEST_INTEREST_CHILD` applies only to children, and needs a determination.
fn basis_applies(request: &Request) -> Result<(), Refusal> {
    if request.legal_basis != LegalBasis::BestInterestChild {
        return Ok(());
    }
    let message = "the best interest of the child is a legal basis only for children";
    Refusal::of("legalBasis", RefusalCode::LegalBasisDoesNotApply, message).unless(request.child)?;
    let message = "name a determination in favour of the child for this purpose; a protection officer decides it";
    Refusal::of("determinationId", RefusalCode::DeterminationMissing, message).when(request.in_best_interest.is_none())
}

/// The refusal of a step that needs an override in force.
pub(crate) fn not_in_force() -> Refusal {
    let message = "sharing without consent is not approved, or its approval is over; another person has to approve it";
    Refusal::of("legalOverride", RefusalCode::OverrideNotApproved, message)
}

/// Whether this basis needs no consent of a guardian and no further determination for a child. `BEST_INTEREST_CHILD` has a
/// determination of its own, and a life in danger does not wait for one.
pub(crate) const fn speaks_for_child(basis: LegalBasis) -> bool {
    matches!(basis, LegalBasis::BestInterestChild | LegalBasis::VitalInterest)
}

/// Whether an override on this basis ends when no best-interest determination speaks for its receiver any more.
pub(crate) const fn needs_determination(basis: LegalBasis, child: bool) -> bool {
    matches!(basis, LegalBasis::BestInterestChild) || child && !speaks_for_child(basis)
}

/// Whether this human, who holds the classes `held` of this case, can approve it.
pub(crate) fn may_approve(
    row: &legal_override::Model,
    by: &Human,
    held: ClassSet,
    request: &Request,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    may_decide(row, by, now)?;
    let message = "this opens classes of data that you may not read yourself; another officer has to approve it";
    Refusal::new(RefusalCode::ClassNotHeld, message).unless(held.covers(ClassSet::from_bits(row.classes)))?;
    // The basis may have changed since the request: the child is of age, or a newer determination is against.
    basis_applies(request)
}

/// Whether this human can decide: the request is waiting, and somebody else made it.
pub fn may_decide(row: &legal_override::Model, by: &Human, now: DateTime<Utc>) -> Result<(), Refusal> {
    Refusal::new(RefusalCode::InvalidTransition, "this request is not waiting for a decision any more")
        .when(state(row, now) != LegalOverrideState::Waiting)?;
    let message = "you asked for this yourself; another person has to decide";
    second_person(by, &[Some(row.requested_by)], message)
}

/// Whether it can be renewed: only while it is in force.
pub(crate) fn may_renew(row: &legal_override::Model, now: DateTime<Utc>) -> Result<(), Refusal> {
    Refusal::new(
        RefusalCode::InvalidTransition,
        "only an override in force can be renewed; make a new referral or transfer",
    )
    .unless(in_force(row, now))
}

/// Whether it can be ended. Ending a waiting request takes it back.
pub(crate) fn may_end(row: &legal_override::Model, now: DateTime<Utc>) -> Result<(), Refusal> {
    match state(row, now) {
        LegalOverrideState::Waiting | LegalOverrideState::InForce => Ok(()),
        _ => Err(Refusal::new(RefusalCode::InvalidTransition, "this override is already over")),
    }
}
