//! A date of birth with its precision, and the age that follows from it. Ages are counted from the latest possible
//! birthday, because a person whose date is not exact gets the benefit of the doubt. Days are days in UTC, because
//! centres have no time zone yet.

use chrono::{Datelike, Months};
use sea_orm::prelude::Date;

use crate::codes::{AgeBand, BirthDatePrecision};

/// The age of majority.
const MAJORITY: u32 = 18;
/// The number of years by which an estimated year of birth can be too early.
pub const MARGIN_OF_ESTIMATE: i32 = 2;

/// A date of birth and its precision.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Birth {
    /// The date; the first day of the month or year if only that is known.
    pub date: Option<Date>,
    /// How exactly it is known.
    pub precision: BirthDatePrecision,
}

impl Birth {
    /// The latest day on which the person can have been born: the last day of the month or year if only that is known,
    /// and `MARGIN_OF_ESTIMATE` years later if the year is an estimate.
    pub fn latest(self) -> Option<Date> {
        use BirthDatePrecision as P;
        let date = self.date?;
        let last_of_year = |year| Date::from_ymd_opt(year, 12, 31);
        match self.precision {
            P::Exact => Some(date),
            P::Month => date.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt(),
            P::Year => last_of_year(date.year()),
            P::Estimated => last_of_year(date.year() + MARGIN_OF_ESTIMATE),
        }
    }

    /// Whether the person is certainly 18 on this day. False if the date is unknown.
    pub fn adult(self, day: Date) -> bool {
        self.age(day).is_some_and(|age| age >= MAJORITY)
    }

    /// The first day on which the person is certainly 18. `None` if the date is unknown.
    pub fn of_age(self) -> Option<Date> {
        let day = self.latest()?.checked_add_months(Months::new(12 * MAJORITY))?;
        // Somebody born on 29 February comes of age on 1 March.
        if self.adult(day) { Some(day) } else { day.succ_opt() }
    }

    /// The age band on this day.
    pub fn band(self, day: Date) -> AgeBand {
        match self.age(day) {
            None => AgeBand::Unknown,
            Some(0..=4) => AgeBand::From0To4,
            Some(5..=11) => AgeBand::From5To11,
            Some(12..=14) => AgeBand::From12To14,
            Some(15..=17) => AgeBand::From15To17,
            Some(18..=24) => AgeBand::From18To24,
            Some(25..=29) => AgeBand::From25To29,
            Some(30..=39) => AgeBand::From30To39,
            Some(40..=59) => AgeBand::From40To59,
            Some(60..) => AgeBand::From60,
        }
    }

    /// The lowest possible age on this day. `None` for a date of birth in the future, which must be a mistake.
    fn age(self, day: Date) -> Option<u32> {
        let latest = self.latest()?;
        if self.date? > day {
            return None;
        }
        Some(day.years_since(latest).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use BirthDatePrecision as P;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn born(text: &str, precision: P) -> Birth {
        Birth { date: Some(day(text)), precision }
    }

    #[test]
    fn somebody_is_an_adult_on_the_latest_possible_eighteenth_birthday() {
        for (birth, last_day_as_child, first_day_as_adult) in [
            (born("2006-03-15", P::Exact), "2024-03-14", "2024-03-15"),
            (born("2008-02-29", P::Exact), "2026-02-28", "2026-03-01"),
            (born("2006-03-01", P::Month), "2024-03-30", "2024-03-31"),
            (born("2006-02-01", P::Month), "2024-02-27", "2024-02-28"),
            (born("2006-12-01", P::Month), "2024-12-30", "2024-12-31"),
            (born("2006-01-01", P::Year), "2024-12-30", "2024-12-31"),
            (born("2006-01-01", P::Estimated), "2026-12-30", "2026-12-31"),
            // A stored day that is more exact than the precision says is only a lower limit.
            (born("2006-03-15", P::Month), "2024-03-30", "2024-03-31"),
            (born("2006-03-15", P::Year), "2024-12-30", "2024-12-31"),
        ] {
            assert_eq!(birth.band(day(last_day_as_child)), AgeBand::From15To17, "{birth:?}");
            assert!(!birth.adult(day(last_day_as_child)), "{birth:?}");
            assert_eq!(birth.band(day(first_day_as_adult)), AgeBand::From18To24, "{birth:?}");
            assert!(birth.adult(day(first_day_as_adult)), "{birth:?}");
            assert_eq!(birth.of_age(), Some(day(first_day_as_adult)), "{birth:?}");
        }
    }

    #[test]
    fn somebody_born_this_year_is_a_baby_however_exact_the_date_is() {
        for precision in [P::Exact, P::Month, P::Year, P::Estimated] {
            assert_eq!(born("2024-01-01", precision).band(day("2024-03-15")), AgeBand::From0To4);
        }
    }

    #[test]
    fn a_birth_in_the_future_and_an_unknown_one_tell_no_age() {
        let unknown = Birth { date: None, precision: P::Estimated };
        for birth in [born("2030-01-01", P::Exact), unknown] {
            assert_eq!(birth.band(day("2024-03-15")), AgeBand::Unknown);
            assert!(!birth.adult(day("2024-03-15")));
        }
    }
}
