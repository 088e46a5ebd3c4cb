//! Working days in the calendar of a centre, and the texts of its columns and cells.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::{
    centre,
    codes::{CentreStatus, CentreType, Urgency, Weekday},
};
use sea_orm::Iterable;
use uuid::Uuid;

use crate::rules::{
    calendar::{
        Calendar, Holiday, USUAL_WEEK, WEEK, holidays, holidays_column, read_holidays, week, working_days,
        written_holidays,
    },
    clocks::{Span, due_times},
    refusal::RefusalCode,
    weekdays,
};

fn at(text: &str) -> DateTime<Utc> {
    format!("{text}:00Z").parse().expect("a time of the calendar")
}

fn centre(zone: &str, week: &str, days: &str) -> centre::Model {
    let column = holidays_column("holidays", &read_holidays(days).expect("days")).expect("a list of holidays");
    centre::Model {
        id: Uuid::nil(),
        organisation_id: Uuid::nil(),
        code: "AGZ".to_owned(),
        name: "Agadez".to_owned(),
        name_translations: None,
        centre_type: CentreType::TransitCentre,
        country: "NER".to_owned(),
        admin1: "Agadez".to_owned(),
        admin2: None,
        latitude: None,
        longitude: None,
        capacity_beds: 1,
        surge_beds: 0,
        protected: false,
        fronting_centre_id: None,
        opening_hours: None,
        time_zone: zone.to_owned(),
        working_days: week.to_owned(),
        holidays: column,
        open_centre: true,
        status: CentreStatus::Open,
        created_at: at("2024-01-01T00:00"),
        updated_at: at("2024-01-01T00:00"),
        version: 1,
    }
}

fn after(zone: &str, week: &str, days: &str, working: u32, start: &str) -> DateTime<Utc> {
    Span::WorkingDays(working).after(at(start), &Calendar::of(Some(&centre(zone, week, days))))
}

#[test]
fn working_days_are_those_of_the_centre() {
    let table = [
        // Friday and Saturday are the weekend: Thursday, then Sunday, Monday, Tuesday.
        ("UTC", "MO,TU,WE,TH,SU", "", 3, "2024-05-16T09:30", "2024-05-21T09:30"),
        ("UTC", "MO,TU,WE,TH,SU", "", 1, "2024-05-17T09:30", "2024-05-19T09:30"),
        // One day a week.
        ("UTC", "WE", "", 2, "2024-05-15T09:30", "2024-05-29T09:30"),
        ("UTC", "MO,TU,WE,TH,FR,SA,SU", "", 3, "2024-05-17T09:30", "2024-05-20T09:30"),
        // A holiday in the week, one on a weekend, two in a row, and the day of sending itself.
        ("UTC", USUAL_WEEK, "2024-05-01", 3, "2024-04-29T10:00", "2024-05-03T10:00"),
        ("UTC", USUAL_WEEK, "2024-05-04", 3, "2024-05-02T10:00", "2024-05-07T10:00"),
        ("UTC", USUAL_WEEK, "2024-12-25; 2024-12-26", 1, "2024-12-24T10:00", "2024-12-27T10:00"),
        ("UTC", USUAL_WEEK, "2024-05-01", 1, "2024-05-01T10:00", "2024-05-02T10:00"),
        // In Niamey it is Saturday already, and the count begins with Monday.
        ("Africa/Niamey", USUAL_WEEK, "", 1, "2024-05-17T23:30", "2024-05-19T23:30"),
        ("UTC", USUAL_WEEK, "", 1, "2024-05-17T23:30", "2024-05-20T23:30"),
        // In New York it is still Thursday.
        ("America/New_York", USUAL_WEEK, "", 1, "2024-05-17T02:00", "2024-05-18T02:00"),
        // The clock is moved forward on Sunday 31 March in Madrid, and the time of day there stays.
        ("Europe/Madrid", USUAL_WEEK, "", 1, "2024-03-29T09:00", "2024-04-01T08:00"),
        // It is moved back on Sunday 27 October.
        ("Europe/Madrid", USUAL_WEEK, "", 1, "2024-10-25T08:00", "2024-10-28T09:00"),
        // 02:30 does not exist on 31 March: an hour later. On 27 October it exists twice: the first one.
        ("Europe/Madrid", "SU", "", 1, "2024-03-24T01:30", "2024-03-31T01:30"),
        ("Europe/Madrid", "SU", "", 1, "2024-10-20T00:30", "2024-10-27T00:30"),
    ];
    for (zone, week, days, working, start, end) in table {
        assert_eq!(after(zone, week, days, working, start), at(end), "{zone} {week} {days} {working} {start}");
    }
}

#[test]
fn a_protected_centre_and_no_centre_count_from_monday_to_friday_in_utc() {
    let hidden = centre::Model { protected: true, ..centre("Africa/Niamey", "SU", "2024-05-20") };
    assert_eq!(Calendar::of(Some(&hidden)), Calendar::usual());
    assert_eq!(Calendar::of(None), Calendar::usual());
    assert_eq!(Calendar::of(Some(&centre("UTC", USUAL_WEEK, ""))), Calendar::usual());
    assert_ne!(Calendar::of(Some(&centre("Africa/Niamey", USUAL_WEEK, ""))), Calendar::usual());
}

#[test]
fn columns_that_nobody_can_read_are_the_usual_week() {
    for column in ["", "XX", "FR-MO", "MO,,TU"] {
        assert_eq!(working_days(column), working_days(USUAL_WEEK), "{column}");
    }
    assert_eq!(holidays(Some("no list")), []);
    assert_eq!(weekdays::read(WEEK), weekdays::read(USUAL_WEEK));
}

#[test]
fn holidays_never_move_the_acknowledgement_beyond_the_decision() {
    let closed: Vec<_> = (1..=31).map(|day| format!("2024-05-{day:02}")).collect();
    let calendar = Calendar::of(Some(&centre("UTC", USUAL_WEEK, &closed.join(";"))));
    let due = due_times(Urgency::Routine, at("2024-05-14T10:00"), &calendar);
    assert_eq!((due.acknowledge_at, due.decide_at), (at("2024-05-28T10:00"), at("2024-05-28T10:00")));
    for urgency in Urgency::iter().filter(|it| *it != Urgency::Routine) {
        let sent_at = at("2024-05-14T10:00");
        assert_eq!(due_times(urgency, sent_at, &calendar), due_times(urgency, sent_at, &Calendar::usual()));
    }
}

#[test]
fn a_centre_works_on_some_day() {
    let refused = week("workingDays", &BTreeSet::new()).expect_err("nobody works");
    assert_eq!((refused.code, refused.field), (RefusalCode::ValueRequired, Some("workingDays")));
    for day in Weekday::iter() {
        let column = week("workingDays", &BTreeSet::from([day])).expect("one day is enough");
        assert_eq!(working_days(&column), BTreeSet::from([day]));
    }
    assert_eq!(week("workingDays", &Weekday::iter().collect()).as_deref(), Ok("MO,TU,WE,TH,FR,SA,SU"));
}

#[test]
fn holidays_are_kept_in_the_order_of_their_days_and_read_back() {
    let given = read_holidays(" 2026-12-25  Christmas Day; 2026-08-03\n2026-12-18 Republic Day ;").expect("days");
    let column = holidays_column("holidays", &given).expect("they are allowed");
    let stored = holidays(column.as_deref());
    assert_eq!(written_holidays(&stored), "2026-08-03; 2026-12-18 Republic Day; 2026-12-25 Christmas Day");
    assert_eq!(read_holidays(&written_holidays(&stored)), Ok(stored));
    assert_eq!(holidays_column("holidays", &[]), Ok(None));
    for wrong in ["tomorrow", "2026-02-30 A day", "Christmas Day 2026-12-25"] {
        read_holidays(wrong).expect_err(wrong);
    }
}

#[test]
fn holidays_that_are_not_allowed_are_refused() {
    let day = |date: &str, name: &str| Holiday { date: date.parse().expect("a day"), name: Some(name.to_owned()) };
    let many: Vec<_> =
        day("2026-01-01", "").date.iter_days().take(201).map(|date| Holiday { date, name: None }).collect();
    let table = [
        (vec![day("2026-12-25", ""), day("2026-12-25", "Christmas")], RefusalCode::ValueNotAllowed),
        (vec![day("1999-12-31", "")], RefusalCode::DateOutOfRange),
        (vec![day("2101-01-01", "")], RefusalCode::DateOutOfRange),
        (vec![day("2026-12-25", "Christmas; and more")], RefusalCode::TextNotAllowed),
        (vec![day("2026-12-25", "Christ\nmas")], RefusalCode::TextNotAllowed),
        (vec![day("2026-12-25", &"x".repeat(201))], RefusalCode::TextTooLong),
        (many.clone(), RefusalCode::LimitReached),
    ];
    for (given, code) in table {
        assert_eq!(holidays_column("holidays", &given).expect_err("it is not allowed").code, code);
    }
    holidays_column("holidays", &many[..200]).expect("as many as there may be");
}
