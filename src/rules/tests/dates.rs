//! Possible and impossible dates.

use chrono::{DateTime, NaiveDate, Utc};

use crate::rules::{
    dates::{AskedDays, MOST_DAYS, birth, document, opened, past, planned},
    refusal::{Refusal, RefusalCode},
    time_zone::Zone,
};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day of the calendar")
}

fn today() -> NaiveDate {
    day("2024-05-14")
}

fn holds(answer: Result<(), Refusal>) -> bool {
    match answer {
        Ok(()) => true,
        Err(refusal) => {
            assert_eq!(refusal.code, RefusalCode::DateOutOfRange);
            assert!(refusal.field.is_some());
            false
        }
    }
}

#[test]
fn births_lie_between_1900_and_today() {
    let table = [("1899-12-31", false), ("1900-01-01", true), ("2024-05-14", true), ("2024-05-15", false)];
    for (date, allowed) in table {
        assert_eq!(holds(birth("birthDate", day(date), today())), allowed, "{date}");
    }
    assert!(!holds(birth("birthDate", NaiveDate::MAX, today())));
    assert!(!holds(birth("birthDate", NaiveDate::MIN, today())));
}

#[test]
fn nothing_was_recorded_before_1990_or_after_today() {
    let table = [("1989-12-31", false), ("1990-01-01", true), ("2024-05-14", true), ("2024-05-15", false)];
    for (date, allowed) in table {
        assert_eq!(holds(past("identifiedOn", day(date), today())), allowed, "{date}");
    }
}

#[test]
fn a_case_is_not_opened_in_the_future() {
    let now: DateTime<Utc> = "2024-05-14T10:00:00Z".parse().expect("a time of the calendar");
    let table = [
        ("2024-05-14T10:00:00Z", true),
        ("2024-05-14T10:00:00.000001Z", false),
        ("1990-01-01T00:00:00Z", true),
        ("1989-12-31T23:59:59Z", false),
    ];
    for (at, allowed) in table {
        assert_eq!(holds(opened("openedAt", at.parse().expect("a time of the calendar"), now)), allowed, "{at}");
    }
}

#[test]
fn plans_lie_between_today_and_two_years_from_now() {
    let table = [("2024-05-13", false), ("2024-05-14", true), ("2026-05-14", true), ("2026-12-01", false)];
    for (date, allowed) in table {
        assert_eq!(holds(planned("nextReviewOn", day(date), today())), allowed, "{date}");
    }
}

#[test]
fn a_document_expires_after_it_was_issued() {
    let table = [
        (None, None, true),
        (Some("2020-01-01"), None, true),
        (None, Some("2030-01-01"), true),
        (None, Some("2010-01-01"), true),
        (Some("2020-01-01"), Some("2020-01-02"), true),
        (Some("2020-01-01"), Some("2020-01-01"), false),
        (Some("2020-01-01"), Some("2019-01-01"), false),
        (Some("2024-05-15"), None, false),
        (Some("1899-12-31"), None, false),
        (None, Some("2300-01-01"), false),
    ];
    for (issued, expires, allowed) in table {
        assert_eq!(holds(document(issued.map(day), expires.map(day), today())), allowed, "{issued:?} {expires:?}");
    }
}

fn days(from: Option<NaiveDate>, before: Option<NaiveDate>, now: DateTime<Utc>) -> Result<Vec<DateTime<Utc>>, Refusal> {
    AskedDays::of(from, before, now).map(|days| days.ends(Zone::UTC, now).into_iter().map(|(_, end)| end).collect())
}

#[test]
fn days_are_looked_at_where_they_end_and_today_is_now() {
    let now: DateTime<Utc> = "2024-05-14T09:30:00Z".parse().expect("a time");
    let found = days(Some(day("2024-05-12")), None, now).expect("three days");
    let ends = ["2024-05-12T23:59:59.999999Z", "2024-05-13T23:59:59.999999Z", "2024-05-14T09:30:00Z"];
    assert_eq!(found, ends.map(|end| end.parse::<DateTime<Utc>>().expect("a time")));
    assert_eq!(days(None, None, now).map(|days| days.len()), Ok(30));
    assert_eq!(days(None, Some(day("2024-03-01")), now).map(|days| days[29].date_naive()), Ok(day("2024-02-29")));
    assert_eq!(days(None, Some(day("2024-05-15")), now).map(|days| days[29]), Ok(now));
    let first = today() - chrono::Duration::days(MOST_DAYS - 1);
    assert_eq!(days(Some(first), None, now).map(|days| days.len()), Ok(366));
    for (from, before) in [
        (Some(first - chrono::Duration::days(1)), None),
        (Some(day("2024-05-13")), Some(day("2024-05-13"))),
        (None, Some(day("2024-05-16"))),
        (Some(day("2024-05-15")), None),
        (Some(day("1989-12-31")), Some(day("1990-01-02"))),
        (None, Some(day("1990-01-02"))),
    ] {
        assert!(!holds(days(from, before, now).map(|_| ())), "{from:?} {before:?}");
    }
}

#[test]
fn a_day_ends_at_midnight_of_its_place() {
    let now: DateTime<Utc> = "2024-05-14T23:30:00Z".parse().expect("a time");
    let ends = |zone: Zone, from: &str, before: Option<&str>| {
        let days = AskedDays::of(Some(day(from)), before.map(day), now).expect("days");
        days.ends(zone, now).into_iter().map(|(day, end)| format!("{day} {end:?}")).collect::<Vec<_>>()
    };
    let niamey = ends(Zone::Africa__Niamey, "2024-05-13", None);
    assert_eq!(
        niamey,
        [
            "2024-05-13 2024-05-13T22:59:59.999999Z",
            "2024-05-14 2024-05-14T22:59:59.999999Z",
            "2024-05-15 2024-05-14T23:30:00Z"
        ],
        "there it is tomorrow"
    );
    assert_eq!(ends(Zone::UTC, "2024-05-14", Some("2024-05-16")), ["2024-05-14 2024-05-14T23:30:00Z"]);
    assert_eq!(ends(Zone::UTC, "2024-05-15", None), [""; 0], "the day has not begun");
    let cairo = ends(Zone::Africa__Cairo, "2024-04-25", Some("2024-04-27"));
    assert_eq!(
        cairo,
        ["2024-04-25 2024-04-25T21:59:59.999999Z", "2024-04-26 2024-04-26T20:59:59.999999Z"],
        "the clock is moved forward at midnight of the 26th"
    );
}
