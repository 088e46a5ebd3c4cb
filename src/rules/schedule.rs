//! When a service is open: days of the week with their hours, as HSDS schedules reduced to weekly ones. They are stored as a
//! list in JSON and written in files as `MO-FR 08:00-17:00; SA 09:00-12:00 2026-06-01/2026-09-30`.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use entity::codes::Weekday;
use serde::{Deserialize, Serialize};

use super::{
    refusal::{Refusal, RefusalCode},
    weekdays,
};

/// The most schedules of one service.
const MOST: usize = 20;

/// How a file writes schedules.
pub(crate) const FORM: &str = "MO-FR 08:00-17:00; SA 09:00-12:00 2026-06-01/2026-09-30";

/// The hours of some days of the week. The names are those of the fields of the schema.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Schedule {
    /// The days, from Monday on.
    pub days: BTreeSet<Weekday>,
    /// `HH:MM` in the local time of the place.
    pub opens_at: String,
    /// `HH:MM`. If it is not after the opening, it is on the next day.
    pub closes_at: String,
    /// The first day on which it applies.
    pub valid_from: Option<NaiveDate>,
    /// The last day on which it applies.
    pub valid_to: Option<NaiveDate>,
}

/// Reads a column. A text that an operator wrote by hand and that has another form is no schedule.
pub(crate) fn stored(column: Option<&str>) -> Vec<Schedule> {
    column.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// The column with these schedules.
/// Errors: a schedule without a day, with hours that are no time, or that ends before it begins, or too many of them.
pub(crate) fn column(field: &'static str, schedules: &[Schedule]) -> Result<Option<String>, Refusal> {
    let message = format!("a service has at most {MOST} schedules");
    Refusal::of(field, RefusalCode::LimitReached, message).when(schedules.len() > MOST)?;
    for Schedule { days, opens_at, closes_at, valid_from, valid_to } in schedules {
        Refusal::of(field, RefusalCode::ValueRequired, "a schedule needs a day of the week").when(days.is_empty())?;
        let is_time = |text: &str| {
            NaiveTime::parse_from_str(text, "%H:%M").is_ok_and(|time| time.format("%H:%M").to_string() == text)
        };
        let message = "write an hour with its minutes from 00:00 to 23:59, such as 08:30";
        Refusal::of(field, RefusalCode::ValueNotAllowed, message).unless(is_time(opens_at) && is_time(closes_at))?;
        let over = valid_from.zip(*valid_to).is_some_and(|(from, to)| to < from);
        Refusal::of(field, RefusalCode::DateOutOfRange, "a schedule cannot end before it begins").when(over)?;
    }
    let written = || serde_json::to_string(schedules).expect("codes, texts and days can be written");
    Ok((!schedules.is_empty()).then(written))
}

/// The schedules of a cell. An empty cell has none.
/// Errors: what is wrong with it.
pub(crate) fn read(text: &str) -> Result<Vec<Schedule>, String> {
    text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(one).collect()
}

fn one(text: &str) -> Result<Schedule, String> {
    let wrong = || format!("\"{text}\" is no schedule; write {FORM}");
    let mut parts = text.split_whitespace();
    let days = weekdays::read(parts.next().unwrap_or_default()).ok_or_else(wrong)?;
    let (opens_at, closes_at) = parts.next().and_then(|hours| hours.split_once('-')).ok_or_else(wrong)?;
    let day = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
    let period = parts.next().unwrap_or("/").split_once('/').and_then(|(from, to)| day(from).zip(day(to)));
    let (valid_from, valid_to) = period.filter(|_| parts.next().is_none()).ok_or_else(wrong)?;
    let (opens_at, closes_at) = (opens_at.to_owned(), closes_at.to_owned());
    Ok(Schedule { days, opens_at, closes_at, valid_from, valid_to })
}

/// The cell of these schedules. Reading it gives the same schedules.
pub(crate) fn written(schedules: &[Schedule]) -> String {
    let one = |schedule: &Schedule| {
        let Schedule { days, opens_at, closes_at, valid_from, valid_to } = schedule;
        let hours = format!("{} {opens_at}-{closes_at}", weekdays::written(days));
        let day = |day: &Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        let always = valid_from.is_none() && valid_to.is_none();
        if always { hours } else { format!("{hours} {}/{}", day(valid_from), day(valid_to)) }
    };
    schedules.iter().map(one).collect::<Vec<_>>().join("; ")
}
