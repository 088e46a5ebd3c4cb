//! Checks whether a value fits a scalar: those of GraphQL here, and all others by the conventions of the schema.

use async_graphql_value::Value;

use super::conventions::Conventions;

/// Checks a value. The error says what the value must be.
pub(crate) fn fits(scalar: &str, value: &Value, conventions: &dyn Conventions) -> Result<(), &'static str> {
    if has_nul(value) {
        // PostgreSQL cannot store NUL in text, and no text that a person writes contains it.
        return Err("must not contain the character NUL");
    }
    let (fits, must) = match scalar {
        "Int" => (int(value), "must be a whole number between -2147483648 and 2147483647"),
        "Float" => (matches!(value, Value::Number(_)), "must be a number"),
        "String" => (matches!(value, Value::String(_)), "must be a string"),
        "Boolean" => (matches!(value, Value::Boolean(_)), "must be true or false"),
        "ID" => match value {
            Value::Number(id) => (id.is_i64(), "must be an id"),
            value => (matches!(value, Value::String(_)), "must be an id"),
        },
        _ => return conventions.scalar(scalar, value),
    };
    if fits { Ok(()) } else { Err(must) }
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
    use async_graphql_value::value;

    use super::*;

    #[test]
    fn each_scalar_takes_its_own_values_only() {
        for (scalar, good, bad) in [
            ("Int", value!(2_147_483_647), value!(3_000_000_000_i64)),
            ("Int", value!(-1), value!(1.5)),
            ("Float", value!(1), value!("1")),
            ("String", value!("x"), value!(1)),
            ("Boolean", value!(true), value!("true")),
            ("ID", value!(7), value!(7.5)),
            ("Anything", value!({ "a": ["b"] }), value!({ "a": ["b\0"] })),
        ] {
            assert_eq!(fits(scalar, &good.into_value(), &()), Ok(()), "{scalar}");
            assert!(fits(scalar, &bad.into_value(), &()).is_err(), "{scalar}");
        }
    }
}
