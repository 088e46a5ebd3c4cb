//! Random numbers for the synthetic caseload: one stream for each person, so that a seed gives the same rows regardless
//! of what was drawn for others. No clock is read; every generated time lies between two given ones.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc};
use rand::{Rng, RngExt, SeedableRng, rngs::ChaCha12Rng};
use uuid::{Builder, Uuid};

/// A stream of random numbers.
#[derive(Debug)]
pub struct Draw(ChaCha12Rng);

impl Draw {
    /// The stream with this number for this seed.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut numbers = ChaCha12Rng::seed_from_u64(seed);
        numbers.set_stream(stream);
        Self(numbers)
    }

    /// True with this probability, from 0 to 1.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.0.random_bool(probability.clamp(0.0, 1.0))
    }

    /// A number from `least` to `most`, both included.
    pub fn number(&mut self, least: i64, most: i64) -> i64 {
        self.0.random_range(least..=most.max(least))
    }

    /// A number of at least 0 and less than 1.
    pub fn part(&mut self) -> f64 {
        self.0.random::<f64>()
    }

    /// One of these, each with the same probability.
    ///
    /// # Panics
    /// When the slice is empty.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.0.random_range(0..from.len())]
    }

    /// One of these, with a probability in proportion to its weight.
    ///
    /// # Panics
    /// When the slice is empty.
    pub fn weighted<T: Copy>(&mut self, from: &[(T, f64)]) -> T {
        let total: f64 = from.iter().map(|(_, weight)| weight).sum();
        let mut left = self.part() * total;
        for (value, weight) in from {
            left -= weight;
            if left < 0.0 {
                return *value;
            }
        }
        from.last().expect("there is something to draw from").0
    }

    /// A version 7 id for a row created at this time.
    pub fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let mut random = [0; 10];
        self.0.fill_bytes(&mut random);
        let milliseconds = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid()
    }

    /// 128 random bits, for ids that must reveal neither a time nor an order.
    pub fn bits(&mut self) -> u128 {
        let mut random = [0; 16];
        self.0.fill_bytes(&mut random);
        u128::from_be_bytes(random)
    }

    /// A text of `count` random digits in base 10 or 16.
    pub fn digits(&mut self, count: usize, base: u32) -> String {
        (0..count).filter_map(|_| char::from_digit(self.0.random_range(0..base), base)).collect()
    }

    /// A time between two others, to the second.
    pub fn time(&mut self, from: DateTime<Utc>, until: DateTime<Utc>) -> DateTime<Utc> {
        from + Duration::seconds(self.number(0, (until - from).num_seconds()))
    }

    /// A time within office hours of this day.
    pub fn office_hour(&mut self, day: NaiveDate) -> DateTime<Utc> {
        let morning = day.and_time(NaiveTime::MIN).and_utc() + Duration::hours(7);
        self.time(morning, morning + Duration::hours(10))
    }

    /// A duration between these parts of the whole, to the second.
    pub fn share_of(&mut self, whole: Duration, least: f64, most: f64) -> Duration {
        let seconds = whole.num_seconds();
        Duration::seconds(self.number(part_of(seconds, least), part_of(seconds, most)))
    }
}

/// This part of a number of seconds, rounded to thousandths.
fn part_of(seconds: i64, part: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "thousandths of a small number")]
    let thousandths = (part * 1000.0) as i64;
    seconds * thousandths / 1000
}

/// A duration of whole days; a fraction is cut off.
pub fn whole_days(days: f64) -> Duration {
    #[expect(clippy::cast_possible_truncation, reason = "a few thousand at most")]
    let days = days as i64;
    Duration::days(days)
}

/// The day this many years before another one. 29 February becomes 1 March if the year has no such day.
pub fn years_before(day: NaiveDate, years: i32) -> NaiveDate {
    let year = day.year() - years;
    day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1)).unwrap_or(day)
}
