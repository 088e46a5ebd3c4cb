//! A field of a mutation that can be left out (nothing changes), null (it is emptied) or a value.

use async_graphql::MaybeUndefined;

use super::refusal::{Refusal, RefusalCode};

/// The new value of a field that can be left out but not emptied.
pub(crate) fn filled<T>(field: &'static str, value: MaybeUndefined<T>) -> Result<Option<T>, Refusal> {
    match value {
        MaybeUndefined::Value(value) => Ok(Some(value)),
        MaybeUndefined::Undefined => Ok(None),
        MaybeUndefined::Null => Err(Refusal::of(field, RefusalCode::ValueRequired, "this field cannot be empty")),
    }
}

/// Writes the value into a column that can be empty.
pub(crate) fn set<T>(column: &mut Option<T>, value: MaybeUndefined<T>) {
    match value {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *column = None,
        MaybeUndefined::Value(value) => *column = Some(value),
    }
}
