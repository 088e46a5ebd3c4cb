//! When the consulate learns that a house has closed a request: all closures of a day go out together on the next day, at
//! one minute that chance chose, so that neither the moment nor the hour says anything.

use chrono::{DateTime, Days, Duration, NaiveTime, Utc};

/// The minutes of a day.
pub const MINUTES: u16 = 24 * 60;

/// The day on which closures of this moment go out: from its first moment to that of the day after.
#[must_use]
pub fn batch_day(now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let midnight = |days| (now.date_naive() + Days::new(days)).and_time(NaiveTime::MIN).and_utc();
    (midnight(1), midnight(2))
}

/// The moment of the batch: that of the closures that wait for the same day already, or else a minute that chance chose.
#[must_use]
pub fn close_after(now: DateTime<Utc>, waiting: Option<DateTime<Utc>>, chance: u16) -> DateTime<Utc> {
    waiting.unwrap_or_else(|| batch_day(now).0 + Duration::minutes(i64::from(chance % MINUTES)))
}
