//! Unique values for the columns of the whole file, so that each field shows a value of its own.

use sea_orm::prelude::{Date, DateTimeUtc};

use super::rows;

/// Makes unique values.
#[derive(Default)]
pub struct Once(pub u32);

impl Once {
    /// A text that nothing else has.
    #[expect(clippy::unnecessary_wraps, reason = "the column is nullable")]
    pub fn text(&mut self, of: &str) -> Option<String> {
        self.0 += 1;
        Some(format!("{of}-{:04}", self.0))
    }

    /// A date long ago, so that its text differs from the date of every moment.
    pub fn day(&mut self) -> Option<Date> {
        self.0 += 1;
        Date::from_ymd_opt(1970, 1, 1)?.checked_add_days(chrono::Days::new(u64::from(self.0)))
    }

    /// A moment about two months ago.
    #[expect(clippy::unnecessary_wraps, reason = "the column is nullable")]
    pub fn past(&mut self) -> Option<DateTimeUtc> {
        self.0 += 1;
        Some(rows::now() - chrono::Duration::days(60) + chrono::Duration::minutes(self.0.into()))
    }

    /// A moment about two months from now.
    #[expect(clippy::unnecessary_wraps, reason = "the column is nullable")]
    pub fn future(&mut self) -> Option<DateTimeUtc> {
        self.0 += 1;
        Some(rows::now() + chrono::Duration::days(60) + chrono::Duration::minutes(self.0.into()))
    }
}
