//! Impossible dates, for example future births or periods that end before they begin. "Today" is an argument.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::{
    refusal::{Refusal, RefusalCode},
    time_zone::{FURTHEST_AHEAD, Zone, day_of, end_of_day},
};

/// The first year of birth that is accepted.
pub(crate) const FIRST_YEAR_OF_BIRTH: i32 = 1900;

/// The first year in which case data was recorded.
pub(crate) const FIRST_YEAR_OF_RECORDS: i32 = 1990;

/// The start of the hour. Two columns that are written in one change would otherwise have the same microsecond, which
/// would reveal that they belong together.
pub(crate) fn to_the_hour(at: DateTime<Utc>) -> DateTime<Utc> {
    let seconds = at.timestamp();
    DateTime::from_timestamp(seconds - seconds.rem_euclid(3600), 0).unwrap_or(at)
}

/// A date of birth: since 1900 and not in the future.
pub(crate) fn birth(field: &'static str, date: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if date < year(FIRST_YEAR_OF_BIRTH) || date > today {
        return refuse(field, "a date of birth must be between 1900 and today");
    }
    Ok(())
}

/// The day of a past event: not in the future, and not before records began.
pub(crate) fn past(field: &'static str, date: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if date < year(FIRST_YEAR_OF_RECORDS) || date > today {
        return refuse(field, "this date must be between 1990 and today");
    }
    Ok(())
}

/// The opening time of a case: not in the future, and not before records began.
pub(crate) fn opened(field: &'static str, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    if at > now || at.date_naive() < year(FIRST_YEAR_OF_RECORDS) {
        return refuse(field, "the opening of a case must be between 1990 and now");
    }
    Ok(())
}

/// A planned day: today or later, within two years.
pub(crate) fn planned(field: &'static str, date: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if date < today || date > today + Duration::days(2 * 366) {
        return refuse(field, "this date must be between today and two years from now");
    }
    Ok(())
}

/// The dates of a document: issued since 1900 and not in the future, expiring after the issue.
pub(crate) fn document(
    issued_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), Refusal> {
    if issued_on.is_some_and(|issued| issued < year(FIRST_YEAR_OF_BIRTH) || issued > today) {
        return refuse("issuedOn", "the day of issue must be between 1900 and today");
    }
    if expires_on.is_some_and(|expires| expires < year(FIRST_YEAR_OF_BIRTH) || expires > year(2200)) {
        return refuse("expiresOn", "the last day of validity must be between 1900 and 2200");
    }
    match (issued_on, expires_on) {
        (Some(issued), Some(expires)) if expires <= issued => {
            refuse("expiresOn", "a document must expire after its day of issue")
        }
        _ => Ok(()),
    }
}

/// The most days that one question can list.
pub(crate) const MOST_DAYS: i64 = 366;

/// Default number of days.
const USUAL_DAYS: i64 = 30;

/// The days that a question names: from the first one until the one before `before`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct AskedDays {
    from: Option<NaiveDate>,
    before: Option<NaiveDate>,
}

impl AskedDays {
    /// The named days. It is checked for the place on earth that is furthest ahead, because the days of each place differ.
    /// Errors: when they are in the future, not in order, or too many.
    pub(crate) fn of(from: Option<NaiveDate>, before: Option<NaiveDate>, now: DateTime<Utc>) -> Result<Self, Refusal> {
        let today = (now + FURTHEST_AHEAD).date_naive();
        let tomorrow = today + Duration::days(1);
        past("before", before.unwrap_or(tomorrow), tomorrow)?;
        let next = |day: NaiveDate| day + Duration::days(1);
        let until = before.unwrap_or_else(|| next(now.date_naive().max(from.unwrap_or_default())));
        let first = from.unwrap_or(until - Duration::days(USUAL_DAYS));
        past("from", first, today)?;
        let count = (until - first).num_days();
        if !(1..=MOST_DAYS).contains(&count) {
            let message = format!("ask for 1 to {MOST_DAYS} days: `before` is after `from`");
            return Err(Refusal::of("from", RefusalCode::DateOutOfRange, message));
        }
        Ok(Self { from, before })
    }

    /// The days that have begun in the zone, each with its last moment; for today the current moment.
    pub(crate) fn ends(self, zone: Zone, now: DateTime<Utc>) -> Vec<(NaiveDate, DateTime<Utc>)> {
        let tomorrow = day_of(now, zone) + Duration::days(1);
        let before = self.before.unwrap_or(tomorrow).min(tomorrow);
        // In a zone ahead of UTC it can already be the next day.
        let from = self.from.unwrap_or(before - Duration::days(USUAL_DAYS)).max(before - Duration::days(MOST_DAYS));
        let days = from.iter_days().take_while(|day| *day < before);
        days.map(|day| (day, end_of_day(day, zone).min(now))).collect()
    }
}

fn year(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).expect("every year that is written in this file has a first of January")
}

fn refuse(field: &'static str, message: &'static str) -> Result<(), Refusal> {
    Err(Refusal::of(field, RefusalCode::DateOutOfRange, message))
}
