//! Dates that cannot be: births to come, cases opened tomorrow, periods that end before they begin. "Today" is an
//! argument.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};

use super::refusal::{Refusal, RefusalCode};

/// The first year of birth that is believed.
pub const FIRST_YEAR_OF_BIRTH: i32 = 1900;

/// The first year in which anything was recorded about a case.
pub const FIRST_YEAR_OF_RECORDS: i32 = 1990;

/// The beginning of the hour. Two columns that are written in one change would otherwise show the same microsecond, and so
/// that they belong together.
#[must_use]
pub fn to_the_hour(at: DateTime<Utc>) -> DateTime<Utc> {
    let seconds = at.timestamp();
    DateTime::from_timestamp(seconds - seconds.rem_euclid(3600), 0).unwrap_or(at)
}

/// A date of birth: since 1900, and not to come.
pub fn birth(field: &'static str, date: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if date < year(FIRST_YEAR_OF_BIRTH) || date > today {
        return refuse(field, "a date of birth lies between 1900 and today");
    }
    Ok(())
}

/// Something that was seen, done or issued on a day: not to come, and not before records began.
pub fn past(field: &'static str, date: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if date < year(FIRST_YEAR_OF_RECORDS) || date > today {
        return refuse(field, "this date lies between 1990 and today");
    }
    Ok(())
}

/// The time a case was opened: not to come, and not before records began.
pub fn opened(field: &'static str, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    if at > now || at.date_naive() < year(FIRST_YEAR_OF_RECORDS) {
        return refuse(field, "a case was opened between 1990 and now");
    }
    Ok(())
}

/// A day that something is planned for: today or later, within two years.
pub fn planned(field: &'static str, date: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if date < today || date > today + Duration::days(2 * 366) {
        return refuse(field, "this date lies between today and two years from now");
    }
    Ok(())
}

/// A document: issued since 1900 and not to come, expiring after it was issued.
pub fn document(issued_on: Option<NaiveDate>, expires_on: Option<NaiveDate>, today: NaiveDate) -> Result<(), Refusal> {
    if issued_on.is_some_and(|issued| issued < year(FIRST_YEAR_OF_BIRTH) || issued > today) {
        return refuse("issuedOn", "a document was issued between 1900 and today");
    }
    if expires_on.is_some_and(|expires| expires < year(FIRST_YEAR_OF_BIRTH) || expires > year(2200)) {
        return refuse("expiresOn", "a document expires between 1900 and 2200");
    }
    match (issued_on, expires_on) {
        (Some(issued), Some(expires)) if expires <= issued => {
            refuse("expiresOn", "a document expires after it was issued")
        }
        _ => Ok(()),
    }
}

/// A period to look for: it does not end before it begins.
pub fn between<T: PartialOrd>(field: &'static str, from: Option<&T>, until: Option<&T>) -> Result<(), Refusal> {
    match (from, until) {
        (Some(from), Some(until)) if until < from => refuse(field, "the end lies before the beginning"),
        _ => Ok(()),
    }
}

/// The most days that are looked at one by one.
pub const MOST_DAYS: i64 = 366;

/// How far back one looks where it is not said.
const USUAL_DAYS: i64 = 30;

/// The last moment of each day from the first to the last; of today the present one.
pub fn days(
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>, Refusal> {
    let today = now.date_naive();
    let until = until.unwrap_or(today);
    past("until", until, today)?;
    let from = from.unwrap_or(until - Duration::days(USUAL_DAYS - 1));
    past("from", from, today)?;
    let count = (until - from).num_days() + 1;
    if !(1..=MOST_DAYS).contains(&count) {
        let message = format!("ask for 1 to {MOST_DAYS} days, the first one before the last one");
        return Err(Refusal::of("from", RefusalCode::DateOutOfRange, message));
    }
    let end = |day: NaiveDate| (day.and_time(NaiveTime::MIN).and_utc() + Duration::days(1)) - Duration::microseconds(1);
    Ok(from.iter_days().take_while(|day| *day <= until).map(|day| end(day).min(now)).collect())
}

fn year(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).expect("every year that is written in this file has a first of January")
}

fn refuse(field: &'static str, message: &str) -> Result<(), Refusal> {
    Err(Refusal::of(field, RefusalCode::DateOutOfRange, message))
}
