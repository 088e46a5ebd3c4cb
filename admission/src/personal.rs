//! Decides whether the arguments of a request hold personal data, such as a name to search for. The
//! conventions of the schema say so. Such a request must not be sent with GET, because proxies log the URL.

use async_graphql_parser::types::{BaseType, OperationDefinition, Type};
use async_graphql_value::{Value, Variables};

use super::{
    fields::FieldOccurrence,
    types::{TypeIndex, TypeShape},
};

/// Whether an argument of one of these fields holds personal data, be it a literal or a variable.
pub(crate) fn in_fields(fields: &[FieldOccurrence<'_>], types: &TypeIndex) -> bool {
    fields.iter().any(|FieldOccurrence { field, shape, .. }| {
        field.node.arguments.iter().any(|(name, value)| {
            let argument = shape.and_then(|shape| shape.arguments.get(&name.node));
            argument.is_some_and(|it| it.personal || in_value(types, &it.ty, &value.node))
        })
    })
}

/// Whether the value of a variable holds personal data in one of its input fields.
pub(crate) fn in_variables(operation: &OperationDefinition, variables: &Variables, types: &TypeIndex) -> bool {
    operation.variable_definitions.iter().any(|definition| {
        let given = variables.get(&definition.node.name.node);
        given.is_some_and(|value| in_value(types, &definition.node.var_type.node, &value.clone().into_value()))
    })
}

fn in_value(types: &TypeIndex, ty: &Type, value: &Value) -> bool {
    match (value, &ty.base) {
        (Value::List(items), BaseType::List(item)) => items.iter().any(|value| in_value(types, item, value)),
        (value, BaseType::List(item)) => in_value(types, item, value),
        (Value::Object(given), BaseType::Named(name)) => {
            let Some(TypeShape::Input { fields, .. }) = types.get(name) else { return false };
            given.iter().any(|(name, value)| {
                let field = fields.get(name).filter(|_| *value != Value::Null);
                field.is_some_and(|it| it.personal || in_value(types, &it.ty, value))
            })
        }
        _ => false,
    }
}
