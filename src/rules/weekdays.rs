//! Days of the week as text: `MO-FR` or `SA,SU`. The codes are those of RFC 5545.

use std::collections::BTreeSet;

use entity::codes::Weekday;
use sea_orm::Iterable;

/// The days of a text such as `MO-FR` or `SA,SU`. `None` if it names something else.
pub(crate) fn read(text: &str) -> Option<BTreeSet<Weekday>> {
    let mut days = BTreeSet::new();
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let range = weekday(first)?..=weekday(last)?;
        if range.is_empty() {
            return None;
        }
        days.extend(Weekday::iter().filter(|day| range.contains(day)));
    }
    Some(days)
}

fn weekday(code: &str) -> Option<Weekday> {
    Weekday::iter().find(|day| name(*day).eq_ignore_ascii_case(code.trim()))
}

/// The days, each by its code. Reading the text gives the same days.
pub(crate) fn written(days: &BTreeSet<Weekday>) -> String {
    days.iter().map(|day| name(*day)).collect::<Vec<_>>().join(",")
}

/// The code of a day.
const fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mo => "MO",
        Weekday::Tu => "TU",
        Weekday::We => "WE",
        Weekday::Th => "TH",
        Weekday::Fr => "FR",
        Weekday::Sa => "SA",
        Weekday::Su => "SU",
    }
}
