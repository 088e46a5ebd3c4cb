//! The `NodeAnswer` interface of the Relay specification: a record of any type by its global identifier.

use std::borrow::Cow;

use async_graphql::{
    Context, ContextSelectionSet, ID, Name, OutputType, Positioned, ServerResult, Value,
    parser::types::Field as AskedField,
    registry::{MetaField, MetaType, MetaTypeId, Registry},
};

use super::{
    prefetch::Entry,
    record::{
        answer::AnswerWriter,
        selection::Reader,
        table::{Field, Holds, Table},
    },
    records,
    request::Request,
};
use crate::{
    error::Error,
    global_id,
    graphql::{prefetch, record::types::Answer},
    store::Store,
};

/// The answer to `node`: a record of any type.
#[derive(Debug)]
pub(crate) struct NodeAnswer(Answer);

impl OutputType for NodeAnswer {
    fn type_name() -> Cow<'static, str> {
        "Node".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_output_type::<Self, _>(MetaTypeId::Interface, |registry| {
            let mut id = MetaField::new("id", ID::create_type_info(registry));
            id.description = Some("Global identifier.".to_owned());
            MetaType::Interface {
                name: "Node".to_owned(),
                description: Some("A record with a global identifier.".to_owned()),
                fields: [("id".to_owned(), id)].into_iter().collect(),
                possible_types: nodes().map(|table| table.name.to_owned()).collect(),
                extends: false,
                keys: None,
                visible: None,
                inaccessible: false,
                tags: Vec::new(),
                rust_typename: Some(std::any::type_name::<Self>()),
                directive_invocations: Vec::new(),
                requires_scopes: Vec::new(),
            }
        })
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<AskedField>) -> ServerResult<Value> {
        Ok(self.0.take())
    }
}

fn nodes() -> impl Iterator<Item = &'static Table> {
    records::all().into_iter().filter(|table| table.fields.iter().any(|field| matches!(field.holds, Holds::Id)))
}

/// The record of a global identifier.
/// Errors: `INVALID_ID`, or `NOT_FOUND` if the record does not exist or the viewer may not know of it.
pub(crate) async fn node(context: &Context<'_>, id: &str) -> Result<NodeAnswer, Error> {
    let (table, key) = identified(id)?;
    record(context, table, key).await.map(|value| NodeAnswer(Answer::new(value)))
}

/// The record type and the key of a global identifier.
/// Errors: `INVALID_ID`, or `NOT_FOUND` if no record type has such identifiers.
pub(crate) fn identified(id: &str) -> Result<(&'static Table, uuid::Uuid), Error> {
    let (name, key) = global_id::decode(id)?;
    let table = nodes().find(|table| table.name == name).ok_or(Error::NotFound)?;
    Ok((table, key))
}

/// One record by its key, with the selection of the field that is being resolved.
/// Errors: `NOT_FOUND` if the record does not exist or the viewer may not know of it.
pub(crate) async fn record(context: &Context<'_>, table: &'static Table, key: uuid::Uuid) -> Result<Value, Error> {
    let reader = Reader::new(context);
    selected(context, table, key, &reader, (None, &reader.root())).await
}

/// As [`record`], but with a selection deeper in the document: the record field of a payload, under its response key.
/// Errors: As [`record`].
pub(crate) async fn selected<'a>(
    context: &'a Context<'a>,
    table: &'static Table,
    key: uuid::Uuid,
    reader: &Reader<'a>,
    (below, sets): (Option<&Name>, &Vec<&'a async_graphql::parser::types::SelectionSet>),
) -> Result<Value, Error> {
    let request = Request::of(context);
    let (body, plan) = reader.record(table, sets)?;
    request.roots.note(context, plan.is_followed());
    let mut answering = AnswerWriter::new(context, below);
    if table.is_entry() {
        let store = request.store_after_changes();
        let entry = entry(&store, table, key).ok_or(Error::NotFound)?;
        let below = prefetch::below(&store, &plan, &[entry]).await?;
        answering.entry(&plan, &body, entry, below.first())?;
    } else {
        let node = prefetch::node(&request.store, &plan, key).await?.ok_or(Error::NotFound)?;
        answering.record(&body, &plan, &node)?;
    }
    Ok(answering.finish())
}

/// A row that a verb made or ended with its change, as the list of the changed record would show it. Null if the viewer
/// may not know of it.
/// Errors: when it cannot be read.
pub(crate) async fn made<'a>(
    context: &'a Context<'a>,
    (above, id): (&'static Table, uuid::Uuid),
    (table, key): (&'static Table, uuid::Uuid),
    reader: &Reader<'a>,
    (below, sets): (&Name, &Vec<&'a async_graphql::parser::types::SelectionSet>),
) -> Result<Value, Error> {
    let leads_to = |field: &&'static Field| matches!(&field.holds, Holds::Many { to, .. } if to().name == table.name);
    let Some(field) = above.fields.iter().find(leads_to) else { return Ok(Value::Null) };
    let Holds::Many { edge, .. } = &field.holds else { return Ok(Value::Null) };
    let (body, plan) = reader.record(table, sets)?;
    let mut answering = AnswerWriter::new(context, Some(below));
    let store = &Request::of(context).store;
    match prefetch::child(store, &plan, (above, id), (field, &edge()), key).await {
        Ok(Some(node)) => answering.record(&body, &plan, &node)?,
        Ok(None) => return Ok(Value::Null),
        Err(Error::Forbidden) => answering.withhold(above, field, reader.place(below))?,
        Err(error) => return Err(error),
    }
    Ok(answering.finish())
}

/// Entries of the directory with the selection of the field. Everything below them is read for all of them together.
pub(crate) async fn entries(
    context: &Context<'_>,
    table: &'static Table,
    entries: &[Entry<'_>],
) -> Result<Vec<Value>, Error> {
    let reader = Reader::new(context);
    let (body, plan) = reader.record(table, &reader.root())?;
    let below = prefetch::below(&Request::of(context).store, &plan, entries).await?;
    let shown = entries.iter().zip(&below).map(|(entry, below)| {
        let mut answering = AnswerWriter::new(context, None);
        answering.entry(&plan, &body, *entry, Some(below))?;
        Ok(answering.finish())
    });
    shown.collect()
}

/// An entry of the directory in memory. `None` if it does not exist or the viewer may not know of it.
pub(crate) fn entry<'a>(store: &'a Store, table: &Table, key: uuid::Uuid) -> Option<Entry<'a>> {
    let directory = &store.directory;
    match table.name {
        "Organisation" => directory.organisation(key).map(Entry::Organisation),
        "Centre" => directory.centre(key).filter(|centre| store.scope.knows_centre(centre)).map(Entry::Centre),
        _ => None,
    }
}
