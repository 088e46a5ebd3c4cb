//! The input of a verb that only takes a step: the row, its version, and at most a code and a text.

use std::borrow::Cow;

use async_graphql::{
    InputType, InputValueError, InputValueResult, Name, Value,
    indexmap::IndexMap,
    registry::{MetaInputValue, MetaType, MetaTypeId, Registry},
};

use super::table::{Code, Machine, StepInputField, StepVerb};
use crate::access::directive::holds;

const VERSION: &str = "version";

/// The input of a row of a table. It is named like its action.
#[derive(Clone, Debug)]
pub(crate) struct StepInput<S: StepVerb> {
    pub(super) name: <S::Machine as Machine>::Name,
    pub(super) version: i32,
    pub(super) code: S::Code,
    pub(super) text: Option<String>,
}

impl<S: StepVerb> InputType for StepInput<S> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        format!("{:?}Input", S::ACTION).into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_input_type::<Self, _>(MetaTypeId::InputObject, |registry| {
            // `graphql::inputs` describes the first two as in every input.
            let mut fields = vec![
                MetaInputValue::new(S::Machine::FIELD, <S::Machine as Machine>::Name::create_type_info(registry)),
                MetaInputValue::new(VERSION, i32::create_type_info(registry)),
            ];
            fields.extend(S::ROW.code.map(|asked| field::<S::Code>(registry, asked)));
            fields.extend(S::ROW.text.map(|asked| field::<Option<String>>(registry, asked)));
            input_object::<Self>(S::ROW.input, fields)
        })
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let object = match value {
            Some(Value::Object(object)) => object,
            other => return Err(InputValueError::expected_type(other.unwrap_or_default())),
        };
        Ok(Self {
            name: given(&object, Some(S::Machine::FIELD))?,
            version: given(&object, Some(VERSION))?,
            code: given(&object, S::ROW.code.map(|asked| asked.name))?,
            text: given(&object, S::ROW.text.map(|asked| asked.name))?,
        })
    }

    fn to_value(&self) -> Value {
        let Self { name, version, code, text } = self;
        let fields = [
            Some((S::Machine::FIELD, name.to_value())),
            Some((VERSION, version.to_value())),
            S::ROW.code.map(|asked| (asked.name, code.to_value())),
            S::ROW.text.map(|asked| (asked.name, text.to_value())),
        ];
        Value::Object(fields.into_iter().flatten().map(|(field, value)| (Name::new(field), value)).collect())
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

/// An input type with these fields.
pub(crate) fn input_object<T: InputType>(doc: &str, fields: Vec<MetaInputValue>) -> MetaType {
    MetaType::InputObject {
        name: T::type_name().into_owned(),
        description: Some(doc.to_owned()),
        input_fields: fields.into_iter().map(|field| (field.name.clone(), field)).collect(),
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        rust_typename: Some(std::any::type_name::<T>()),
        oneof: false,
        directive_invocations: Vec::new(),
    }
}

fn field<T: InputType>(registry: &mut Registry, asked: StepInputField) -> MetaInputValue {
    let StepInputField { name, doc, class } = asked;
    let mut field = MetaInputValue::new(name, T::create_type_info(registry));
    field.description = Some(doc.to_owned());
    field.directive_invocations = vec![holds::apply(class)];
    field
}

fn given<T: InputType, I: InputType>(
    object: &IndexMap<Name, Value>,
    field: Option<&str>,
) -> Result<T, InputValueError<I>> {
    T::parse(field.and_then(|field| object.get(field)).cloned()).map_err(InputValueError::propagate)
}

/// The code of a verb whose input has none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoCode;

impl Code for NoCode {
    fn stored(&self) -> Option<String> {
        None
    }
}

impl InputType for NoCode {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        "NoCode".into()
    }

    fn create_type_info(_: &mut Registry) -> String {
        Self::qualified_type_name()
    }

    fn parse(_: Option<Value>) -> InputValueResult<Self> {
        Ok(Self)
    }

    fn to_value(&self) -> Value {
        Value::Null
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}
