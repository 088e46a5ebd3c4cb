//! Time zones, named as in the IANA time zone database, and the days of a place.

use chrono::{
    DateTime, Datelike as _, Days, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, TimeZone as _,
    Utc,
};
pub(crate) use chrono_tz::Tz as Zone;

use super::refusal::{Refusal, RefusalCode};

/// The zone of a place that has none, and of everything that is about several places.
pub(crate) const USUAL: &str = "UTC";

/// The zone with this name.
/// Errors: when the database has no such name.
pub(crate) fn time_zone(field: &'static str, name: &str) -> Result<String, Refusal> {
    let message = "write the time zone as in the IANA database, such as Africa/Niamey";
    let zone: Option<Zone> = name.parse().ok();
    zone.map(|zone| zone.name().to_owned()).ok_or_else(|| Refusal::of(field, RefusalCode::ValueNotAllowed, message))
}

/// The zone of a row. The directory refuses unknown names; a name that a newer database no longer has counts as UTC.
pub(crate) fn of_row(name: &str) -> Zone {
    name.parse().unwrap_or(Zone::UTC)
}

/// The day at this moment in the zone.
pub(crate) fn day_of(at: DateTime<Utc>, zone: Zone) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// The last moment of the day in the zone, to the microsecond.
pub(crate) fn end_of_day(day: NaiveDate, zone: Zone) -> DateTime<Utc> {
    // Where the clock is moved forward at midnight, the next day begins an hour later.
    moment_of((day + Days::new(1)).and_time(NaiveTime::MIN), zone) - Duration::microseconds(1)
}

/// The moment of a local time in the zone: the first one if the clock shows it twice, and an hour later if the clock is moved
/// forward over it.
pub(crate) fn moment_of(local: NaiveDateTime, zone: Zone) -> DateTime<Utc> {
    let moments = [local, local + Duration::hours(1)];
    let shown = moments.iter().find_map(|at| zone.from_local_datetime(at).earliest());
    shown.map_or_else(|| local.and_utc(), |at| at.to_utc())
}

/// The first day of the month at this moment in the zone.
pub(crate) fn month_of(at: DateTime<Utc>, zone: Zone) -> NaiveDate {
    let day = day_of(at, zone);
    day.with_day(1).unwrap_or(day)
}

/// The moment at which the month with this first day ends in the zone, and the next one begins.
pub(crate) fn end_of_month(month: NaiveDate, zone: Zone) -> DateTime<Utc> {
    let next = month.checked_add_months(Months::new(1)).unwrap_or(month);
    moment_of(next.and_time(NaiveTime::MIN), zone)
}

/// The furthest that the days of a zone begin before those of UTC, and after them.
pub(crate) const FURTHEST_AHEAD: Duration = Duration::hours(14);
pub(crate) const FURTHEST_BEHIND: Duration = Duration::hours(12);

/// Whether the days of the zone begin on an hour of UTC at this moment.
pub(crate) fn on_the_hour(at: DateTime<Utc>, zone: Zone) -> bool {
    at.with_timezone(&zone).offset().fix().local_minus_utc() % 3600 == 0
}
