//! Request headers that say what the caller prefers. `Accept` and `Accept-Language` list values with weights (RFC 9110, section
//! 12.4.2).

use axum::http::{HeaderMap, HeaderName, HeaderValue, header::ACCEPT_LANGUAGE};

use crate::rules::translation::Languages;

/// The values of the header with their weights. The weight of a value without one is 1, and of a malformed one 0.
pub(crate) fn weighted<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = (&'a str, f32)> {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).filter_map(|value| {
        let mut parts = value.split(';').map(str::trim);
        let value = parts.next().filter(|value| !value.is_empty())?;
        let weight = parts.find_map(|it| it.strip_prefix("q=").or_else(|| it.strip_prefix("Q=")));
        Some((value, weight.map_or(1.0, |it| it.parse().unwrap_or(0.0))))
    })
}

/// The known value with the highest weight; the first one if several have the same weight. A value of weight 0 is
/// refused by the caller.
pub(crate) fn preferred<T: Copy>(
    headers: &HeaderMap,
    name: &HeaderName,
    known: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let mut best: Option<(T, f32)> = None;
    for (value, weight) in weighted(headers, name) {
        // The comparison is false for the weight `NaN`.
        if let Some(value) = known(value)
            && weight > best.map_or(0.0, |(_, weight)| weight)
        {
            best = Some((value, weight));
        }
    }
    best.map(|(value, _)| value)
}

/// The languages of the caller, the preferred one first. Of those with the same weight the first one is preferred.
pub(crate) fn languages(headers: &HeaderMap) -> Languages {
    let mut tags: Vec<_> = weighted(headers, &ACCEPT_LANGUAGE).filter(|(_, weight)| *weight > 0.0).collect();
    // `NaN` is not greater than 0, so that every weight has its place.
    tags.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    Languages::of(tags.into_iter().map(|(tag, _)| tag))
}

/// Header that asks for errors instead of notes about withheld fields.
const WITHHELD: &str = "x-waystation-withheld";

/// Whether the caller wants errors. `None` if the header is neither `error` nor `note`.
pub(crate) fn withheld_as_errors(headers: &HeaderMap) -> Option<bool> {
    match headers.get(WITHHELD).map(HeaderValue::as_bytes) {
        None | Some(b"note") => Some(false),
        Some(b"error") => Some(true),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn languages_are_in_the_order_of_their_weights() {
        for (given, expected) in [
            (&["fr"][..], &["fr"][..]),
            (&["fr-BF, en;q=0.8"], &["fr-BF", "en"]),
            (&["en;q=0.8, AR-tn;q=0.9, fr;q=0.1"], &["AR-tn", "en", "fr"]),
            (&["ha, bm;q=0.9, fr;q=0.5"], &["ha", "bm", "fr"]),
            (&["fr, ar"], &["fr", "ar"]),
            (&["ha", "ar"], &["ha", "ar"]),
            (&["fr;q=0, en;q=0.1"], &["en"]),
            (&["fr;q=NaN, ar;q=x, en;q=0.2"], &["en"]),
            (&["ha, *"], &["ha"]),
            (&[",;q=1, fra, \u{e9}"], &[]),
            (&[""], &[]),
            (&[], &[]),
        ] {
            let headers = given.iter().map(|it| {
                (ACCEPT_LANGUAGE, HeaderValue::from_bytes(it.as_bytes()).expect("the test writes a header value"))
            });
            let mut map = HeaderMap::new();
            headers.for_each(|(name, value)| {
                map.append(name, value);
            });
            assert_eq!(languages(&map).tags(), expected, "{given:?}");
        }
    }
}
