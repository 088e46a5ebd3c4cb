//! The same answers. Every contender's answer is brought into one shape and held against Waystation's, value by value.
//! A contender that checks no access may show what Waystation withholds, and nothing else may differ.

use chrono::{DateTime, Utc};
use serde_json::Value;

/// Where two answers differ first, if they do. `withheld`: a null of ours is allowed to be a value there.
#[must_use]
pub fn difference(ours: &Value, theirs: &Value, withheld: bool) -> Option<String> {
    compare("", &plain(ours), &plain(theirs), withheld)
}

/// Connections as lists, and no other ornaments: `nodes` or `edges.node` alone stand for the list.
fn plain(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(fields) => match (fields.get("nodes"), fields.len()) {
            (Some(nodes), 1) => plain(nodes),
            _ => Value::Object(fields.iter().map(|(name, value)| (name.clone(), plain(value))).collect()),
        },
        other => other.clone(),
    }
}

fn compare(at: &str, ours: &Value, theirs: &Value, withheld: bool) -> Option<String> {
    let differ = || Some(format!("{at}: {ours} and {theirs}"));
    match (ours, theirs) {
        (Value::Null, _) if withheld => None,
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(number, (a, b))| compare(&format!("{at}/{number}"), a, b, withheld))
        }
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => a.iter().find_map(|(name, a)| {
            let at = format!("{at}/{name}");
            b.get(name).map_or_else(|| Some(format!("{at} is missing")), |b| compare(&at, a, b, withheld))
        }),
        (Value::String(a), Value::String(b)) if a != b => match (moment(a), moment(b)) {
            (Some(a), Some(b)) if a == b => None,
            _ => differ(),
        },
        (a, b) if a == b => None,
        _ => differ(),
    }
}

fn moment(text: &str) -> Option<DateTime<Utc>> {
    let zoned = DateTime::parse_from_rfc3339(text).ok().map(|it| it.to_utc());
    zoned.or_else(|| text.replacen(' ', "T", 1).replace(" UTC", "Z").parse().ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::difference;

    #[test]
    fn a_list_is_a_connection_and_a_moment_is_a_moment() {
        let ours = json!({ "names": [{ "given": "A" }], "at": "2026-01-02T03:04:05Z" });
        let theirs = json!({ "at": "2026-01-02T04:04:05+01:00", "names": { "nodes": [{ "given": "A" }] } });
        assert_eq!(difference(&ours, &theirs, false), None);
    }

    #[test]
    fn only_what_is_withheld_may_be_shown_elsewhere_and_only_by_those_who_check_nothing() {
        let (ours, theirs) = (json!({ "names": null, "sex": "F" }), json!({ "names": [1], "sex": "F" }));
        assert_eq!(difference(&ours, &theirs, true), None);
        assert!(difference(&ours, &theirs, false).is_some());
        assert!(difference(&theirs, &ours, true).is_some());
        assert!(difference(&json!([1, 2]), &json!([1]), true).is_some());
    }
}
