//! The months of UTC, by which rows are counted again.

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime, Utc};
use sea_orm::prelude::DateTimeUtc;

/// The moments at which a month begins and ends.
pub(crate) fn bounds(month: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let next = month.checked_add_months(Months::new(1)).unwrap_or(month);
    (month.and_time(NaiveTime::MIN).and_utc(), next.and_time(NaiveTime::MIN).and_utc())
}

/// The months from the month of one moment to that of another.
pub(super) fn between(first: DateTimeUtc, last: DateTimeUtc) -> impl Iterator<Item = NaiveDate> {
    let last = first_of_month(last);
    let next = move |month: &NaiveDate| month.checked_add_months(Months::new(1)).filter(|next| *next <= last);
    std::iter::successors(Some(first_of_month(first)).filter(|first| *first <= last), next)
}

/// The first day of the month of a moment.
pub(crate) fn first_of_month(moment: DateTimeUtc) -> NaiveDate {
    let day = moment.date_naive();
    day.with_day(1).unwrap_or(day)
}
