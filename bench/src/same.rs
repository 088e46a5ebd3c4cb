//! Compares answers. Each contender's answer is normalised and compared with Waystation's, value by value. A contender
//! that checks no access may show what Waystation withholds; nothing else may differ.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use waystation::access::class::ClassSet;

/// Allowed differences of a contender.
#[derive(Clone, Copy, Debug, Default)]
pub struct Allowed {
    /// It may have a value where Waystation has null, because it withholds nothing.
    pub withheld: bool,
    /// It may return rows in another order, because it sorts by one column and some rows have equal values there.
    pub ties: bool,
    /// It may have an empty list where Waystation has null, because it withholds the rows of a list and not the list.
    pub emptied: bool,
}

impl Allowed {
    /// No difference.
    pub const NOTHING: Self = Self { withheld: false, ties: false, emptied: false };
}

/// The first difference between two answers, if any.
pub fn difference(ours: &Value, theirs: &Value, allowed: Allowed) -> Option<String> {
    let (mut ours, mut theirs) = (plain(ours), plain(theirs));
    if allowed.ties {
        sort(&mut ours);
        sort(&mut theirs);
    }
    compare("", &ours, &theirs, allowed)
}

/// Sorts rows by their references.
fn sort(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.iter_mut().for_each(sort);
            items.sort_by_cached_key(|item| item["reference"].as_str().map(str::to_owned));
        }
        Value::Object(fields) => fields.values_mut().for_each(sort),
        _ => {}
    }
}

/// Normalises connections to lists. An object that has only `nodes` becomes the list.
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

fn compare(at: &str, ours: &Value, theirs: &Value, allowed: Allowed) -> Option<String> {
    let withheld = allowed.withheld;
    let differ = || Some(format!("{at}: {ours} and {theirs}"));
    match (ours, theirs) {
        (Value::Null, _) if withheld => None,
        (Value::Null, Value::Array(b)) if allowed.emptied && b.is_empty() => None,
        // A server that shows plain columns returns a set of classes as a number, and an empty list as null.
        (Value::Array(a), Value::Null) if withheld && a.is_empty() => None,
        (Value::Array(_), Value::String(bits)) if withheld && *ours == classes(bits) => None,
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(number, (a, b))| compare(&format!("{at}/{number}"), a, b, allowed))
        }
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => a.iter().find_map(|(name, a)| {
            let at = format!("{at}/{name}");
            b.get(name).map_or_else(|| Some(format!("{at} is missing")), |b| compare(&at, a, b, allowed))
        }),
        (Value::String(a), Value::String(b)) if a != b => match (moment(a), moment(b)) {
            (Some(a), Some(b)) if a == b => None,
            _ => differ(),
        },
        (a, b) if a == b => None,
        _ => differ(),
    }
}

/// The classes of a bit set.
fn classes(bits: &str) -> Value {
    bits.parse().map_or(Value::Null, |bits| json!(ClassSet::from_bits(bits).iter().collect::<Vec<_>>()))
}

fn moment(text: &str) -> Option<DateTime<Utc>> {
    let zoned = DateTime::parse_from_rfc3339(text).ok().map(|it| it.to_utc());
    zoned.or_else(|| text.replacen(' ', "T", 1).replace(" UTC", "Z").parse().ok())
}

#[cfg(test)]
mod tests {
    use entity::codes::DataClass;

    use super::{Allowed, ClassSet, difference, json};

    const NOTHING: Allowed = Allowed::NOTHING;

    #[test]
    fn a_list_is_a_connection_and_a_moment_is_a_moment() {
        let ours = json!({ "names": [{ "given": "A" }], "at": "2026-01-02T03:04:05Z" });
        let theirs = json!({ "at": "2026-01-02T04:04:05+01:00", "names": { "nodes": [{ "given": "A" }] } });
        assert_eq!(difference(&ours, &theirs, NOTHING), None);
    }

    #[test]
    fn only_what_is_withheld_may_be_shown_elsewhere_and_only_by_those_who_check_nothing() {
        let (ours, theirs) = (json!({ "names": null, "sex": "F" }), json!({ "names": [1], "sex": "F" }));
        let allowed = Allowed { withheld: true, ..NOTHING };
        assert_eq!(difference(&ours, &theirs, allowed), None);
        assert!(difference(&ours, &theirs, NOTHING).is_some());
        assert!(difference(&theirs, &ours, allowed).is_some());
        assert!(difference(&json!([1, 2]), &json!([1]), allowed).is_some());
    }

    #[test]
    fn a_withheld_list_may_be_empty_only_where_its_rows_are_invisible() {
        let ours = json!({ "names": null, "sex": null });
        let theirs = |names, sex| json!({ "names": { "nodes": names }, "sex": sex });
        let allowed = Allowed { emptied: true, ..NOTHING };
        assert_eq!(difference(&ours, &theirs(json!([]), json!(null)), allowed), None);
        assert!(difference(&ours, &theirs(json!([]), json!(null)), NOTHING).is_some());
        assert!(difference(&ours, &theirs(json!([1]), json!(null)), allowed).is_some());
        assert!(difference(&ours, &theirs(json!([]), json!("F")), allowed).is_some());
    }

    #[test]
    fn a_set_of_classes_may_be_its_bits_and_an_empty_list_none_for_those_who_show_columns() {
        let bits = ClassSet::of(&[DataClass::Identity]).to_bits();
        let ours = json!({ "classes": ["IDENTITY_COARSE", "IDENTITY"], "open": [] });
        let theirs = |bits: i64| json!({ "classes": bits.to_string(), "open": null });
        let allowed = Allowed { withheld: true, ..NOTHING };
        assert_eq!(difference(&ours, &theirs(bits), allowed), None);
        assert!(difference(&ours, &theirs(bits + 1), allowed).is_some());
        assert!(difference(&ours, &theirs(bits), NOTHING).is_some());
    }

    #[test]
    fn another_order_is_another_answer_but_for_those_who_order_by_one_column() {
        let rows = |first: &str, second: &str| json!([{ "reference": first }, { "reference": second }]);
        let (ours, theirs) = (rows("R-1", "R-2"), rows("R-2", "R-1"));
        assert!(difference(&ours, &theirs, NOTHING).is_some());
        assert_eq!(difference(&ours, &theirs, Allowed { ties: true, ..NOTHING }), None);
        assert!(difference(&ours, &rows("R-2", "R-3"), Allowed { ties: true, ..NOTHING }).is_some());
    }
}
