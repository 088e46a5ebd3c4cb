//! Schedules of HSDS, which are recurrence rules of RFC 5545, as the weekly schedules of the directory.

use serde_json::Value;

use crate::rules::schedule;

/// The schedule as a cell writes it.
/// Errors: why it cannot be written so.
pub(super) fn weekly(schedule: &Value) -> Result<String, String> {
    let said = |property: &str| schedule[property].as_str().map(str::trim).filter(|text| !text.is_empty());
    if said("freq").is_some_and(|freq| freq != "WEEKLY") || said("bymonthday").is_some() || said("byyearday").is_some()
    {
        return Err("it is not weekly".to_owned());
    }
    let each_week = matches!(schedule["interval"].as_f64(), None | Some(1.0));
    if !each_week || said("byweekno").is_some() || !schedule["count"].is_null() {
        return Err("it leaves out weeks".to_owned());
    }
    let days = said("byday").ok_or("it names no day of the week")?;
    let [opens, closes] =
        ["opens_at", "closes_at"].map(|property| said(property).ok_or("it names no hours").and_then(hours));
    let period = match (said("valid_from"), said("valid_to").or(said("until"))) {
        (None, None) => String::new(),
        (from, to) => format!(" {}/{}", from.unwrap_or_default(), to.unwrap_or_default()),
    };
    let written = format!("{} {}-{}{period}", days.replace(' ', ""), opens?, closes?);
    let read = schedule::read(&written)?;
    schedule::column("schedules", &read).map_err(|refusal| refusal.message.into_owned())?;
    Ok(written)
}

/// The hour and the minute of a time. An offset says that they are local.
fn hours(time: &str) -> Result<&str, &'static str> {
    if time.ends_with(['Z', 'z']) {
        return Err("its hours are in UTC and not in local time");
    }
    time.get(..5).ok_or("its hours are no times")
}
