//! The calendar of a centre: the days of the week on which it works, its public holidays, and its time zone. Working days are
//! counted in it. A protected centre has no calendar of its own here, because a due time that follows it would reveal the
//! centre.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday as ChronoWeekday, WeekdaySet};
use entity::{centre, codes::Weekday};
use serde::{Deserialize, Serialize};

use super::{
    refusal::{Refusal, RefusalCode},
    text::{self, TextKind},
    time_zone::{Zone, moment_of, of_row},
    weekdays,
};

/// How a file writes a working week.
pub(crate) const WEEK: &str = "MO-FR";

/// The working week of a new centre, as its column has it.
pub(crate) const USUAL_WEEK: &str = "MO,TU,WE,TH,FR";

/// How a file writes public holidays.
pub(crate) const HOLIDAYS: &str = "2026-01-01 New Year; 2026-12-18";

/// The most public holidays of one centre: those of about ten years.
const MOST: usize = 200;

/// The days from Monday to Friday.
const MONDAY_TO_FRIDAY: WeekdaySet = WeekdaySet::from_array([
    ChronoWeekday::Mon,
    ChronoWeekday::Tue,
    ChronoWeekday::Wed,
    ChronoWeekday::Thu,
    ChronoWeekday::Fri,
]);

/// A public holiday. The names are those of the fields of the schema.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub(crate) struct Holiday {
    /// The day.
    pub date: NaiveDate,
    /// Its name.
    pub name: Option<String>,
}

/// A calendar in which working days are counted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Calendar {
    working: WeekdaySet,
    holidays: BTreeSet<NaiveDate>,
    zone: Zone,
}

impl Calendar {
    /// Monday to Friday in UTC, without holidays.
    pub fn usual() -> Self {
        Self { working: MONDAY_TO_FRIDAY, holidays: BTreeSet::new(), zone: Zone::UTC }
    }

    /// The calendar of this centre, and the usual one without a centre or for a protected centre.
    pub fn of(centre: Option<&centre::Model>) -> Self {
        let Some(centre) = centre.filter(|centre| !centre.protected) else { return Self::usual() };
        let working: WeekdaySet = working_days(&centre.working_days).into_iter().map(chrono_day).collect();
        let holidays = holidays(centre.holidays.as_deref()).into_iter().map(|it| it.date).collect();
        Self { working, holidays, zone: of_row(&centre.time_zone) }
    }

    /// The moment that lies this number of working days after `start`, at the same time of day in the zone. The count begins
    /// with the next working day.
    pub(crate) fn after(&self, start: DateTime<Utc>, working_days: u32) -> DateTime<Utc> {
        let Some(more) = working_days.checked_sub(1) else { return start };
        let local = start.with_timezone(&self.zone).naive_local();
        let next = (local.date() + Days::new(1)).iter_days();
        let day = next.filter(|day| self.works_on(*day)).nth(more as usize);
        day.map_or(DateTime::<Utc>::MAX_UTC, |day| moment_of(day.and_time(local.time()), self.zone))
    }

    fn works_on(&self, day: NaiveDate) -> bool {
        self.working.contains(day.weekday()) && !self.holidays.contains(&day)
    }
}

const fn chrono_day(day: Weekday) -> ChronoWeekday {
    match day {
        Weekday::Mo => ChronoWeekday::Mon,
        Weekday::Tu => ChronoWeekday::Tue,
        Weekday::We => ChronoWeekday::Wed,
        Weekday::Th => ChronoWeekday::Thu,
        Weekday::Fr => ChronoWeekday::Fri,
        Weekday::Sa => ChronoWeekday::Sat,
        Weekday::Su => ChronoWeekday::Sun,
    }
}

/// Reads the column of the working week. A text that an operator wrote by hand and that names no day is the usual week.
pub(crate) fn working_days(column: &str) -> BTreeSet<Weekday> {
    let read = weekdays::read(column).filter(|days| !days.is_empty());
    read.or_else(|| weekdays::read(USUAL_WEEK)).unwrap_or_default()
}

/// The column with this working week.
/// Errors: a week without a working day, in which no count would end.
pub(crate) fn week(field: &'static str, days: &BTreeSet<Weekday>) -> Result<String, Refusal> {
    let message = "a centre works on at least one day of the week";
    Refusal::of(field, RefusalCode::ValueRequired, message).when(days.is_empty())?;
    Ok(weekdays::written(days))
}

/// Reads the column of the holidays. A text that an operator wrote by hand and that has another form has none.
pub(crate) fn holidays(column: Option<&str>) -> Vec<Holiday> {
    column.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// The column with these holidays, in the order of their days.
/// Errors: too many of them, a day that is given twice or is far from now, or a name that is not allowed.
pub(crate) fn holidays_column(field: &'static str, given: &[Holiday]) -> Result<Option<String>, Refusal> {
    let message = format!("a centre has at most {MOST} holidays");
    Refusal::of(field, RefusalCode::LimitReached, message).when(given.len() > MOST)?;
    let mut holidays = BTreeSet::new();
    for Holiday { date, name } in given {
        let out = !(FIRST_YEAR..=LAST_YEAR).contains(&date.year());
        let message = format!("a holiday is in a year from {FIRST_YEAR} to {LAST_YEAR}");
        Refusal::of(field, RefusalCode::DateOutOfRange, message).when(out)?;
        let name = text::optional(field, TextKind::Line, name.as_deref())?;
        // A file separates holidays by semicolons.
        let parted = name.as_ref().is_some_and(|name| name.contains(';'));
        let message = "the name of a holiday has no semicolon";
        Refusal::of(field, RefusalCode::TextNotAllowed, message).when(parted)?;
        let twice = holidays.iter().any(|before: &Holiday| before.date == *date);
        Refusal::of(field, RefusalCode::ValueNotAllowed, format!("the day {date} is given twice")).when(twice)?;
        holidays.insert(Holiday { date: *date, name });
    }
    let written = || serde_json::to_string(&holidays).expect("days and texts can be written");
    Ok((!holidays.is_empty()).then(written))
}

/// The years of holidays. A year that nobody plans for is a slip of the pen.
const FIRST_YEAR: i32 = 2000;
const LAST_YEAR: i32 = 2100;

/// The holidays of a cell. An empty cell has none.
/// Errors: what is wrong with it.
pub(crate) fn read_holidays(text: &str) -> Result<Vec<Holiday>, String> {
    let one = |text: &str| {
        let (date, name) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let date = date.parse().map_err(|_| format!("\"{text}\" is no holiday; write {HOLIDAYS}"))?;
        Ok(Holiday { date, name: Some(name.trim().to_owned()).filter(|name| !name.is_empty()) })
    };
    text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(one).collect()
}

/// The cell of these holidays. Reading it gives the same holidays.
pub(crate) fn written_holidays(holidays: &[Holiday]) -> String {
    let one = |Holiday { date, name }: &Holiday| match name {
        Some(name) => format!("{date} {name}"),
        None => date.to_string(),
    };
    holidays.iter().map(one).collect::<Vec<_>>().join("; ")
}
