//! Questions, answers, interviews, and the dates of documents.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use entity::codes::QuestionCode as Q;

use crate::rules::{
    consular::{
        document::{expired, may_expire, may_issue},
        questions::{answers_all, interview, may_ask},
    },
    refusal::RefusalCode,
};

#[test]
fn questions_are_asked_once() {
    assert_eq!(may_ask(&[Q::FatherFullName, Q::MotherFullName]), Ok(()));
    assert_eq!(may_ask(&[]).unwrap_err().code, RefusalCode::ValueRequired);
    assert_eq!(may_ask(&[Q::FatherFullName, Q::FatherFullName]).unwrap_err().code, RefusalCode::ValueNotAllowed);
}

#[test]
fn what_was_not_asked_is_not_told() {
    let asked = [Q::FatherFullName, Q::BirthPlaceDetail];
    assert_eq!(answers_all(&asked, &[Q::BirthPlaceDetail, Q::FatherFullName]), Ok(()));
    for answered in [vec![Q::FatherFullName], vec![Q::FatherFullName, Q::MotherFullName], vec![Q::FatherFullName; 2]] {
        assert_eq!(answers_all(&asked, &answered).unwrap_err().code, RefusalCode::ValueNotAllowed, "{answered:?}");
    }
}

#[test]
fn an_interview_lies_ahead() {
    let now: DateTime<Utc> = "2026-11-22T10:00:00Z".parse().expect("a time");
    assert_eq!(interview(now + Duration::days(3), now), Ok(()));
    for at in [now, now - Duration::days(1), now + Duration::days(400)] {
        assert_eq!(interview(at, now).unwrap_err().code, RefusalCode::DateOutOfRange, "{at}");
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn a_document_is_good_until_the_end_of_its_last_day() {
    let today = day("2026-11-22");
    assert!(!expired(None, today));
    assert!(!expired(Some(today), today));
    assert!(expired(Some(day("2026-11-21")), today));
    assert!(may_expire(Some(day("2026-11-21")), today).is_ok());
    assert_eq!(may_expire(Some(today), today).unwrap_err().code, RefusalCode::DateOutOfRange);
}

#[test]
fn a_document_is_issued_in_the_past_and_ends_in_the_future() {
    let today = day("2026-11-22");
    assert_eq!(may_issue(today, Some(day("2027-11-22")), today), Ok(()));
    assert_eq!(may_issue(today, None, today), Ok(()));
    for (issued, expires) in
        [("2026-11-23", None), ("2026-11-01", Some("2026-11-10")), ("2026-11-01", Some("2026-10-01"))]
    {
        assert!(may_issue(day(issued), expires.map(day), today).is_err(), "{issued} {expires:?}");
    }
}
