//! Definitions of the measures: subject, states, and how the value is computed from the rows.

use entity::codes::{DataClass, StatisticsMeasure, StatisticsState, StatisticsSubject};

use super::region::Axis;

/// How a value is computed from the rows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Value {
    /// Number of rows.
    Amount,
    /// Number of people.
    People,
    /// Percentile in hours: the hours within which this percentage of the rows lies.
    Hours(i64),
    /// Percentile in days.
    Days(i64),
}

/// The definition of a measure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Definition {
    /// The subject.
    pub subject: StatisticsSubject,
    /// States of the counted rows. Empty if all rows count.
    pub states: &'static [StatisticsState],
    /// Whether only rows that wait beyond their due time count.
    pub overdue: bool,
    /// How the value is computed.
    pub value: Value,
}

/// The definition of a measure.
pub(crate) const fn definition(measure: StatisticsMeasure) -> Definition {
    use StatisticsMeasure as M;
    use StatisticsState as S;
    use StatisticsSubject as T;
    const fn of(subject: T, value: Value) -> Definition {
        Definition { subject, states: &[], overdue: false, value }
    }
    const fn in_states(states: &'static [S]) -> Definition {
        Definition { states, ..of(T::Referral, Value::Amount) }
    }
    match measure {
        M::People => of(T::Case, Value::People),
        M::Cases => of(T::Case, Value::Amount),
        M::ReferralsSent => of(T::Referral, Value::Amount),
        M::ReferralsAccepted => in_states(&[S::Accepted, S::Completed, S::NotCompleted]),
        M::ReferralsDeclined => in_states(&[S::Declined]),
        M::ReferralsUnanswered => in_states(&[S::Waiting, S::Expired]),
        M::ReferralsOverdue => Definition { overdue: true, ..in_states(&[S::Waiting]) },
        M::HoursToAcknowledgeMedian => of(T::Acknowledgement, Value::Hours(50)),
        M::HoursToAcknowledgeP90 => of(T::Acknowledgement, Value::Hours(90)),
        M::HoursToDecideMedian => of(T::Decision, Value::Hours(50)),
        M::HoursToDecideP90 => of(T::Decision, Value::Hours(90)),
        M::ConsularRequests => of(T::ConsularRequest, Value::Amount),
        M::Occupancy => of(T::Presence, Value::Amount),
        M::DaysOfStayMedian => of(T::EndedStay, Value::Days(50)),
        M::DaysOfStayP90 => of(T::EndedStay, Value::Days(90)),
    }
}

/// Whether the rows of a subject have values on an axis.
pub(crate) const fn has(subject: StatisticsSubject, axis: Axis) -> bool {
    use StatisticsSubject as T;
    match axis {
        Axis::ServiceGroup | Axis::Urgency | Axis::Overdue => {
            matches!(subject, T::Referral | T::Acknowledgement | T::Decision)
        }
        Axis::State => !matches!(subject, T::Presence | T::EndedStay),
        _ => true,
    }
}

/// The states that rows of a subject can have.
pub(crate) const fn states(subject: StatisticsSubject) -> &'static [StatisticsState] {
    use StatisticsState as S;
    use StatisticsSubject as T;
    match subject {
        T::Case => &[S::Open, S::Closed],
        T::Referral | T::Acknowledgement | T::Decision => {
            &[S::Waiting, S::Accepted, S::Completed, S::NotCompleted, S::Declined, S::Expired, S::Ended]
        }
        T::ConsularRequest => &[S::InPreparation, S::WithConsulate, S::Confirmed, S::Issued, S::Refused, S::Dropped],
        T::Presence | T::EndedStay => &[],
    }
}

/// The class of the rows of a subject.
pub(crate) const fn class(subject: StatisticsSubject) -> DataClass {
    match subject {
        StatisticsSubject::ConsularRequest => DataClass::Legal,
        _ => DataClass::Operational,
    }
}

/// The class that an axis reveals. Counting by nationality needs a lower class than reading the nationality of a
/// person.
pub(crate) const fn class_of_axis(axis: Axis, counted: bool) -> DataClass {
    match axis {
        Axis::Nationality if counted => DataClass::IdentityCoarse,
        Axis::Nationality => DataClass::Identity,
        Axis::ProtectionConcern => DataClass::Protection,
        Axis::MedicalNeed => DataClass::Medical,
        Axis::InternationalProtection => DataClass::Asylum,
        _ => DataClass::Operational,
    }
}

/// Whether received referrals can be counted by an axis. Only facts of the referral itself can, because in each state
/// the receiver reads other facts of the person.
pub(crate) const fn counts_received(axis: Axis) -> bool {
    matches!(axis, Axis::Month | Axis::Organisation | Axis::ServiceGroup | Axis::Urgency | Axis::State | Axis::Overdue)
}

/// Whether the subject is about received referrals.
pub(crate) const fn is_received(subject: StatisticsSubject) -> bool {
    matches!(subject, StatisticsSubject::Referral | StatisticsSubject::Acknowledgement | StatisticsSubject::Decision)
}
