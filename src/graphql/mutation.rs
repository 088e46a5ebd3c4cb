//! The mutation root. It is built from the verbs, each of which has an action, an input and a payload. A mutation
//! cannot be declared in any other way.

use std::{borrow::Cow, future::Future, pin::Pin, sync::Arc};

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, InputType, ObjectType, OutputType, Positioned, ServerResult,
    TypeDirective, Value,
    parser::types::Field as AskedField,
    registry::{MetaField, MetaInputValue, MetaType, MetaTypeId, ObjectBuilder, Registry},
    resolver_utils::resolve_container_serial,
};
use entity::codes::DataClass;

use super::{
    inputs,
    payload::{Payload, payload},
    record::table::{Table, Visible},
    records,
    request::{Accepted, Request},
    texts, visible,
};
use crate::{
    access::{
        action::Action,
        directive::{holds, needs},
    },
    actions::{self, Each, Shows, Verb},
    error::Error,
    store::{identity::directory::SharedDirectory, write::permit::Subject},
};

/// The mutation root of the complete schema.
#[derive(Debug)]
pub struct Mutation;

type BoxFuture<'a> = Pin<Box<dyn Future<Output = Result<Value, Error>> + Send + 'a>>;

/// One mutation: how it is described and how it is run.
struct Entry {
    action: Action,
    subject: &'static str,
    shows: Shows,
    input: fn(&mut Registry) -> String,
    payload: fn(&mut Registry) -> String,
    visible: Visible,
    run: for<'a> fn(&'a Context<'a>) -> BoxFuture<'a>,
}

/// Selects the verbs of a root by their actions.
pub(super) type Which = fn(Action) -> bool;

/// All verbs. The schema shows them in the order of their actions.
fn verbs() -> Vec<Entry> {
    actions::verbs::<Entry>()
}

impl Each for Entry {
    type Made = Self;

    fn of<V: Verb>() -> Self {
        Self {
            action: V::ACTION,
            subject: <V::Subject as Subject>::RECORD,
            shows: V::SHOWS,
            input: <V as InputType>::create_type_info,
            payload: <Option<Payload<V>>>::create_type_info,
            visible: visible::verb::<V>,
            run: |context| Box::pin(run::<V>(context)),
        }
    }
}

async fn run<V: Verb>(context: &Context<'_>) -> Result<Value, Error> {
    let (_, key) = context.param_value::<String>("idempotencyKey", None).map_err(Error::Engine)?;
    let (_, input) = context.param_value::<V>("input", None).map_err(Error::Engine)?;
    let arguments = context.field().arguments().map_err(Error::Engine)?;
    let written = arguments.into_iter().find(|(name, _)| name == "input").map(|(_, value)| value).unwrap_or_default();
    let request = Request::of(context);
    let outcome = actions::perform(&request.store, &key, &input, &written).await?;
    // The payload, and the next request, show the directory as it is now.
    if outcome.id.is_some() && records::named(V::SHOWS.changed).is_some_and(Table::is_entry) {
        let shared = context.data_unchecked::<Arc<SharedDirectory>>();
        request.follow(shared.after_change(&request.store.database).await?);
    }
    payload::<V>(context, &outcome).await
}

/// Registers a mutation root with these verbs.
pub(super) fn register<Root: OutputType>(registry: &mut Registry, which: Which) -> String {
    registry.create_output_type::<Root, _>(MetaTypeId::Object, |registry| {
        let mut verbs: Vec<_> = verbs().into_iter().filter(|verb| which(verb.action)).collect();
        verbs.sort_by_key(|verb| verb.action);
        let fields = verbs.iter().map(|verb| (verb.action.mutation(), describe(verb, registry))).collect();
        inputs::complete_parts(registry);
        ObjectBuilder::new("Mutation", fields)
            .description(Some("Everything that can be done.".to_owned()))
            .rust_typename(std::any::type_name::<Root>())
            .visible(Some(visible::any_action))
            .build()
    })
}

/// Runs the verb that the field names, if the root has it and the caller's token is still accepted.
pub(super) async fn perform(context: &Context<'_>, which: Which) -> Option<Value> {
    let asked = &context.item.node.name.node;
    let verb = verbs().into_iter().find(|verb| which(verb.action) && verb.action.mutation() == asked.as_str())?;
    let accepted = context.data_opt::<Accepted>().map_or(Ok(()), Accepted::now);
    let answered = match accepted {
        Ok(()) => (verb.run)(context).await,
        Err(error) => Err(error),
    };
    Some(answered.unwrap_or_else(|error| {
        // As in `Maybe`, a mutation that fails does not remove the answers of the others.
        context.add_error(context.set_error_path(error.at(context.item.pos)));
        Value::Null
    }))
}

fn describe(verb: &Entry, registry: &mut Registry) -> MetaField {
    let mut field = MetaField::new(verb.action.mutation(), (verb.payload)(registry));
    field.description = description(registry, verb.action);
    field.directive_invocations = vec![needs::apply(verb.action)];
    field.visible = Some(verb.visible);
    let mut key = MetaInputValue::new("idempotencyKey", <String as InputType>::create_type_info(registry));
    key.description = Some(
        "A key that the client chooses for this change: 1 to 128 printable ASCII characters without spaces. A repeat with \
         the same key and input changes nothing and gets the first result."
            .to_owned(),
    );
    key.directive_invocations = vec![holds::apply(DataClass::Public)];
    let mut input = MetaInputValue::new("input", (verb.input)(registry));
    let records: Vec<_> = [verb.shows.made, Some(verb.shows.changed)].into_iter().flatten().collect();
    inputs::complete(registry, input.ty.trim_end_matches('!'), Some(verb.subject), &records);
    input.description = Some("The input.".to_owned());
    input.directive_invocations = vec![holds::apply(DataClass::Public)];
    field.args = [("idempotencyKey".to_owned(), key), ("input".to_owned(), input)].into_iter().collect();
    field
}

/// The description of a mutation, which is that of its action.
fn description(registry: &Registry, action: Action) -> Option<String> {
    let Some(MetaType::Enum { enum_values, .. }) = registry.types.get("Action") else { return None };
    enum_values.get(&action.name())?.description.as_ref().map(|text| text.replace('\n', " "))
}

impl OutputType for Mutation {
    fn type_name() -> Cow<'static, str> {
        "Mutation".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        needs.register(registry);
        let name = register::<Self>(registry, |_| true);
        texts::name_scalars(registry);
        name
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
