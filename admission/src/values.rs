//! Checks that values fit their types: the variables of a request and the arguments in its document. The engine would
//! find some errors only during execution, after a part of the answer was made. Here they refuse the whole request.

use async_graphql_parser::{
    Pos, Positioned,
    types::{BaseType, OperationDefinition, Type},
};
use async_graphql_value::{ConstValue, Name, Value, Variables};

use super::{
    fields::FieldOccurrence,
    limits::Limits,
    refusal::{Reason, Refusal},
    scalars,
    types::{TypeIndex, TypeShape},
};

/// Refuses variables that are missing, too large, or do not fit what the operation declares.
pub(crate) fn check_variables(
    operation: &OperationDefinition,
    variables: &Variables,
    types: &TypeIndex,
    limits: &Limits,
) -> Result<(), Vec<Refusal>> {
    let size = variables.iter().map(|(name, value)| name.len().saturating_add(size(value))).sum::<usize>();
    if size > limits.variables_bytes {
        return Err(vec![Refusal::over(Reason::VariablesTooLarge, limits.variables_bytes as u64, [])]);
    }
    let mut refusals = Vec::new();
    for definition in &operation.variable_definitions {
        let name = &definition.node.name.node;
        let ty = &definition.node.var_type.node;
        let place = ValuePosition { source: ValueOrigin::Json, inside: false };
        let fit = match variables.get(name) {
            Some(value) => fits(types, ty, &value.clone().into_value(), place),
            None if ty.nullable || definition.node.default_value.is_some() => Ok(()),
            None => Err(Misfit::new("is required")),
        };
        if let Err(misfit) = fit {
            refusals.push(misfit.refusal(Reason::InvalidVariable, definition.pos, &format!("the variable ${name}")));
        }
    }
    refusals.truncate(limits.validation_errors);
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// Refuses a document in which an argument is missing or does not fit its type. A variable always fits here, because
/// the engine checks its declared type.
pub(crate) fn check_arguments(fields: &[FieldOccurrence<'_>], types: &TypeIndex) -> Result<(), Refusal> {
    fields.iter().try_for_each(|field| field_arguments(field, types))
}

fn field_arguments(field: &FieldOccurrence<'_>, types: &TypeIndex) -> Result<(), Refusal> {
    let Some(shape) = field.shape else { return Ok(()) };
    let FieldOccurrence { field: Positioned { node: field, pos }, parent, .. } = field;
    // The first by name, because the arguments are in order.
    let missing = shape.arguments.iter().find(|(name, it)| it.required && field.get_argument(name).is_none());
    if let Some((name, argument)) = missing {
        let field = &field.name.node;
        let parent = parent.map(Name::as_str).unwrap_or_default();
        let detail = format!("the argument {name}: {} of {parent}.{field} is required", argument.ty);
        return Err(Refusal::with_detail(Reason::MissingArgument, [*pos], detail));
    }
    for (name, Positioned { node: value, pos }) in &field.arguments {
        let Some(argument) = shape.arguments.get(&name.node) else { continue };
        let place = ValuePosition { source: ValueOrigin::Document, inside: false };
        fits(types, &argument.ty, value, place)
            .map_err(|misfit| misfit.refusal(Reason::InvalidArgument, *pos, &format!("the argument {}", name.node)))?;
    }
    Ok(())
}

/// The context of a value.
#[derive(Clone, Copy)]
struct ValuePosition {
    source: ValueOrigin,
    /// Whether the value is in an input object. There an `ID` must be well formed. An `ID` that is an argument is checked
    /// by the resolver of its field.
    inside: bool,
}

/// The place where a value was written. JSON has no enum literals, so there an enum value is a string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValueOrigin {
    /// In the JSON of the request.
    Json,
    /// In the document.
    Document,
}

/// A value that does not fit: the problem and the path to it.
struct Misfit {
    path: Vec<String>,
    what: String,
    /// The reason, if the misfit has a code of its own.
    reason: Option<Reason>,
}

impl Misfit {
    fn new(what: impl Into<String>) -> Self {
        Self { path: Vec::new(), what: what.into(), reason: None }
    }

    fn inside(mut self, step: impl Into<String>) -> Self {
        self.path.push(step.into());
        self
    }

    fn refusal(self, otherwise: Reason, place: Pos, subject: &str) -> Refusal {
        let path: Vec<String> = self.path.into_iter().rev().collect();
        let at = if path.is_empty() { String::new() } else { format!(" at {}", path.join(".")) };
        let detail = format!("{subject}{at} {}", self.what);
        Refusal::with_detail(self.reason.unwrap_or(otherwise), [place], detail)
    }
}

fn fits(types: &TypeIndex, ty: &Type, value: &Value, place: ValuePosition) -> Result<(), Misfit> {
    match (value, &ty.base) {
        (Value::Variable(_), _) => Ok(()),
        (Value::Null, _) if ty.nullable => Ok(()),
        (Value::Null, _) => Err(Misfit::new("must not be null")),
        (Value::List(items), BaseType::List(item)) => items.iter().enumerate().try_for_each(|(index, value)| {
            fits(types, item, value, place).map_err(|misfit| misfit.inside(index.to_string()))
        }),
        // A single value in place of a list is a list of one.
        (value, BaseType::List(item)) => fits(types, item, value, place),
        (value, BaseType::Named(name)) => match types.get(name) {
            Some(TypeShape::Enum(values)) => {
                let word = match value {
                    Value::Enum(word) => Some(word.as_str()),
                    Value::String(word) if place.source == ValueOrigin::Json => Some(word.as_str()),
                    _ => None,
                };
                let known = word.is_some_and(|word| values.contains(word));
                if known { Ok(()) } else { Err(Misfit::new(format!("must be a value of {name}"))) }
            }
            Some(TypeShape::Input { .. }) => input_fits(types, name, value, place.source),
            _ => {
                scalars::fits(name, value, types.conventions).map_err(Misfit::new)?;
                if place.inside && name == "ID" && !is_identifier(value, types) {
                    return Err(Misfit { reason: Some(Reason::InvalidId), ..Misfit::new("is not an identifier") });
                }
                Ok(())
            }
        },
    }
}

fn input_fits(types: &TypeIndex, name: &Name, value: &Value, source: ValueOrigin) -> Result<(), Misfit> {
    let (Some(TypeShape::Input { fields, one_of }), Value::Object(given)) = (types.get(name), value) else {
        return Err(Misfit::new(format!("must be an object of {name}")));
    };
    for (field, shape) in fields {
        match given.get(field) {
            Some(value) => {
                fits(types, &shape.ty, value, ValuePosition { source, inside: true })
                    .map_err(|misfit| misfit.inside(field.as_str()))?;
            }
            None if shape.required => return Err(Misfit::new("is required").inside(field.as_str())),
            None => {}
        }
    }
    if given.keys().any(|field| !fields.contains_key(field)) {
        return Err(Misfit::new(format!("has a field that {name} does not have")));
    }
    if *one_of && (given.len() != 1 || given.values().any(|value| *value == Value::Null)) {
        return Err(Misfit::new("must have exactly one field"));
    }
    Ok(())
}

fn is_identifier(value: &Value, types: &TypeIndex) -> bool {
    matches!(value, Value::String(id) if types.conventions.is_identifier(id))
}

/// The approximate size of a value in bytes. It is never zero, so that a list of nulls counts too.
fn size(value: &ConstValue) -> usize {
    match value {
        ConstValue::String(text) => text.len() + 2,
        ConstValue::List(items) => items.iter().fold(2, |sum, item| sum + size(item)),
        ConstValue::Object(fields) => fields.iter().fold(2, |sum, (name, value)| sum + name.len() + size(value)),
        _ => 4,
    }
}
