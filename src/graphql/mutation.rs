//! The mutation root, made from the verbs: each has an action, an input, and a payload with the record it changed and the
//! refusals by rule. There is no other way to write a mutation down.

use std::{
    borrow::Cow,
    future::{Future, ready},
    marker::PhantomData,
    pin::Pin,
};

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, InputType, ObjectType, OutputType, Positioned, ServerResult,
    SimpleObject, TypeDirective, Value,
    indexmap::IndexMap,
    parser::types::Field as AskedField,
    registry::{MetaField, MetaInputValue, MetaTypeId, ObjectBuilder, Registry},
    resolver_utils::{enum_value, resolve_container_serial},
};
use entity::codes::DataClass;

use super::{
    node,
    record::{Seen, selection::Reader, table::Record},
    records::{Case, Consent, ConsularPacket, ConsularRequest, Referral, Transfer},
    request::Request,
    visible,
};
use crate::{
    access::{
        action::Action,
        directive::{holds, requires},
    },
    actions::{self, Verb, cases, consents, consular, referrals, stays, transfers},
    error::Error,
    rules::refusal::RefusalCode,
    store::outcome::Outcome,
};

/// The mutation root.
#[derive(Debug)]
pub struct Mutation;

/// A rule forbids what was asked; nothing was changed.
#[derive(Debug, SimpleObject)]
pub struct UserError {
    /// What a program reads.
    code: RefusalCode,
    /// The field of the input that the rule speaks of, where it is one.
    field: Option<String>,
    /// What a person reads.
    message: String,
}

/// The payload of a mutation; never made, only named in the schema.
struct Payload<V, R>(PhantomData<(V, R)>);

type Answering<'a> = Pin<Box<dyn Future<Output = Result<Value, Error>> + Send + 'a>>;

/// One verb as the root knows it.
struct Entry {
    action: Action,
    doc: &'static str,
    input: fn(&mut Registry) -> String,
    payload: fn(&mut Registry) -> String,
    run: for<'a> fn(&'a Context<'a>) -> Answering<'a>,
}

/// Whether a root has the verb of an action.
pub(super) type Which = fn(Action) -> bool;

/// Every verb, in the order of the schema.
fn verbs() -> Vec<Entry> {
    vec![
        entry::<cases::OpenCase, Case>(),
        entry::<cases::UpdateCase, Case>(),
        entry::<cases::AssignCase, Case>(),
        entry::<cases::CloseCase, Case>(),
        entry::<cases::ReopenCase, Case>(),
        entry::<cases::AddVulnerability, Case>(),
        entry::<cases::AddMedicalNote, Case>(),
        entry::<cases::AddCaseNote, Case>(),
        entry::<stays::RecordArrival, Case>(),
        entry::<stays::RecordDeparture, Case>(),
        entry::<consents::RecordConsent, Consent>(),
        entry::<consents::WithdrawConsent, Consent>(),
        entry::<referrals::DraftReferral, Referral>(),
        entry::<referrals::SendReferral, Referral>(),
        entry::<referrals::AcknowledgeReferral, Referral>(),
        entry::<referrals::ReviewReferral, Referral>(),
        entry::<referrals::RequestInformation, Referral>(),
        entry::<referrals::GiveInformation, Referral>(),
        entry::<referrals::AcceptReferral, Referral>(),
        entry::<referrals::DeclineReferral, Referral>(),
        entry::<referrals::RedirectReferral, Referral>(),
        entry::<referrals::ScheduleReferral, Referral>(),
        entry::<referrals::MarkNoShow, Referral>(),
        entry::<referrals::StartReferral, Referral>(),
        entry::<referrals::CompleteReferral, Referral>(),
        entry::<referrals::MarkNotCompleted, Referral>(),
        entry::<referrals::CancelReferral, Referral>(),
        entry::<referrals::RevokeReferral, Referral>(),
        entry::<referrals::MarkEnteredInError, Referral>(),
        entry::<transfers::ProposeTransfer, Transfer>(),
        entry::<transfers::ApproveTransfer, Transfer>(),
        entry::<transfers::OfferTransfer, Transfer>(),
        entry::<transfers::AcceptTransfer, Transfer>(),
        entry::<transfers::DeclineTransfer, Transfer>(),
        entry::<transfers::CancelTransfer, Transfer>(),
        entry::<transfers::HandOver, Transfer>(),
        entry::<consular::DraftConsularRequest, ConsularRequest>(),
        entry::<consular::DecideProtectionGate, ConsularRequest>(),
        entry::<consular::ReadyConsularRequest, ConsularRequest>(),
        entry::<consular::SubmitConsularRequest, ConsularRequest>(),
        entry::<consular::HoldConsularRequest, ConsularRequest>(),
        entry::<consular::ResumeConsularRequest, ConsularRequest>(),
        entry::<consular::AnswerConsularQuestion, ConsularRequest>(),
        entry::<consular::ConfirmInterview, ConsularRequest>(),
        entry::<consular::RecordDelivery, ConsularRequest>(),
        entry::<consular::RecordDocumentUse, ConsularRequest>(),
        entry::<consular::RecordDocumentExpiry, ConsularRequest>(),
        entry::<consular::RecordDocumentReturn, ConsularRequest>(),
        entry::<consular::WithdrawConsularRequest, ConsularRequest>(),
        entry::<consular::AcknowledgeConsularPacket, ConsularPacket>(),
        entry::<consular::AskConsularQuestion, ConsularPacket>(),
        entry::<consular::ProposeInterview, ConsularPacket>(),
        entry::<consular::RecordInterview, ConsularPacket>(),
        entry::<consular::ConfirmNationality, ConsularPacket>(),
        entry::<consular::DenyNationality, ConsularPacket>(),
        entry::<consular::StartDocumentProduction, ConsularPacket>(),
        entry::<consular::RecordDocumentIssued, ConsularPacket>(),
        entry::<consular::RefuseConsularRequest, ConsularPacket>(),
    ]
}

fn entry<V: Verb, R: Record>() -> Entry {
    Entry {
        action: V::ACTION,
        doc: V::DOC,
        input: <V::Input as InputType>::create_type_info,
        payload: <Option<Payload<V, R>>>::create_type_info,
        run: |context| Box::pin(run::<V, R>(context)),
    }
}

async fn run<V: Verb, R: Record>(context: &Context<'_>) -> Result<Value, Error> {
    let (_, key) = context.param_value::<String>("idempotencyKey", None).map_err(Error::Engine)?;
    let (_, input) = context.param_value::<V::Input>("input", None).map_err(Error::Engine)?;
    let arguments = context.field().arguments().map_err(Error::Engine)?;
    let written = arguments.into_iter().find(|(name, _)| name == "input").map(|(_, value)| value).unwrap_or_default();
    let outcome = actions::perform::<V>(&Request::of(context).store, &key, &input, &written).await?;
    payload::<R>(context, V::ACTION, &outcome).await
}

async fn payload<R: Record>(context: &Context<'_>, action: Action, outcome: &Outcome) -> Result<Value, Error> {
    let reader = Reader::new(context);
    let name = payload_name(action);
    let mut answer = IndexMap::new();
    for (key, field, sets) in reader.keys(&name, &reader.root()) {
        let value = match field {
            "userErrors" => user_errors(&reader, &sets, outcome),
            "__typename" => Value::String(name.clone()),
            _ => match outcome.id {
                // Who gives a record away may not be able to see it any more; the change stands all the same.
                Some(id) => match node::selected(context, R::table(), id, &reader, &sets).await {
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

fn user_errors(
    reader: &Reader<'_>,
    sets: &Vec<&async_graphql::parser::types::SelectionSet>,
    outcome: &Outcome,
) -> Value {
    let keys = reader.keys("UserError", sets);
    let errors = outcome.refusals.iter().map(|refusal| {
        let mut error = IndexMap::new();
        for (key, field, _) in &keys {
            let value = match *field {
                "code" => enum_value(refusal.code),
                "field" => refusal.field.clone().map_or(Value::Null, Value::String),
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

/// The field of the payload that shows the record: `case`, `consularRequest`.
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
            shown.description =
                Some("The record after the change, as you may see it; none where a rule refused.".to_owned());
            let mut errors = MetaField::new("userErrors", <Vec<UserError>>::create_type_info(registry));
            errors.description = Some("Why a rule refused; empty when the change was made.".to_owned());
            let fields = [(record_field(record), shown), ("userErrors".to_owned(), errors)];
            ObjectBuilder::new(Self::type_name(), fields.into_iter().collect())
                .description(Some(format!("What came of `{}`.", V::ACTION.mutation())))
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

/// Describes a root with these verbs to the engine.
pub(super) fn register<Root: OutputType>(registry: &mut Registry, which: Which) -> String {
    registry.create_output_type::<Root, _>(MetaTypeId::Object, |registry| {
        let verbs = verbs().into_iter().filter(|verb| which(verb.action));
        let fields = verbs.map(|verb| (verb.action.mutation(), describe(&verb, registry))).collect();
        ObjectBuilder::new("Mutation", fields)
            .description(Some("What can be done.".to_owned()))
            .rust_typename(std::any::type_name::<Root>())
            .build()
    })
}

/// Performs the verb that the field names, if the root has it.
pub(super) async fn perform(context: &Context<'_>, which: Which) -> Option<Value> {
    let asked = &context.item.node.name.node;
    let verb = verbs().into_iter().find(|verb| which(verb.action) && verb.action.mutation() == asked.as_str())?;
    Some((verb.run)(context).await.unwrap_or_else(|error| {
        // As with `Maybe`: one mutation that fails leaves the others as they are.
        context.add_error(context.set_error_path(error.at(context.item.pos)));
        Value::Null
    }))
}

fn describe(verb: &Entry, registry: &mut Registry) -> MetaField {
    let mut field = MetaField::new(verb.action.mutation(), (verb.payload)(registry));
    field.description = Some(verb.doc.to_owned());
    field.directive_invocations = vec![requires::apply(verb.action)];
    field.visible = Some(visible::action(verb.action));
    let mut key = MetaInputValue::new("idempotencyKey", <String as InputType>::create_type_info(registry));
    key.description = Some(
        "Chosen by the client, 1 to 128 letters, digits and signs: the same key and input get the same answer, once."
            .to_owned(),
    );
    key.directive_invocations = vec![holds::apply(DataClass::Public)];
    let mut input = MetaInputValue::new("input", (verb.input)(registry));
    input.description = Some("What is to be done.".to_owned());
    input.directive_invocations = vec![holds::apply(DataClass::Public)];
    field.args = [("idempotencyKey".to_owned(), key), ("input".to_owned(), input)].into_iter().collect();
    field
}

impl OutputType for Mutation {
    fn type_name() -> Cow<'static, str> {
        "Mutation".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        requires.register(registry);
        register::<Self>(registry, |_| true)
    }

    async fn resolve(&self, context: &ContextSelectionSet<'_>, _: &Positioned<AskedField>) -> ServerResult<Value> {
        resolve_container_serial(context, self).await
    }
}

impl ContainerType for Mutation {
    async fn resolve_field(&self, context: &Context<'_>) -> ServerResult<Option<Value>> {
        Ok(perform(context, |_| true).await)
    }
}

impl ObjectType for Mutation {}
