//! The payload of a mutation: the changed record as the viewer may see it, the refusals by rule, and warnings.

use std::{
    borrow::Cow,
    future::{Future, ready},
    marker::PhantomData,
};

use async_graphql::{
    Context, ContextSelectionSet, OutputType, Positioned, ServerResult, SimpleObject, Value,
    indexmap::IndexMap,
    parser::types::Field as AskedField,
    registry::{MetaField, MetaTypeId, ObjectBuilder, Registry},
    resolver_utils::enum_value,
};

use super::{
    node,
    record::{Seen, selection::Reader, table::Record},
    visible,
};
use crate::{
    access::action::Action,
    actions::Verb,
    error::Error,
    rules::refusal::RefusalCode,
    store::write::outcome::{Outcome, Remembered},
};

/// A refusal by a rule, or a warning. After a refusal nothing was changed.
#[derive(Debug, SimpleObject)]
pub(crate) struct UserError {
    /// Stable code, for programs.
    code: RefusalCode,
    /// The input field that the rule is about. Null if it is about no single field.
    field: Option<String>,
    /// The path to that field from the input, with list indexes: `["person", "names", "1", "given"]`.
    path: Vec<String>,
    /// Message for people.
    message: String,
}

/// The payload type of a mutation. It only declares the type in the schema; [`payload`] builds the values.
pub(super) struct Payload<V, R>(PhantomData<(V, R)>);

/// Builds the payload of an action from its outcome, with the fields that the query selects.
///
/// # Errors
/// When the record cannot be read.
pub(super) async fn payload<R: Record>(
    context: &Context<'_>,
    action: Action,
    outcome: &Outcome,
) -> Result<Value, Error> {
    let reader = Reader::new(context);
    let name = payload_name(action);
    let mut answer = IndexMap::new();
    for (key, field, sets) in reader.keys(&name, &reader.root()) {
        let value = match field {
            "userErrors" => told(&reader, &sets, &outcome.refusals),
            "warnings" => told(&reader, &sets, &outcome.warnings),
            "__typename" => Value::String(name.clone()),
            _ => match outcome.id {
                // A change can take the record out of the viewer's sight, for example by giving it to another
                // organisation. The change is committed nevertheless.
                Some(id) => match node::selected(context, R::table(), id, &reader, (Some(&key), &sets)).await {
                    Err(Error::NotFound) => Value::Null,
                    answer => answer?,
                },
                None => Value::Null,
            },
        };
        answer.insert(key, value);
    }
    Ok(Value::Object(answer))
}

fn told(
    reader: &Reader<'_>,
    sets: &Vec<&async_graphql::parser::types::SelectionSet>,
    refusals: &[Remembered],
) -> Value {
    let keys = reader.keys("UserError", sets);
    let errors = refusals.iter().map(|refusal| {
        let mut error = IndexMap::new();
        for (key, field, _) in &keys {
            let value = match *field {
                "code" => enum_value(refusal.code),
                "field" => refusal.field.clone().map_or(Value::Null, Value::String),
                "path" => Value::List(refusal.path.iter().cloned().map(Value::String).collect()),
                "message" => Value::String(refusal.message.clone()),
                _ => Value::String("UserError".to_owned()),
            };
            error.insert(key.clone(), value);
        }
        Value::Object(error)
    });
    Value::List(errors.collect())
}

fn payload_name(action: Action) -> String {
    format!("{action:?}Payload")
}

/// The name of the payload's record field: `case`, `consularRequest`.
fn record_field(record: &str) -> String {
    let (head, tail) = record.split_at(1);
    head.to_lowercase() + tail
}

impl<V: Verb, R: Record> OutputType for Payload<V, R> {
    fn type_name() -> Cow<'static, str> {
        payload_name(V::ACTION).into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_output_type::<Self, _>(MetaTypeId::Object, |registry| {
            let record = R::table().name;
            let mut shown = MetaField::new(record_field(record), <Option<Seen<R>>>::create_type_info(registry));
            shown.description = Some(
                "The record after the change, as you may see it. Null if `userErrors` is not empty, or if you may no \
                 longer see it."
                    .to_owned(),
            );
            shown.visible = Some(visible::record::<R>);
            let mut errors = MetaField::new("userErrors", <Vec<UserError>>::create_type_info(registry));
            errors.description = Some("The rules that refused the change. Empty if the change was made.".to_owned());
            let mut warnings = MetaField::new("warnings", <Vec<UserError>>::create_type_info(registry));
            warnings.description =
                Some("Problems that did not stop this change, but for which a later step would be refused.".to_owned());
            let fields =
                [(record_field(record), shown), ("userErrors".to_owned(), errors), ("warnings".to_owned(), warnings)];
            ObjectBuilder::new(Self::type_name(), fields.into_iter().collect())
                .description(Some(format!("Result of `{}`.", V::ACTION.mutation())))
                .rust_typename(std::any::type_name::<Self>())
                .build()
        })
    }

    fn resolve(
        &self,
        _: &ContextSelectionSet<'_>,
        _: &Positioned<AskedField>,
    ) -> impl Future<Output = ServerResult<Value>> + Send {
        ready(Ok(Value::Null))
    }
}
