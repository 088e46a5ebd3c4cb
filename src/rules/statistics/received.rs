//! Referrals that an organisation received, as statistics: by what they can be counted, and what one has to be able to read of
//! them for that.

use entity::codes::{DataClass, Relation, StatisticsState, StatisticsSubject};
use sea_orm::ActiveEnum;

use super::{
    measure::Definition,
    question::Question,
    region::{Axis, Values},
};

/// Whether a received referral has values on an axis: what it is itself. Of its person it tells in each state something else.
#[must_use]
pub const fn has(axis: Axis) -> bool {
    matches!(axis, Axis::Month | Axis::Organisation | Axis::ServiceGroup | Axis::Urgency | Axis::State | Axis::Overdue)
}

/// Whether a subject is received at all.
#[must_use]
pub const fn is_received(subject: StatisticsSubject) -> bool {
    matches!(subject, StatisticsSubject::Referral | StatisticsSubject::Acknowledgement | StatisticsSubject::Decision)
}

/// The class that a measure tells of each referral: that of the fields of a referral that it is counted from.
#[must_use]
pub fn class(question: &Question, of: &Definition) -> DataClass {
    let by_urgency = question.axes().any(|axis| axis == Axis::Urgency);
    if of.overdue || by_urgency || of.subject != StatisticsSubject::Referral {
        DataClass::Operational
    } else {
        DataClass::OperationalCoarse
    }
}

/// What the receiver can be to the referrals that a measure is about: of those that wait for its answer nothing but that, of
/// others anything up to a tombstone.
#[must_use]
pub fn relations(question: &Question, of: &Definition) -> &'static [Relation] {
    let waiting = Values::one(StatisticsState::Waiting.to_value());
    let only = question.filter.on(Axis::State).is_some_and(|states| states.within(&waiting));
    if only || of.states == [StatisticsState::Waiting] {
        &[Relation::ReferralPending]
    } else {
        &[Relation::ReferralPending, Relation::ReferralActive, Relation::ReferralClosed]
    }
}
