//! Checks whether a value fits a scalar. A scalar without a rule here takes any value without a NUL character; the
//! engine parses it.

use async_graphql_value::Value;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use uuid::Uuid;

use crate::global_id;

/// Checks a value. The error says what the value must be.
pub(crate) fn fits(scalar: &str, value: &Value) -> Result<(), &'static str> {
    if has_nul(value) {
        // PostgreSQL cannot store NUL in text, and no text that a person writes contains it.
        return Err("must not contain the character NUL");
    }
    let (fits, must) = match scalar {
        "Int" => (int(value), "must be a whole number between -2147483648 and 2147483647"),
        "Float" => (matches!(value, Value::Number(_)), "must be a number"),
        "String" | "CountryCode" | "LanguageTag" | "ScriptCode" => {
            (matches!(value, Value::String(_)), "must be a string")
        }
        "Boolean" => (matches!(value, Value::Boolean(_)), "must be true or false"),
        "ID" => {
            (text(value).is_some() || matches!(value, Value::Number(it) if it.is_i64() || it.is_u64()), "must be an id")
        }
        "DateTime" => (
            text(value).is_some_and(|it| it.parse::<DateTime<Utc>>().is_ok_and(|at| four_digits(at.year()))),
            "must be a time like 2026-03-01T12:00:00Z",
        ),
        "Date" => (
            text(value)
                .is_some_and(|it| NaiveDate::parse_from_str(it, "%Y-%m-%d").is_ok_and(|day| four_digits(day.year()))),
            "must be a date like 2026-03-01",
        ),
        "UUID" => (text(value).is_some_and(|it| Uuid::parse_str(it).is_ok()), "must be a UUID"),
        _ => (true, ""),
    };
    if fits { Ok(()) } else { Err(must) }
}

/// Whether the value of an `ID` is the global identifier of a record.
pub(crate) fn is_identifier(value: &Value) -> bool {
    text(value).is_some_and(|id| global_id::decode(id).is_ok())
}

/// RFC 3339 writes a year with four digits. SQLite compares times as text, so a longer year would be in the wrong order.
fn four_digits(year: i32) -> bool {
    (1..=9999).contains(&year)
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn int(value: &Value) -> bool {
    matches!(value, Value::Number(number) if number.as_i64().is_some_and(|it| i32::try_from(it).is_ok()))
}

fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::List(items) => items.iter().any(has_nul),
        Value::Object(fields) => fields.values().any(has_nul),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::value;

    use super::*;

    #[test]
    fn each_scalar_takes_its_own_values_only() {
        for (scalar, good, bad) in [
            ("Int", value!(2_147_483_647), value!(3_000_000_000_i64)),
            ("Int", value!(-1), value!(1.5)),
            ("Float", value!(1), value!("1")),
            ("String", value!("x"), value!(1)),
            ("CountryCode", value!("NER"), value!(3)),
            ("LanguageTag", value!("ar-TN"), value!(true)),
            ("ScriptCode", value!("Latn"), value!(["Latn"])),
            ("Boolean", value!(true), value!("true")),
            ("ID", value!(7), value!(7.5)),
            ("DateTime", value!("2026-02-28T23:59:59.123456Z"), value!("2026-02-30T00:00:00Z")),
            ("DateTime", value!("9999-12-31T23:59:59Z"), value!("+10000-01-01T00:00:00Z")),
            ("DateTime", value!("0001-01-01T00:00:00Z"), value!("0001-01-01T00:00:00+01:00")),
            ("Date", value!("2024-02-29"), value!("2026-02-29")),
            ("Date", value!("9999-12-31"), value!("+10000-01-01")),
            ("UUID", value!("01900000-0000-7000-8000-000000000000"), value!("01900000")),
            ("Anything", value!({ "a": ["b"] }), value!({ "a": ["b\0"] })),
        ] {
            assert_eq!(fits(scalar, &good.into_value()), Ok(()), "{scalar}");
            assert!(fits(scalar, &bad.into_value()).is_err(), "{scalar}");
        }
    }
}
