//! When the consulate learns that a request was closed by the requesting organisation. All closures of a day are shown
//! together on the next day, at one random minute, so that neither the minute nor the hour reveals anything.

use chrono::{DateTime, Days, Duration, NaiveTime, Utc};

/// Minutes of a day.
pub(crate) const MINUTES: u16 = 24 * 60;

/// The day on which closures of this moment are shown: from its start to the start of the day after it.
pub fn batch_day(now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let midnight = |days| (now.date_naive() + Days::new(days)).and_time(NaiveTime::MIN).and_utc();
    (midnight(1), midnight(2))
}

/// The time of the batch: that of the closures already waiting for the same day, otherwise a random minute.
pub fn close_after(now: DateTime<Utc>, waiting: Option<DateTime<Utc>>, chance: u16) -> DateTime<Utc> {
    waiting.unwrap_or_else(|| batch_day(now).0 + Duration::minutes(i64::from(chance % MINUTES)))
}
