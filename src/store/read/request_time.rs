//! The moment of a request, and until when the values that were computed from it stay the same.

use std::sync::atomic::{AtomicI64, Ordering};

use sea_orm::prelude::{Date, DateTimeUtc};

/// The moment of a request. It notes the earliest later time at which a value that depends on it can change.
#[derive(Debug)]
pub(crate) struct RequestTime {
    at: DateTimeUtc,
    until: AtomicI64,
}

impl RequestTime {
    /// The moment, with nothing noted.
    pub(crate) const fn new(at: DateTimeUtc) -> Self {
        Self { at, until: AtomicI64::new(i64::MAX) }
    }

    /// The moment, for a value that changes at no other times than these.
    pub(crate) fn for_change_at(&self, times: impl IntoIterator<Item = Option<DateTimeUtc>>) -> DateTimeUtc {
        for time in times.into_iter().flatten().filter(|time| *time > self.at) {
            self.until.fetch_min(time.timestamp_micros(), Ordering::Relaxed);
        }
        self.at
    }

    /// Whether this time has come.
    pub(crate) fn has_come(&self, time: DateTimeUtc) -> bool {
        time <= self.for_change_at([Some(time)])
    }

    /// Whether this time is over.
    pub(crate) fn is_after(&self, time: DateTimeUtc) -> bool {
        // The value changes right after the time, so that the time itself is early enough.
        time < self.for_change_at([Some(time)])
    }

    /// The day of the moment in UTC, for a value that changes at no other time than midnight.
    pub(crate) fn day(&self) -> Date {
        let day = self.at.date_naive();
        let midnight = day.succ_opt().and_then(|next| next.and_hms_opt(0, 0, 0));
        self.for_change_at([midnight.map(|it| it.and_utc())]);
        day
    }

    /// The earliest time at which a value can change. `None` if only a write changes them.
    pub(crate) fn until(&self) -> Option<DateTimeUtc> {
        // `i64::MAX` is no time that this type can hold.
        DateTimeUtc::from_timestamp_micros(self.until.load(Ordering::Relaxed))
    }
}
