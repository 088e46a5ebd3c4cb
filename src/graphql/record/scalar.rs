//! Values that have the same form in the database and in GraphQL.

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, Value, parser::types::Field, registry::Registry,
};
use sea_orm::{
    TryGetable,
    prelude::{Date, DateTimeUtc},
};

use crate::scalars::{CountryCode, LanguageTag, ScriptCode};

/// A type that has the same form in the database and in GraphQL.
pub(crate) trait Scalar: TryGetable + OutputType {
    /// The GraphQL value.
    fn value(self) -> Value;
}

impl Scalar for String {
    fn value(self) -> Value {
        Value::String(self)
    }
}

impl Scalar for CountryCode {
    fn value(self) -> Value {
        Value::String(self.0)
    }
}

impl Scalar for LanguageTag {
    fn value(self) -> Value {
        Value::String(self.0)
    }
}

impl Scalar for ScriptCode {
    fn value(self) -> Value {
        Value::String(self.0)
    }
}

impl Scalar for bool {
    fn value(self) -> Value {
        Value::Boolean(self)
    }
}

impl Scalar for i32 {
    fn value(self) -> Value {
        Value::Number(self.into())
    }
}

impl Scalar for DateTimeUtc {
    fn value(self) -> Value {
        Value::String(instant(self))
    }
}

impl Scalar for Date {
    fn value(self) -> Value {
        Value::String(self.to_string())
    }
}

/// A moment outside of records. It is written like the moments of records, which the `DateTime` of the library is not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment(pub DateTimeUtc);

impl OutputType for Moment {
    fn type_name() -> Cow<'static, str> {
        <DateTimeUtc as OutputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <DateTimeUtc as OutputType>::create_type_info(registry)
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        Ok(self.0.value())
    }
}

/// An instant as text in UTC, RFC 3339.
pub(crate) fn instant(moment: DateTimeUtc) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}
