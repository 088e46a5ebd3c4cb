//! The payload of a mutation: the changed record as the viewer may see it, the refusals by rule, and warnings.

use std::{
    borrow::Cow,
    future::{Future, ready},
    marker::PhantomData,
};

use async_graphql::{
    Context, ContextSelectionSet, Enum, Name, OutputType, Positioned, ServerResult, SimpleObject, Value,
    indexmap::IndexMap,
    parser::types::{Field as AskedField, SelectionSet},
    registry::{MetaField, MetaTypeId, ObjectBuilder, Registry},
    resolver_utils::enum_value,
};

use super::{
    node,
    record::{selection::Reader, table::Visible},
    records,
    request::Request,
    visible,
};
use crate::{
    access::action::Action,
    actions::Verb,
    error::Error,
    rules::refusal::{Refusal, RefusalCode},
    store::write::outcome::{Outcome, Remembered},
};

/// How serious a `UserError` is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Enum)]
pub(crate) enum UserErrorSeverity {
    /// A rule refused the change. Nothing was changed.
    Error,
    /// The change was made, but a later step would be refused.
    Warning,
}

/// A refusal by a rule, or a warning. After a refusal nothing was changed.
#[derive(Debug, SimpleObject)]
pub(crate) struct UserError {
    /// `ERROR` in `userErrors`, `WARNING` in `warnings`.
    severity: UserErrorSeverity,
    /// Stable code, for programs.
    code: RefusalCode,
    /// The input field that the rule is about. Null if it is about no single field.
    field: Option<String>,
    /// The path to that field from the input, with list indexes: `["person", "names", "1", "given"]`.
    path: Vec<String>,
    /// Message for people.
    message: String,
}

impl UserError {
    /// The refusal that a mutation would get.
    pub(super) fn of(refusal: &Refusal) -> Self {
        Self {
            severity: UserErrorSeverity::Error,
            code: refusal.code,
            field: refusal.field.map(str::to_owned),
            path: refusal.path(),
            message: refusal.message.clone().into_owned(),
        }
    }
}

/// The payload type of a mutation. It only declares the type in the schema; [`payload`] builds the values.
pub(super) struct Payload<V>(PhantomData<V>);

/// Builds the payload of a verb from its outcome, with the fields that these selections ask for.
/// Errors: when the record cannot be read.
pub(super) async fn payload<V: Verb>(
    context: &Context<'_>,
    root: &Vec<&SelectionSet>,
    outcome: &Outcome,
) -> Result<Value, Error> {
    let reader = Reader::new(context);
    let name = payload_name(V::ACTION);
    let mut answer = IndexMap::new();
    for (key, field, sets) in reader.keys(&name, root) {
        let value = match field {
            "userErrors" => told(&reader, &sets, UserErrorSeverity::Error, &outcome.refusals),
            "warnings" => told(&reader, &sets, UserErrorSeverity::Warning, &outcome.warnings),
            "__typename" => Value::String(name.clone()),
            SECRET if has_secret(V::ACTION) => secret(context, V::ACTION, outcome).await?,
            _ => record::<V>(context, outcome, &reader, field, (&key, &sets)).await?,
        };
        answer.insert(key, value);
    }
    Ok(Value::Object(answer))
}

/// The field with the secret of a webhook.
const SECRET: &str = "secret";

/// Whether the payload of this action shows a secret.
const fn has_secret(action: Action) -> bool {
    matches!(action, Action::CreateWebhook | Action::RotateWebhookSecret)
}

/// The secret of the webhook, for the worker who made the change and may still do so. A repetition with the same idempotency key
/// shows it again, because the first answer may be lost.
async fn secret(context: &Context<'_>, action: Action, outcome: &Outcome) -> Result<Value, Error> {
    let store = &Request::of(context).store;
    let id = outcome.id.filter(|_| store.scope.grants.may_anywhere(action));
    let secret = match id {
        Some(id) => store.webhook_secret(id).await?,
        None => None,
    };
    Ok(secret.map_or(Value::Null, Value::String))
}

/// The changed record, or the one that was made with it. Null after a refusal, and if the viewer may not see it.
async fn record<'a, V: Verb>(
    context: &'a Context<'a>,
    outcome: &Outcome,
    reader: &Reader<'a>,
    field: &str,
    below: (&Name, &Vec<&'a SelectionSet>),
) -> Result<Value, Error> {
    let Some((id, changed)) = outcome.id.zip(records::named(V::SHOWS.changed)) else { return Ok(Value::Null) };
    if field == record_field(V::SHOWS.changed) {
        // A change can take the record out of the viewer's sight, for example by giving it to another organisation. The
        // change is committed nevertheless.
        return match node::selected(context, changed, id, reader, (Some(below.0), below.1)).await {
            Err(Error::NotFound) => Ok(Value::Null),
            answer => answer,
        };
    }
    let made = V::SHOWS.made.and_then(records::named).zip(outcome.made);
    match made {
        Some(made) => node::made(context, (changed, id), made, reader, below).await,
        None => Ok(Value::Null),
    }
}

/// The refusals as a list of `UserError`, with the fields that these selections ask for.
pub(super) fn refused(reader: &Reader<'_>, sets: &Vec<&SelectionSet>, refusals: &[Refusal]) -> Value {
    let refusals: Vec<_> = refusals.iter().map(Remembered::of).collect();
    told(reader, sets, UserErrorSeverity::Error, &refusals)
}

fn told(reader: &Reader<'_>, sets: &Vec<&SelectionSet>, severity: UserErrorSeverity, refusals: &[Remembered]) -> Value {
    let keys = reader.keys("UserError", sets);
    let errors = refusals.iter().map(|refusal| {
        let mut error = IndexMap::new();
        for (key, field, _) in &keys {
            let value = match *field {
                "severity" => enum_value(severity),
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

fn shown(record: &str, doc: &str, visible: Visible) -> MetaField {
    // A payload field is nullable, and the query root has registered the record.
    let mut field = MetaField::new(record_field(record), record);
    field.description = Some(doc.to_owned());
    field.visible = Some(visible);
    field
}

/// The name of the payload's record field: `case`, `consularRequest`.
pub(super) fn record_field(record: &str) -> String {
    let (head, tail) = record.split_at(1);
    head.to_lowercase() + tail
}

impl<V: Verb> OutputType for Payload<V> {
    fn type_name() -> Cow<'static, str> {
        payload_name(V::ACTION).into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_output_type::<Self, _>(MetaTypeId::Object, |registry| {
            let changed = "The record after the change, as you may see it. Null if `userErrors` is not empty, or if you may \
                           no longer see it.";
            let made = "The record that the change made or ended, as you may see it. Null if `userErrors` is not empty, or \
                        if you may not see it.";
            let mut fields = vec![shown(V::SHOWS.changed, changed, visible::changed::<V>)];
            fields.extend(V::SHOWS.made.map(|record| shown(record, made, visible::made::<V>)));
            let mut errors = MetaField::new("userErrors", <Vec<UserError>>::create_type_info(registry));
            errors.description = Some("The rules that refused the change. Empty if the change was made.".to_owned());
            let mut warnings = MetaField::new("warnings", <Vec<UserError>>::create_type_info(registry));
            warnings.description =
                Some("Problems that did not stop this change, but for which a later step would be refused.".to_owned());
            fields.extend(has_secret(V::ACTION).then(|| {
                let mut field = MetaField::new(SECRET, "String");
                let doc = "The secret that verifies the messages, as in Standard Webhooks. Keep it safe: no other answer shows it.";
                field.description = Some(doc.to_owned());
                field
            }));
            fields.extend([errors, warnings]);
            let fields = fields.into_iter().map(|field| (field.name.clone(), field)).collect();
            ObjectBuilder::new(Self::type_name(), fields)
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
