//! Answering entries of the directory, which lives in memory: organisations and centres, and what was fetched below them.

use async_graphql::{Value, indexmap::IndexMap};
use entity::{centre, organisation};
use uuid::Uuid;

use super::{
    answer::{Answering, type_name},
    plan::{Body, ConnectionBody, ConnectionSlot, EdgeSlot, KnownPlan, PageInfoSlot, Plan, Slot},
    table::{Field, Holds, Via},
};
use crate::{
    error::Error,
    global_id,
    graphql::{
        page,
        prefetch::{self, Below},
    },
    store::occupancy::Occupancy,
};

/// An entry of the directory that lives in memory.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// An organisation.
    Organisation(&'a organisation::Model),
    /// A centre.
    Centre(&'a centre::Model),
}

impl Answering<'_> {
    /// An entry of the directory, with what was fetched below it.
    ///
    /// # Errors
    /// When a row below is not of its plan.
    pub fn entry(&mut self, plan: &Plan, body: &Body, entry: Entry<'_>, below: Option<&Below>) -> Result<Value, Error> {
        let table = plan.table;
        let mut answer = IndexMap::with_capacity(body.len());
        for (key, slot) in body {
            let value = match (slot, entry) {
                (Slot::Typename, _) => type_name(table),
                (Slot::Leaf { field, .. }, _) => match (&field.holds, entry) {
                    (Holds::Id, Entry::Organisation(it)) => global_id::value(table.name, it.id),
                    (Holds::Id, Entry::Centre(it)) => global_id::value(table.name, it.id),
                    (Holds::Organisation { read, .. }, Entry::Organisation(it)) => read(it),
                    (Holds::Centre { read, .. }, Entry::Centre(it)) => read(it),
                    _ => Value::Null,
                },
                (Slot::Known { field, number, body }, Entry::Centre(it)) => match &field.holds {
                    Holds::Known { via: Via::RunBy, .. } => {
                        self.known(&plan.known[*number], it.organisation_id, body, None)?
                    }
                    _ => Value::Null,
                },
                (Slot::Occupancies { field, .. } | Slot::Many { field, .. }, _)
                    if !below.is_some_and(|below| below.clearance.holds(field.class)) =>
                {
                    self.withhold(table, field)
                }
                (Slot::Occupancies { field, number, body }, _) => {
                    let counted = below.and_then(|below| below.counts[*number].as_deref()).unwrap_or_default();
                    occupancies(field, body, counted)
                }
                (Slot::Many { number, body, .. }, _) => {
                    let page = below.and_then(|below| below.branches[*number].as_ref());
                    self.many(body, &plan.branches[*number], page)?
                }
                _ => Value::Null,
            };
            answer.insert(key.clone(), value);
        }
        Ok(Value::Object(answer))
    }

    /// A page of directory entries as a connection: each entry with its cursor, and whether there is a next and a
    /// previous page, and how many entries there are in all.
    ///
    /// # Errors
    /// When a row below is not of its plan.
    pub fn entries(
        &mut self,
        plan: &Plan,
        body: &ConnectionBody,
        entries: &[(Value, Entry<'_>, Below)],
        (next, previous, total): (bool, bool, usize),
    ) -> Result<Value, Error> {
        let table = plan.table;
        let mut answer = IndexMap::with_capacity(body.len());
        for (key, slot) in body {
            let value = match slot {
                ConnectionSlot::Typename => Value::String(page::connection_name(table.name)),
                ConnectionSlot::Nodes(body) => Value::List(
                    entries
                        .iter()
                        .map(|(_, entry, below)| self.entry(plan, body, *entry, Some(below)))
                        .collect::<Result<_, _>>()?,
                ),
                ConnectionSlot::TotalCount => Value::Number(total.into()),
                ConnectionSlot::PageInfo(body) => {
                    let mut info = IndexMap::with_capacity(body.len());
                    for (key, slot) in body {
                        let end =
                            |entry: Option<&(Value, _, _)>| entry.map_or(Value::Null, |(cursor, ..)| cursor.clone());
                        let value = match slot {
                            PageInfoSlot::Typename => Value::String("PageInfo".to_owned()),
                            PageInfoSlot::HasNextPage => Value::Boolean(next),
                            PageInfoSlot::HasPreviousPage => Value::Boolean(previous),
                            PageInfoSlot::StartCursor => end(entries.first()),
                            PageInfoSlot::EndCursor => end(entries.last()),
                        };
                        info.insert(key.clone(), value);
                    }
                    Value::Object(info)
                }
                ConnectionSlot::Edges(body) => {
                    let mut edges = Vec::with_capacity(entries.len());
                    for (cursor, entry, below) in entries {
                        let mut edge = IndexMap::with_capacity(body.len());
                        for (key, slot) in body {
                            let value = match slot {
                                EdgeSlot::Typename => Value::String(page::edge_name(table.name)),
                                EdgeSlot::Cursor => cursor.clone(),
                                EdgeSlot::Node(body) => self.entry(plan, body, *entry, Some(below))?,
                            };
                            edge.insert(key.clone(), value);
                        }
                        edges.push(Value::Object(edge));
                    }
                    Value::List(edges)
                }
            };
            answer.insert(key.clone(), value);
        }
        Ok(Value::Object(answer))
    }

    /// An organisation or a centre that a row or an entry points to.
    pub(super) fn known(
        &mut self,
        known: &KnownPlan,
        id: Uuid,
        body: &Body,
        below: Option<&Below>,
    ) -> Result<Value, Error> {
        let store = &self.request.store;
        let directory = std::sync::Arc::clone(&store.directory);
        let organisation = || directory.organisation(id).map(Entry::Organisation);
        let entry = organisation().or_else(|| prefetch::centre(store, known, id).map(Entry::Centre));
        entry.map_or(Ok(Value::Null), |entry| self.entry(&known.plan, body, entry, below))
    }
}

/// The beds of a centre at each moment, or at the only one.
fn occupancies(field: &Field, body: &Body, counted: &[Occupancy]) -> Value {
    let Holds::Occupancies { to, daily, .. } = &field.holds else { return Value::Null };
    let one = |counted: &Occupancy| {
        let value = |slot: &Slot| match slot {
            Slot::Leaf { field, .. } => match &field.holds {
                Holds::Occupancy { read, .. } => read(counted),
                _ => Value::Null,
            },
            _ => type_name(to()),
        };
        Value::Object(body.iter().map(|(key, slot)| (key.clone(), value(slot))).collect())
    };
    if *daily { Value::List(counted.iter().map(one).collect()) } else { counted.first().map_or(Value::Null, one) }
}
