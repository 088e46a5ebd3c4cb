//! The clocks, to the minute.

use chrono::{DateTime, Datelike, Duration, Utc};
use entity::codes::{ReferralState as S, Urgency};
use proptest::prelude::*;
use sea_orm::Iterable;

use crate::rules::{
    calendar::Calendar,
    clocks::{
        Due, Span, due_times, expired_if_sent_by, expires_at, next_due, resume, undecided_if_since, undecided_until,
    },
    referral::{Step, next},
};

fn at(text: &str) -> DateTime<Utc> {
    format!("{text}:00Z").parse().expect("a time of the calendar")
}

#[test]
fn due_times_follow_the_table_of_the_form() {
    // Tuesday 14 May 2024, 10:00.
    let sent_at = at("2024-05-14T10:00");
    let table = [
        (Urgency::Immediate, "2024-05-14T11:00", "2024-05-14T13:00", "2024-05-14T13:00"),
        (Urgency::Emergency, "2024-05-14T14:00", "2024-05-15T10:00", "2024-05-15T10:00"),
        (Urgency::Urgent, "2024-05-15T10:00", "2024-05-17T10:00", "2024-05-21T10:00"),
        (Urgency::Routine, "2024-05-17T10:00", "2024-05-28T10:00", "2024-06-13T10:00"),
    ];
    assert_eq!(table.len(), Urgency::iter().count());
    for (urgency, acknowledge, decide, service) in table {
        let expected = Due { acknowledge_at: at(acknowledge), decide_at: at(decide), service_at: at(service) };
        assert_eq!(due_times(urgency, sent_at, &Calendar::usual()), expected, "{urgency:?}");
    }
}

#[test]
fn working_days_leave_out_saturday_and_sunday() {
    let table = [
        ("2024-05-13T09:30", "2024-05-16T09:30"), // Monday: Thursday
        ("2024-05-14T09:30", "2024-05-17T09:30"), // Tuesday: Friday
        ("2024-05-15T09:30", "2024-05-20T09:30"), // Wednesday: Monday
        ("2024-05-16T09:30", "2024-05-21T09:30"), // Thursday: Tuesday
        ("2024-05-17T09:30", "2024-05-22T09:30"), // Friday: Wednesday
        ("2024-05-18T09:30", "2024-05-22T09:30"), // Saturday: Wednesday
        ("2024-05-19T09:30", "2024-05-22T09:30"), // Sunday: Wednesday
        ("2024-02-28T23:59", "2024-03-04T23:59"), // over the end of a leap February
        ("2024-12-31T00:00", "2025-01-03T00:00"), // the usual calendar has no holidays
    ];
    for (start, due) in table {
        assert_eq!(Span::WorkingDays(3).after(at(start), &Calendar::usual()), at(due), "{start}");
    }
    assert_eq!(Span::WorkingDays(0).after(at("2024-05-18T09:30"), &Calendar::usual()), at("2024-05-18T09:30"));
}

#[test]
fn an_answer_gives_the_running_clocks_the_pause_back() {
    let due = due_times(Urgency::Urgent, at("2024-05-14T10:00"), &Calendar::usual());
    let resumed = resume(due, at("2024-05-15T08:00"), at("2024-05-16T11:30"));
    assert_eq!(resumed.acknowledge_at, due.acknowledge_at);
    assert_eq!(resumed.decide_at, at("2024-05-18T13:30"));
    assert_eq!(resumed.service_at, at("2024-05-22T13:30"));
    assert_eq!(resume(due, at("2024-05-15T08:00"), at("2024-05-15T07:59")), due, "clocks of two servers");
}

#[test]
fn each_state_runs_the_clock_that_it_waits_for() {
    let due = due_times(Urgency::Emergency, at("2024-05-14T10:00"), &Calendar::usual());
    for state in S::iter() {
        let expected = match state {
            S::Sent => Some(due.acknowledge_at),
            S::Acknowledged | S::UnderReview => Some(due.decide_at),
            S::Accepted | S::Scheduled | S::NoShow => Some(due.service_at),
            _ => None,
        };
        assert_eq!(next_due(state, &due), expected, "{state:?}");
    }
}

#[test]
fn what_waits_twice_the_time_to_decide_expires() {
    let sent_at = at("2024-05-14T10:00");
    let table = [
        (Urgency::Immediate, "2024-05-14T16:00"),
        (Urgency::Emergency, "2024-05-16T10:00"),
        (Urgency::Urgent, "2024-05-20T10:00"),
        (Urgency::Routine, "2024-06-11T10:00"),
    ];
    for (urgency, expected) in table {
        for state in S::iter() {
            let untouched = matches!(state, S::Sent | S::Acknowledged);
            assert_eq!(expires_at(state, urgency, sent_at), untouched.then(|| at(expected)), "{state:?} {urgency:?}");
        }
        assert_eq!(expired_if_sent_by(urgency, at(expected)), sent_at, "{urgency:?}");
    }
}

#[test]
fn every_state_that_can_expire_has_its_time() {
    let sent_at = at("2024-05-14T10:00");
    let (decide, asked) = (at("2024-05-17T10:00"), at("2024-05-16T10:00"));
    for state in S::iter() {
        let untouched = expires_at(state, Urgency::Urgent, sent_at);
        let taken_up = undecided_until(state, Some(decide), Some(asked));
        assert_eq!(untouched.xor(taken_up).is_some(), next(state, Step::Expire).is_ok(), "{state:?}");
    }
    let day = Duration::days(30);
    assert_eq!(undecided_until(S::UnderReview, Some(decide), None), Some(decide + day));
    assert_eq!(undecided_until(S::InfoRequested, Some(decide), Some(asked)), Some(asked + day));
    assert_eq!(undecided_if_since(decide + day), decide);
}

fn any_time() -> impl Strategy<Value = DateTime<Utc>> {
    // 2000 to 2100, to the microsecond.
    (946_684_800_000_000_i64..4_102_444_800_000_000)
        .prop_map(|micros| DateTime::from_timestamp_micros(micros).expect("a time of this century"))
}

fn any_urgency() -> impl Strategy<Value = Urgency> {
    prop::sample::select(Urgency::iter().collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn due_times_stand_in_order_and_an_expiry_comes_after_the_decision(sent_at in any_time(), urgency in any_urgency()) {
        let Due { acknowledge_at, decide_at, service_at } = due_times(urgency, sent_at, &Calendar::usual());
        prop_assert!(sent_at < acknowledge_at && acknowledge_at < decide_at && decide_at <= service_at);
        let expires_at = expires_at(S::Sent, urgency, sent_at).expect("a sent referral can expire");
        prop_assert!(decide_at < expires_at);
        prop_assert_eq!(decide_at - sent_at, expires_at - decide_at);
    }

    #[test]
    fn working_days_end_on_a_working_day_at_the_same_time_of_day(start in any_time(), days in 1..40_u32) {
        let end = Span::WorkingDays(days).after(start, &Calendar::usual());
        prop_assert!(end.weekday().number_from_monday() <= 5);
        prop_assert_eq!(end.time(), start.time());
        let working = (1..=(end - start).num_days())
            .filter(|day| (start + Duration::days(*day)).weekday().number_from_monday() <= 5)
            .count();
        prop_assert_eq!(working, days as usize);
    }

    #[test]
    fn two_pauses_add_up(sent_at in any_time(), urgency in any_urgency(), first in 0..1_000_000_i64, second in 0..1_000_000_i64) {
        let due = due_times(urgency, sent_at, &Calendar::usual());
        let (first, second) = (Duration::seconds(first), Duration::seconds(second));
        let twice = resume(resume(due, sent_at, sent_at + first), sent_at, sent_at + second);
        prop_assert_eq!(twice, resume(due, sent_at, sent_at + first + second));
    }
}
