//! The mutation root. It is built from the verbs, each of which has an action, an input and a payload. A mutation
//! cannot be declared in any other way.

use std::{borrow::Cow, future::Future, pin::Pin, sync::Arc};

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, InputType, ObjectType, OutputType, PathSegment, Positioned,
    ServerResult, TypeDirective, Value,
    indexmap::IndexMap,
    parser::types::{Field as AskedField, SelectionSet},
    registry::{MetaField, MetaInputValue, MetaType, MetaTypeId, ObjectBuilder, Registry},
    resolver_utils::resolve_container_serial,
};
use entity::codes::DataClass;

use super::{
    batch::{self, INPUT, KEY, LINES, Line, MOST_LINES},
    inputs,
    payload::{Payload, payload},
    record::{
        selection::Reader,
        table::{Table, Visible},
    },
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

type Run = for<'a> fn(&'a Context<'a>) -> BoxFuture<'a>;

/// One mutation: how it is described and how it is run.
struct Entry {
    action: Action,
    subject: &'static str,
    shows: Shows,
    input: fn(&mut Registry) -> String,
    payload: fn(&mut Registry) -> String,
    visible: Visible,
    run: Run,
    batch: Option<Batch>,
}

/// The mutation that does one verb for each of its lines.
struct Batch {
    name: &'static str,
    lines: fn(&mut Registry) -> String,
    payloads: fn(&mut Registry) -> String,
    run: Run,
}

/// Selects the verbs of a root by their actions.
pub(super) type Which = fn(Action) -> bool;

/// All verbs. The schema shows them in the order of their actions.
fn verbs() -> Vec<Entry> {
    actions::verbs::<Entry>()
}

impl Entry {
    /// What runs the field of this name: the verb once, or once for each line.
    fn named(&self, field: &str) -> Option<Run> {
        let batch = self.batch.as_ref().filter(|batch| batch.name == field).map(|batch| batch.run);
        batch.or_else(|| (self.action.mutation() == field).then_some(self.run))
    }
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
            batch: V::BATCH.map(|name| Batch {
                name,
                lines: <Vec<Line<V>>>::create_type_info,
                payloads: <Option<Vec<Option<Payload<V>>>>>::create_type_info,
                run: |context| Box::pin(run_batch::<V>(context)),
            }),
        }
    }
}

async fn run<V: Verb>(context: &Context<'_>) -> Result<Value, Error> {
    let (_, key) = context.param_value::<String>(KEY, None).map_err(Error::Engine)?;
    let (_, input) = context.param_value::<V>(INPUT, None).map_err(Error::Engine)?;
    let arguments = context.field().arguments().map_err(Error::Engine)?;
    let written = arguments.into_iter().find(|(name, _)| name == INPUT).map(|(_, value)| value).unwrap_or_default();
    let root = Reader::new(context).root();
    take(context, &root, (&key, &input, &written)).await
}

/// Runs a verb for each line, in the order of the lines. A line that fails is null with an error of its own, and the lines after
/// it are run nevertheless.
async fn run_batch<V: Verb>(context: &Context<'_>) -> Result<Value, Error> {
    let (_, lines) = context.param_value::<Vec<Line<V>>>(LINES, None).map_err(Error::Engine)?;
    if !(1..=MOST_LINES).contains(&lines.len()) {
        return Err(Error::bad_input(LINES, format!("give 1 to {MOST_LINES} lines")));
    }
    let arguments = context.field().arguments().map_err(Error::Engine)?;
    let written = batch::written(arguments.into_iter().find(|(name, _)| name == LINES).map(|(_, value)| value));
    let root = Reader::new(context).root();
    let mut answers = Vec::with_capacity(lines.len());
    for (number, (line, written)) in lines.iter().zip(&written).enumerate() {
        // A token that is revoked while a batch runs ends it.
        let answer = match accepted(context) {
            Ok(()) => take(context, &root, (&line.idempotency_key, &line.input, written)).await,
            Err(error) => Err(error),
        };
        answers.push(answer.unwrap_or_else(|error| {
            let mut error = context.set_error_path(error.at(context.item.pos));
            error.path.push(PathSegment::Index(number));
            context.add_error(error);
            Value::Null
        }));
    }
    Ok(Value::List(answers))
}

/// Whether the caller's token is still accepted.
fn accepted(context: &Context<'_>) -> Result<(), Error> {
    context.data_opt::<Accepted>().map_or(Ok(()), Accepted::now)
}

/// Makes one change and answers with its payload.
async fn take<V: Verb>(
    context: &Context<'_>,
    root: &Vec<&SelectionSet>,
    (key, input, written): (&str, &V, &Value),
) -> Result<Value, Error> {
    let request = Request::of(context);
    let outcome = actions::perform(&request.store, key, input, written).await?;
    // The payload, and the next request, show the directory as it is now.
    if outcome.id.is_some() && records::named(V::SHOWS.changed).is_some_and(Table::is_entry) {
        let shared = context.data_unchecked::<Arc<SharedDirectory>>();
        request.follow(shared.after_change(&request.store.database).await?);
    }
    payload::<V>(context, root, &outcome).await
}

/// Registers a mutation root with these verbs.
pub(super) fn register<Root: OutputType>(registry: &mut Registry, which: Which) -> String {
    registry.create_output_type::<Root, _>(MetaTypeId::Object, |registry| {
        let mut verbs: Vec<_> = verbs().into_iter().filter(|verb| which(verb.action)).collect();
        verbs.sort_by_key(|verb| verb.action);
        let mut fields = IndexMap::new();
        for verb in &verbs {
            fields.insert(verb.action.mutation(), describe(verb, registry));
            let batch = verb.batch.as_ref().map(|batch| (batch.name.to_owned(), describe_batch(verb, batch, registry)));
            fields.extend(batch);
        }
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
    let run = verbs().into_iter().filter(|verb| which(verb.action)).find_map(|verb| verb.named(asked))?;
    let answered = match accepted(context) {
        Ok(()) => run(context).await,
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
    let key = batch::key(registry);
    let mut input = MetaInputValue::new(INPUT, (verb.input)(registry));
    let records: Vec<_> = [verb.shows.made, Some(verb.shows.changed)].into_iter().flatten().collect();
    inputs::complete(registry, input.ty.trim_end_matches('!'), Some(verb.subject), &records);
    input.description = Some("The input.".to_owned());
    input.directive_invocations = vec![holds::apply(DataClass::Public)];
    field.args = [(KEY.to_owned(), key), (INPUT.to_owned(), input)].into_iter().collect();
    field
}

fn describe_batch(verb: &Entry, batch: &Batch, registry: &mut Registry) -> MetaField {
    let mut field = MetaField::new(batch.name, (batch.payloads)(registry));
    field.description = Some(format!(
        "Does `{}` for each line, in the order of the lines. Each line is a change of its own: a line that is refused has \
         `userErrors`, a line that fails is null with an error at its path, and the other lines are done nevertheless.",
        verb.action.mutation(),
    ));
    field.directive_invocations = vec![needs::apply(verb.action)];
    field.visible = Some(verb.visible);
    let mut lines = MetaInputValue::new(LINES, (batch.lines)(registry));
    lines.description = Some(format!("The lines: 1 to {MOST_LINES}."));
    lines.directive_invocations = vec![holds::apply(DataClass::Public)];
    field.args = [(LINES.to_owned(), lines)].into_iter().collect();
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
