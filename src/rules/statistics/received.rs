//! Statistics about received referrals: the class and the relations that a reader needs for a question.

use entity::codes::{DataClass, Relation, StatisticsState};
use sea_orm::ActiveEnum;

use super::{
    measure::Definition,
    question::Question,
    region::{Axis, Values},
};

/// The class that a measure needs: that of the referral fields from which it is counted. How long the own organisation took to
/// answer is its own act, so it can count that after the referral has ended, too.
pub(crate) fn class(question: &Question, of: &Definition) -> DataClass {
    let by_urgency = question.axes().any(|axis| axis == Axis::Urgency);
    if of.overdue || by_urgency { DataClass::Operational } else { DataClass::OperationalCoarse }
}

/// The relations that the receiver can have to the counted referrals: only pending for referrals that wait for an
/// answer; for others also active and closed.
pub(crate) fn relations(question: &Question, of: &Definition) -> &'static [Relation] {
    let waiting = Values::one(StatisticsState::Waiting.to_value());
    let only = question.filter.on(Axis::State).is_some_and(|states| states.within(&waiting));
    if only || of.states == [StatisticsState::Waiting] {
        &[Relation::ReferralPending]
    } else {
        &[Relation::ReferralPending, Relation::ReferralActive, Relation::ReferralClosed]
    }
}
