//! The daily batch: on the next day, at one minute for all closures.

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use crate::rules::consular::closing::{MINUTES, batch_day, close_after};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

#[test]
fn closures_go_out_on_the_next_day_at_the_minute_of_chance() {
    for (now, chance, expected) in [
        ("2026-11-22T00:00:00Z", 0, "2026-11-23T00:00:00Z"),
        ("2026-11-22T23:59:59Z", 61, "2026-11-23T01:01:00Z"),
        ("2026-12-31T12:00:00Z", 1439, "2027-01-01T23:59:00Z"),
        ("2028-02-28T12:00:00Z", 1440, "2028-02-29T00:00:00Z"),
    ] {
        assert_eq!(close_after(at(now), None, chance), at(expected));
    }
}

#[test]
fn all_closures_of_a_day_go_out_at_one_moment() {
    let waiting = at("2026-11-23T07:13:00Z");
    assert_eq!(close_after(at("2026-11-22T18:00:00Z"), Some(waiting), 5), waiting);
}

proptest! {
    #[test]
    fn the_batch_lies_on_the_next_day(seconds in 0..4_000_000_000_i64, chance in any::<u16>()) {
        let now = DateTime::from_timestamp(seconds, 0).expect("a time");
        let closes = close_after(now, None, chance);
        let (from, until) = batch_day(now);
        prop_assert!(from <= closes && closes < until);
        prop_assert_eq!(closes.date_naive(), now.date_naive().succ_opt().expect("there is a tomorrow"));
        prop_assert_eq!((closes - from).num_minutes(), i64::from(chance % MINUTES));
    }
}
