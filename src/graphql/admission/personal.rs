//! Decides whether the arguments of a request hold personal data, such as a name to search for. The class of each
//! argument says so. Such a request must not be sent with GET, because proxies log the URL.

use async_graphql::{
    Name, Variables,
    parser::types::{BaseType, ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet, Type},
};
use async_graphql_value::Value;

use super::types::{TypeIndex, TypeShape, innermost};

/// Whether an argument in the document holds personal data, be it a literal or a variable.
pub(crate) fn in_document(document: &ExecutableDocument, types: &TypeIndex) -> bool {
    let operations = document.operations.iter();
    let mut operations = operations.map(|(_, it)| (&it.node.selection_set.node, types.root(it.node.ty)));
    let mut fragments = document.fragments.values();
    operations.any(|(set, parent)| in_set(set, Some(parent), types))
        || fragments.any(|it| in_set(&it.node.selection_set.node, Some(&it.node.type_condition.node.on.node), types))
}

/// Whether the value of a variable holds personal data in one of its input fields.
pub(crate) fn in_variables(operation: &OperationDefinition, variables: &Variables, types: &TypeIndex) -> bool {
    operation.variable_definitions.iter().any(|definition| {
        let given = variables.get(&definition.node.name.node);
        given.is_some_and(|value| in_value(types, &definition.node.var_type.node, &value.clone().into_value()))
    })
}

fn in_set(set: &SelectionSet, parent: Option<&Name>, types: &TypeIndex) -> bool {
    set.items.iter().any(|selection| match &selection.node {
        Selection::Field(field) => {
            let below = types.field(parent, &field.node.name.node).map(|shape| innermost(&shape.ty));
            in_field(&field.node, parent, types) || in_set(&field.node.selection_set.node, below, types)
        }
        Selection::InlineFragment(inline) => {
            let condition = inline.node.type_condition.as_ref().map(|it| &it.node.on.node);
            in_set(&inline.node.selection_set.node, condition.or(parent), types)
        }
        Selection::FragmentSpread(_) => false,
    })
}

fn in_field(field: &Field, parent: Option<&Name>, types: &TypeIndex) -> bool {
    let Some(shape) = types.field(parent, &field.name.node) else { return false };
    field.arguments.iter().any(|(name, value)| {
        let argument = shape.arguments.get(&name.node);
        argument.is_some_and(|it| it.personal || in_value(types, &it.ty, &value.node))
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
