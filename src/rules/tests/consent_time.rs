//! The validity period of a consent, and its status at each moment.

use chrono::{DateTime, Duration, Utc};
use entity::codes::ConsentStatus as S;
use sea_orm::Iterable;

use super::consent::now;
use crate::rules::{
    consent_time::{ConsentState, consent_state_of, period},
    refusal::RefusalCode,
};

#[test]
fn a_consent_begins_now_and_runs_for_a_year_where_nothing_is_said() {
    let a_year_on: DateTime<Utc> = "2025-05-14T10:00:00Z".parse().expect("a time of the calendar");
    assert_eq!(period(None, None, now()), Ok((now(), a_year_on)));
    let late = now() - Duration::days(30);
    assert_eq!(period(Some(late), None, now()).map(|(from, _)| from), Ok(late));
}

#[test]
fn a_period_that_cannot_be_is_refused_and_never_computed_with() {
    let days = |count| now() + Duration::days(count);
    let table = [
        (Some(days(-400)), None, "validFrom"),
        (Some(days(400)), None, "validFrom"),
        // The limits of a date: adding years to them would overflow.
        (Some(DateTime::<Utc>::MAX_UTC), None, "validFrom"),
        (Some(DateTime::<Utc>::MIN_UTC), Some(DateTime::<Utc>::MAX_UTC), "validFrom"),
        (None, Some(DateTime::<Utc>::MAX_UTC), "validUntil"),
        (None, Some(DateTime::<Utc>::MIN_UTC), "validUntil"),
        (None, Some(now()), "validUntil"),
        (Some(days(30)), Some(days(20)), "validUntil"),
        (None, Some(days(366 * 5 + 1)), "validUntil"),
        // The default year from a start more than a year ago has already passed.
        (Some(days(-366)), None, "validUntil"),
    ];
    for (from, until, field) in table {
        let refusal = period(from, until, now()).unwrap_err();
        assert_eq!((refusal.field, refusal.code), (Some(field), RefusalCode::DateOutOfRange), "{from:?} {until:?}");
    }
}

#[test]
fn how_a_consent_stands_follows_from_its_dates_without_any_job() {
    let hour = Duration::hours(1);
    let (from, until) = (now(), now() + hour);
    let at = |status, superseded, at| consent_state_of(status, superseded, (from, Some(until)), at);
    let micro = Duration::microseconds(1);
    for superseded in [false, true] {
        assert_eq!(at(S::Active, superseded, from - micro), ConsentState::NotYetValid);
        assert_eq!(at(S::Active, superseded, from), ConsentState::Active);
        assert_eq!(at(S::Active, superseded, until - micro), ConsentState::Active);
        assert_eq!(at(S::Draft, superseded, from), ConsentState::Draft);
        let over = if superseded { ConsentState::Superseded } else { ConsentState::Expired };
        assert_eq!(at(S::Active, superseded, until), over);
        assert_eq!(at(S::Draft, superseded, until), over);
    }
    for status in S::iter() {
        assert_ne!(
            consent_state_of(status, false, (from, None), from),
            ConsentState::Active,
            "without an end it is not valid"
        );
        let settled = !matches!(status, S::Draft | S::Active);
        let same = at(status, false, from) == at(status, false, until + hour);
        assert_eq!(same, settled, "{status:?}");
    }
}
