//! The lines of a batch: one verb for many inputs, each with a key of its own, so that a client repeats only the lines that
//! failed.

use std::borrow::Cow;

use async_graphql::{
    InputType, InputValueError, InputValueResult, Name, Value,
    registry::{MetaInputValue, MetaTypeId, Registry},
};
use entity::codes::DataClass;

use crate::{
    access::directive::holds,
    actions::{Verb, input_object},
};

/// The argument of a mutation, and the field of a line, with the key of the change.
pub(super) const KEY: &str = "idempotencyKey";
/// The argument of a mutation, and the field of a line, with the input of the verb.
pub(super) const INPUT: &str = "input";
/// The argument of a batch.
pub(super) const LINES: &str = "lines";
/// The most lines of a batch. A group that is rescued together seldom is larger.
pub(super) const MOST_LINES: usize = 50;

/// One line of a batch.
#[derive(Clone, Debug)]
pub(super) struct Line<V> {
    pub(super) idempotency_key: String,
    pub(super) input: V,
}

impl<V: Verb> InputType for Line<V> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        format!("{:?}Line", V::ACTION).into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_input_type::<Self, _>(MetaTypeId::InputObject, |registry| {
            let key = key(registry);
            let mut input = MetaInputValue::new(INPUT, V::create_type_info(registry));
            input.description = Some(format!("The input, as `{}` takes it.", V::ACTION.mutation()));
            input.directive_invocations = vec![holds::apply(DataClass::Public)];
            input_object::<Self>(&format!("One line of `{}`.", V::BATCH.unwrap_or_default()), vec![key, input])
        })
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let object = match value {
            Some(Value::Object(object)) => object,
            other => return Err(InputValueError::expected_type(other.unwrap_or_default())),
        };
        Ok(Self {
            idempotency_key: String::parse(object.get(KEY).cloned()).map_err(InputValueError::propagate)?,
            input: V::parse(object.get(INPUT).cloned()).map_err(InputValueError::propagate)?,
        })
    }

    fn to_value(&self) -> Value {
        let fields = [(KEY, self.idempotency_key.to_value()), (INPUT, self.input.to_value())];
        Value::Object(fields.into_iter().map(|(field, value)| (Name::new(field), value)).collect())
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

/// The argument, or the field of a line, with the key of the change.
pub(super) fn key(registry: &mut Registry) -> MetaInputValue {
    let mut key = MetaInputValue::new(KEY, String::create_type_info(registry));
    key.description = Some(
        "A key that the client chooses for this change: 1 to 128 printable ASCII characters without spaces. A repeat with \
         the same key and input changes nothing and gets the first result."
            .to_owned(),
    );
    key.directive_invocations = vec![holds::apply(DataClass::Public)];
    key
}

/// The input of each line, as the client wrote it. GraphQL accepts a single line in place of a list with one line.
pub(super) fn written(lines: Option<Value>) -> Vec<Value> {
    let lines = match lines {
        Some(Value::List(lines)) => lines,
        Some(line) => vec![line],
        None => Vec::new(),
    };
    let input = |line| match line {
        Value::Object(mut line) => line.swap_remove(INPUT).unwrap_or_default(),
        _ => Value::Null,
    };
    lines.into_iter().map(input).collect()
}
