//! Legal orders: conditions for recording, approving and ending one, and when it is in force. Which classes need an
//! order is in `access::ceiling`. Each read of a row checks that one is in force.

use chrono::{DateTime, Duration, Utc};
use entity::{
    codes::{DataClass, OrganisationType, Relation},
    legal_order,
};
use uuid::Uuid;

use super::{
    refusal::{Refusal, RefusalCode, all},
    second_person::{Human, second_person},
};
use crate::access::{ceiling, class::ClassSet};

/// The most days for which one order can run. After that the officers decide again.
pub(crate) const LONGEST_DAYS: i64 = 366;

/// The content of an order that is about to be recorded.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// Kind of the organisation that it names.
    pub kind: OrganisationType,
    /// Whether that organisation is suspended.
    pub suspended: bool,
    /// Classes that it names.
    pub classes: ClassSet,
    /// When it expires.
    pub valid_until: DateTime<Utc>,
}

/// Conditions for recording an order. Returns all refusals at once, so that the worker reads the paper only once.
pub(crate) fn may_record(draft: &Draft, now: DateTime<Utc>) -> Result<(), Vec<Refusal>> {
    let Draft { kind, suspended, classes, valid_until } = draft;
    let period = "an order ends after today and within a year; record a longer one again when it ends";
    all([
        receiver(*kind, *classes),
        Refusal::of("organisationId", RefusalCode::NotActive, "this organisation is suspended").when(*suspended),
        Refusal::of("classes", RefusalCode::ValueRequired, "give the classes of data that the order names")
            .when(classes.is_empty()),
        Refusal::of("validUntil", RefusalCode::DateOutOfRange, period)
            .when(*valid_until <= now || *valid_until > now + Duration::days(LONGEST_DAYS)),
    ])
}

fn receiver(kind: OrganisationType, classes: ClassSet) -> Result<(), Refusal> {
    let message = "an order can only name an enforcement agency; send a referral to any other organisation";
    Refusal::of("organisationId", RefusalCode::ReceiverNotAllowed, message).when(ceiling::guarded(kind).is_empty())?;
    let message = "some of these classes may never go to an organisation of this kind, whatever is ordered";
    Refusal::of("classes", RefusalCode::ClassNotShareable, message)
        .unless(ceiling::of_organisation(kind, Relation::ReferralActive).covers(classes))
}

/// The classes of a share under an order: those of the order, and the one that shows that the case exists.
pub(crate) fn opened(named: ClassSet) -> ClassSet {
    named | ClassSet::of(&[DataClass::OperationalCoarse])
}

/// The columns of an order that decide what can be done with it.
#[derive(Clone, Copy, Debug)]
pub struct Recorded {
    /// The worker who recorded it.
    pub requested_by: Uuid,
    /// When it was approved.
    pub approved_at: Option<DateTime<Utc>>,
    /// When it was ended early.
    pub ended_at: Option<DateTime<Utc>>,
    /// When it expires.
    pub valid_until: Option<DateTime<Utc>>,
}

impl Recorded {
    /// From its row.
    pub const fn of(order: &legal_order::Model) -> Self {
        let legal_order::Model { requested_by, approved_at, ended_at, valid_until, .. } = order;
        Self { requested_by: *requested_by, approved_at: *approved_at, ended_at: *ended_at, valid_until: *valid_until }
    }
}

/// Whether this human can approve the order. The human who recorded it cannot.
pub fn may_approve(order: Recorded, by: &Human, now: DateTime<Utc>) -> Result<(), Refusal> {
    may_end(order, now)?;
    Refusal::new(RefusalCode::InvalidTransition, "this order was already approved")
        .when(order.approved_at.is_some())?;
    let message = "you recorded this order; another data protection officer has to approve it";
    second_person(by, &[Some(order.requested_by)], message)
}

/// Whether an order is in force at this moment. The same rule in SQL is in `store::write::standings`.
pub fn in_force(approved: bool, ended: bool, valid_until: Option<DateTime<Utc>>, at: DateTime<Utc>) -> bool {
    approved && !ended && valid_until.is_none_or(|until| until > at)
}

/// Whether an order can be ended. Ending an order that is not approved yet rejects it.
pub(crate) fn may_end(order: Recorded, now: DateTime<Utc>) -> Result<(), Refusal> {
    Refusal::new(RefusalCode::InvalidTransition, "this order was already ended").when(order.ended_at.is_some())?;
    Refusal::new(RefusalCode::InvalidTransition, "this order has expired")
        .when(order.valid_until.is_some_and(|until| until <= now))
}
