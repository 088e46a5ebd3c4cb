//! The clocks of a referral: when it is due for acknowledgement, decision and service, how a question shifts the due
//! times, when it is overdue and when it expires. All clocks start when the referral is sent. Working days
//! are those of the receiving centre, because its people do the work. Due times are kept as they were when the referral was sent:
//! a later change of that calendar moves none of them.

use chrono::{DateTime, Duration, Utc};
use entity::codes::{ReferralState, Role, Urgency};

use super::calendar::Calendar;

/// Days for which the receiver can still read the shared classes after completion, unless agreed otherwise.
pub const DAYS_AFTER_COMPLETION: i64 = 30;

/// Days for which the former owner of a transferred case can still read its operational facts.
pub const DAYS_AFTER_TRANSFER: i64 = 30;

/// A length of time, in the units of the inter-agency referral form.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Span {
    /// Hours, day and night.
    Hours(i64),
    /// Days, including weekends.
    Days(i64),
    /// Working days of a calendar.
    WorkingDays(u32),
}

/// The time limits of an urgency.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// Until the receiver acknowledges.
    pub acknowledge: Span,
    /// Until the receiver accepts or declines.
    pub decide: Span,
    /// Until the service begins.
    pub service: Span,
}

/// The due times of one referral.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Due {
    /// When the receiver should have acknowledged.
    pub acknowledge_at: DateTime<Utc>,
    /// When the receiver should have accepted or declined.
    pub decide_at: DateTime<Utc>,
    /// When the service should have begun.
    pub service_at: DateTime<Utc>,
}

/// The limits for decision and service follow the inter-agency referral form.
pub const fn limits(urgency: Urgency) -> Limits {
    let (acknowledge, decide, service) = match urgency {
        Urgency::Immediate => (Span::Hours(1), Span::Hours(3), Span::Hours(3)),
        Urgency::Emergency => (Span::Hours(4), Span::Hours(24), Span::Hours(24)),
        Urgency::Urgent => (Span::Hours(24), Span::Hours(72), Span::Days(7)),
        Urgency::Routine => (Span::WorkingDays(3), Span::Days(14), Span::Days(30)),
    };
    Limits { acknowledge, decide, service }
}

impl Span {
    /// The time that lies this span after `start`. Working days keep the time of day. From Monday to Friday, three working
    /// days after Friday 10:00 is Wednesday 10:00, as it is after Saturday or Sunday 10:00, because the count begins with
    /// the next working day.
    pub(crate) fn after(self, start: DateTime<Utc>, calendar: &Calendar) -> DateTime<Utc> {
        match self {
            Self::Hours(hours) => start + Duration::hours(hours),
            Self::Days(days) => start + Duration::days(days),
            Self::WorkingDays(days) => calendar.after(start, days),
        }
    }
}

/// The due times of a referral that is sent now to a centre with this calendar. Holidays never move the acknowledgement beyond
/// the decision.
pub fn due_times(urgency: Urgency, sent_at: DateTime<Utc>, calendar: &Calendar) -> Due {
    let Limits { acknowledge, decide, service } = limits(urgency);
    let after = |span: Span| span.after(sent_at, calendar);
    let decide_at = after(decide);
    Due { acknowledge_at: after(acknowledge).min(decide_at), decide_at, service_at: after(service) }
}

/// The due times after an answer: the decision and service clocks get the time of the pause back. The acknowledgement
/// was given before anybody could ask, so its due time does not change.
pub fn resume(due: Due, paused_at: DateTime<Utc>, now: DateTime<Utc>) -> Due {
    // The clocks of two servers can differ a little; a pause is never negative.
    let pause = (now - paused_at).max(Duration::zero());
    Due { decide_at: due.decide_at + pause, service_at: due.service_at + pause, ..due }
}

/// The due time of the clock that runs in this state; `None` if no clock runs.
pub const fn next_due(state: ReferralState, due: &Due) -> Option<DateTime<Utc>> {
    use ReferralState as S;
    match state {
        S::Sent => Some(due.acknowledge_at),
        S::Acknowledged | S::UnderReview => Some(due.decide_at),
        // A no-show does not stop the clock because the person still waits for the service.
        S::Accepted | S::Scheduled | S::NoShow => Some(due.service_at),
        S::InfoRequested
        | S::Draft
        | S::InProgress
        | S::Completed
        | S::NotCompleted
        | S::Declined
        | S::Redirected
        | S::Cancelled
        | S::Revoked
        | S::Expired
        | S::EnteredInError => None,
    }
}

/// The urgencies of which an overdue referral is told to this function of the sender as well. Routine referrals are in the lists only.
pub(crate) const fn escalates_to(role: Role) -> &'static [Urgency] {
    match role {
        Role::ProtectionOfficer => &[Urgency::Immediate, Urgency::Emergency],
        Role::CentreManager => &[Urgency::Immediate, Urgency::Urgent],
        _ => &[],
    }
}

/// The states in which nobody at the receiver has started to work on the referral.
pub(crate) const UNTOUCHED: &[ReferralState] = &[ReferralState::Sent, ReferralState::Acknowledged];

/// When a referral without an answer expires: after twice the time limit for the decision.
pub fn expires_at(state: ReferralState, urgency: Urgency, sent_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    UNTOUCHED.contains(&state).then(|| sent_at + time_to_expire(urgency))
}

/// Days after the due time of the decision, or after an open question, at which the referral expires. It expires
/// because a person is waiting for it.
pub(crate) const DAYS_UNDECIDED: i64 = 30;

/// When a referral under review or with an open question expires: some days after its decision was due, or after the
/// question.
pub fn undecided_until(
    state: ReferralState,
    decide_due_at: Option<DateTime<Utc>>,
    paused_at: Option<DateTime<Utc>>,
) -> Option<DateTime<Utc>> {
    let since = match state {
        ReferralState::UnderReview => decide_due_at,
        ReferralState::InfoRequested => paused_at,
        _ => None,
    };
    since.map(|since| since + Duration::days(DAYS_UNDECIDED))
}

/// The same rule for a list: a decision due or a question asked at or before this time has expired.
pub(crate) fn undecided_if_since(now: DateTime<Utc>) -> DateTime<Utc> {
    now - Duration::days(DAYS_UNDECIDED)
}

/// The same rule for a list: a referral sent at or before this time and still unanswered has expired.
pub(crate) fn expired_if_sent_by(urgency: Urgency, now: DateTime<Utc>) -> DateTime<Utc> {
    now - time_to_expire(urgency)
}

fn time_to_expire(urgency: Urgency) -> Duration {
    // Limits for decisions are in hours or days, so twice the limit is the same from every start.
    let start = DateTime::<Utc>::UNIX_EPOCH;
    (limits(urgency).decide.after(start, &Calendar::usual()) - start) * 2
}
