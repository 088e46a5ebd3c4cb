//! Legal orders: what must be true when one is recorded, approved and ended, and when it is in force. Which classes wait
//! for one is `access::ceiling`; that nothing is read without one is held where rows are read.

use chrono::{DateTime, Duration, Utc};
use entity::{
    codes::{DataClass, OrganisationType, Relation},
    legal_order,
};
use uuid::Uuid;

use super::refusal::{Refusal, RefusalCode};
use crate::access::{ceiling, class::ClassSet};

/// The longest time that one order may run: after that it is laid before the officers again.
pub const LONGEST_DAYS: i64 = 366;

/// What an order says, before it is written down.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The kind of the organisation that it names.
    pub kind: OrganisationType,
    /// Whether that organisation is suspended.
    pub suspended: bool,
    /// What it is to open.
    pub classes: ClassSet,
    /// When it runs out.
    pub valid_until: DateTime<Utc>,
}

/// What must be true when an order is recorded. All refusals at once: the paper is read once.
pub fn may_record(draft: &Draft, now: DateTime<Utc>) -> Result<(), Vec<Refusal>> {
    let Draft { kind, suspended, classes, valid_until } = draft;
    let mut refusals = Vec::new();
    let mut refuse = |field, code, message: &str| refusals.push(Refusal::of(field, code, message));

    if ceiling::guarded(*kind).is_empty() {
        let message = "an order is for an enforcement agency; refer the person to any other organisation";
        refuse("organisation", RefusalCode::ReceiverNotAllowed, message);
    } else if !ceiling::of_organisation(*kind, Relation::ReferralActive).covers(*classes) {
        let message = "some of these classes may never go to an organisation of this kind, whatever is ordered";
        refuse("classes", RefusalCode::ClassNotShareable, message);
    }
    if *suspended {
        refuse("organisation", RefusalCode::NotActive, "this organisation is suspended");
    }
    if classes.is_empty() {
        refuse("classes", RefusalCode::ValueRequired, "say which classes of data the order names");
    }
    if *valid_until <= now || *valid_until > now + Duration::days(LONGEST_DAYS) {
        let message = "an order runs out after today and within a year; a longer one is recorded again then";
        refuse("validUntil", RefusalCode::DateOutOfRange, message);
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// What a share opens under an order: what the order names, and that there is a case to read it of.
#[must_use]
pub fn opened(named: ClassSet) -> ClassSet {
    named | ClassSet::of(&[DataClass::OperationalCoarse])
}

/// Whether an order can be approved, and by this worker: not by whoever recorded it.
pub fn may_approve(order: &legal_order::Model, by: Uuid, now: DateTime<Utc>) -> Result<(), Refusal> {
    not_over(order, now)?;
    if order.approved_at.is_some() {
        return Err(Refusal::new(RefusalCode::InvalidTransition, "this order was approved already"));
    }
    if order.requested_by == by {
        let message = "you recorded this order; another data protection officer has to approve it";
        return Err(Refusal::new(RefusalCode::SamePerson, message));
    }
    Ok(())
}

/// Whether an order can be ended; one that nobody approved yet is turned down by that.
pub fn may_end(order: &legal_order::Model, now: DateTime<Utc>) -> Result<(), Refusal> {
    not_over(order, now)
}

/// Whether an order opens anything at this moment. Its form in SQL is `store::nearby`.
#[must_use]
pub fn in_force(approved: bool, ended: bool, valid_until: Option<DateTime<Utc>>, at: DateTime<Utc>) -> bool {
    approved && !ended && valid_until.is_none_or(|until| until > at)
}

fn not_over(order: &legal_order::Model, now: DateTime<Utc>) -> Result<(), Refusal> {
    if order.ended_at.is_some() {
        return Err(Refusal::new(RefusalCode::InvalidTransition, "this order was ended already"));
    }
    if order.valid_until.is_some_and(|until| until <= now) {
        return Err(Refusal::new(RefusalCode::InvalidTransition, "this order has run out"));
    }
    Ok(())
}
