//! What each measure counts: the subject, where it stands, and how the value comes of the rows.

use entity::codes::{DataClass, StatisticsMeasure, StatisticsState, StatisticsSubject};

use super::region::Axis;

/// How a value comes of the rows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Value {
    /// How many rows there are.
    Amount,
    /// How many people they are.
    People,
    /// The hours within which this part of all lies, in percent.
    Hours(i64),
    /// The same in days.
    Days(i64),
}

/// A measure in terms of what is counted.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// The subject.
    pub subject: StatisticsSubject,
    /// Where it stands, if that matters.
    pub states: &'static [StatisticsState],
    /// Only what waits beyond its due time.
    pub overdue: bool,
    /// The value.
    pub value: Value,
}

/// The definition of a measure.
#[must_use]
pub const fn definition(measure: StatisticsMeasure) -> Definition {
    use StatisticsMeasure as M;
    use StatisticsState as S;
    use StatisticsSubject as T;
    const fn of(subject: T, value: Value) -> Definition {
        Definition { subject, states: &[], overdue: false, value }
    }
    const fn standing(states: &'static [S]) -> Definition {
        Definition { states, ..of(T::Referral, Value::Amount) }
    }
    match measure {
        M::People => of(T::Case, Value::People),
        M::Cases => of(T::Case, Value::Amount),
        M::ReferralsSent => of(T::Referral, Value::Amount),
        M::ReferralsAccepted => standing(&[S::Accepted, S::Completed, S::NotCompleted]),
        M::ReferralsDeclined => standing(&[S::Declined]),
        M::ReferralsUnanswered => standing(&[S::Waiting, S::Expired]),
        M::ReferralsOverdue => Definition { overdue: true, ..standing(&[S::Waiting]) },
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
#[must_use]
pub const fn has(subject: StatisticsSubject, axis: Axis) -> bool {
    use StatisticsSubject as T;
    match axis {
        Axis::ServiceGroup | Axis::Urgency | Axis::Overdue => {
            matches!(subject, T::Referral | T::Acknowledgement | T::Decision)
        }
        Axis::State => !matches!(subject, T::Presence | T::EndedStay),
        _ => true,
    }
}

/// Where the rows of a subject can stand.
#[must_use]
pub const fn states(subject: StatisticsSubject) -> &'static [StatisticsState] {
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
#[must_use]
pub const fn class(subject: StatisticsSubject) -> DataClass {
    match subject {
        StatisticsSubject::ConsularRequest => DataClass::Legal,
        _ => DataClass::Operational,
    }
}

/// The class that an axis tells of. To have a nationality counted takes less than to read it of a person.
#[must_use]
pub const fn class_of_axis(axis: Axis, counted: bool) -> DataClass {
    match axis {
        Axis::Nationality if counted => DataClass::IdentityCoarse,
        Axis::Nationality => DataClass::Identity,
        Axis::ProtectionConcern => DataClass::Protection,
        Axis::MedicalNeed => DataClass::Medical,
        Axis::InternationalProtection => DataClass::Asylum,
        _ => DataClass::Operational,
    }
}
