//! Tests of webhooks: URLs, the pauses between attempts, the secrets that sign.

use chrono::{DateTime, TimeDelta};
use sea_orm::prelude::DateTimeUtc;

use crate::{
    access::webhooks::target::Targets,
    rules::webhook::{event_kinds, next_attempt, url},
};

#[test]
fn only_plain_https_addresses_are_accepted() {
    let public = Targets::default();
    for good in [
        "https://example.org/hook?a=b",
        "https://1.1.1.1:8443/",
        "https://[2606:4700:4700::1111]/",
        " https://a.example ",
    ] {
        assert!(url(good, &public).is_ok(), "{good}");
    }
    for bad in [
        "http://example.org/",
        "https://u@example.org/",
        "https://:p@example.org/",
        "https://example.org/#a",
        "https://127.1/",
        "https://[::1]/",
        "https://[::ffff:a00:1]/",
        "https://0177.0.0.1/",
        "https://2130706433/",
        "https://",
        "gopher://a/",
        "a",
    ] {
        assert!(url(bad, &public).is_err(), "{bad}");
    }
    assert!(url(&format!("https://example.org/{}", "a".repeat(2_000)), &public).is_err());
    assert!(url("http://example.org/", &Targets::new(&[], true).expect("no block")).is_ok());
    assert!(event_kinds(&[]).is_err());
}

#[test]
fn a_message_is_tried_for_three_days_with_growing_pauses() {
    let first: DateTimeUtc = DateTime::UNIX_EPOCH;
    let (mut now, mut attempts, mut pauses) = (first, 1, Vec::new());
    while let Some(next) = next_attempt(attempts, first, now, 0.5) {
        pauses.push(next - now);
        (now, attempts) = (next, attempts + 1);
    }
    assert_eq!(pauses[..3], [TimeDelta::seconds(5), TimeDelta::seconds(30), TimeDelta::minutes(2)]);
    assert!(pauses.windows(2).all(|pair| pair[0] <= pair[1]), "{pauses:?}");
    assert!((72..77).contains(&(now - first).num_hours()), "{}", now - first);
    let spread = |spread| next_attempt(1, first, first, spread).expect("it is tried again") - first;
    assert_eq!([spread(0.0), spread(1.0)], [TimeDelta::seconds(4), TimeDelta::seconds(6)]);
    assert_eq!(spread(9.0), TimeDelta::seconds(6));
}
