//! Answering: one loop over the body of a record. Each field's class is tested against the row's clearance; what is
//! shown and what is withheld is written down. Nothing else turns rows into answers.

use async_graphql::{Name, Value, indexmap::IndexMap};
use entity::codes::DataClass;
use uuid::Uuid;

use super::{
    plan::{Body, Branch, ConnectionBody, ConnectionSlot, EdgeSlot, ManyBody, PageInfoSlot, Plan, Slot},
    table::{Field, Holds, Table},
};
use crate::{
    access::class::ClassSet,
    error::Error,
    global_id,
    graphql::{
        page,
        prefetch::{self, Node, Page},
        request::{Request, Shown},
    },
};

/// Answers the rows of one field of the document and writes down what it shows.
#[derive(Debug)]
pub struct Answering<'a> {
    pub(super) request: &'a Request,
    shown: Shown,
}

impl<'a> Answering<'a> {
    /// For one request.
    #[must_use]
    pub fn new(request: &'a Request) -> Self {
        Self { request, shown: Shown::default() }
    }

    /// Hands what was shown and withheld to the request.
    pub fn finish(self) {
        self.request.add(self.shown);
    }

    /// A record.
    ///
    /// # Errors
    /// When a row is not of its plan.
    pub fn record(&mut self, body: &Body, plan: &Plan, node: &Node) -> Result<Value, Error> {
        let mut answer = IndexMap::with_capacity(body.len());
        let clearance = node.row.clearance;
        let mut shown = ClassSet::NONE;
        for (key, slot) in body {
            let value = match slot {
                Slot::Typename => type_name(plan.table),
                Slot::Leaf { field, .. }
                | Slot::One { field, .. }
                | Slot::Known { field, .. }
                | Slot::Occupancies { field, .. }
                | Slot::Many { field, .. }
                    if !clearance.holds(field.class) =>
                {
                    self.withhold(plan.table, field)
                }
                Slot::Leaf { field, first } => {
                    shown = shown | ClassSet::of(&[field.class]);
                    self.leaf(plan, field, *first, node)?
                }
                Slot::One { number, body, .. } => match &node.joined[*number] {
                    Some(there) => self.record(body, &plan.joined[*number].1, there)?,
                    None => Value::Null,
                },
                Slot::Known { field, number, body } => {
                    shown = shown | ClassSet::of(&[field.class]);
                    let known = &plan.known[*number];
                    let id = node.row.cells(known.first, self.now()).get::<Option<Uuid>>(0)?;
                    let below = node.known[*number].as_ref();
                    id.map_or(Ok(Value::Null), |id| self.known(known, id, body, below))?
                }
                Slot::Many { number, body, .. } => {
                    self.many(body, &plan.branches[*number], node.branches[*number].as_ref())?
                }
                // Of a centre alone, which is no row.
                Slot::Occupancies { .. } => Value::Null,
            };
            answer.insert(key.clone(), value);
        }
        if let Some(case) = clearance.case_id {
            let read = self.shown.cases.entry(case).or_default();
            *read = *read | shown;
        }
        Ok(Value::Object(answer))
    }

    /// A page as a connection; `list` is the name its cursors are sealed for.
    ///
    /// # Errors
    /// When a row is not of its plan.
    pub fn connection(&mut self, body: &ConnectionBody, plan: &Plan, page: &Page, list: &str) -> Result<Value, Error> {
        let mut answer = IndexMap::with_capacity(body.len());
        for (key, slot) in body {
            let value = match slot {
                ConnectionSlot::Typename => Value::String(page::connection_name(plan.table.name)),
                ConnectionSlot::Nodes(body) => self.list(body, plan, &page.nodes)?,
                ConnectionSlot::TotalCount => page.total.map_or(Value::Null, |total| Value::Number(total.into())),
                ConnectionSlot::PageInfo(body) => self.page_info(body, page, list)?,
                ConnectionSlot::Edges(body) => {
                    let mut edges = Vec::with_capacity(page.nodes.len());
                    for node in &page.nodes {
                        let mut edge = IndexMap::with_capacity(body.len());
                        for (key, slot) in body {
                            let value = match slot {
                                EdgeSlot::Typename => Value::String(page::edge_name(plan.table.name)),
                                EdgeSlot::Cursor => self.cursor(list, node)?,
                                EdgeSlot::Node(body) => self.record(body, plan, node)?,
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

    /// Rows that point to a row or to an entry.
    pub(super) fn many(&mut self, body: &ManyBody, branch: &Branch, page: Option<&Page>) -> Result<Value, Error> {
        let Some(page) = page else { return Ok(Value::Null) };
        match body {
            ManyBody::List(body) => self.list(body, &branch.plan, &page.nodes),
            ManyBody::Connection(body) => {
                let list = page::nested_list(branch.plan.table.name, &branch.edge);
                self.connection(body, &branch.plan, page, &list)
            }
        }
    }

    fn list(&mut self, body: &Body, plan: &Plan, nodes: &[Node]) -> Result<Value, Error> {
        nodes.iter().map(|node| self.record(body, plan, node)).collect::<Result<_, _>>().map(Value::List)
    }

    fn leaf(&self, plan: &Plan, field: &Field, first: usize, node: &Node) -> Result<Value, Error> {
        Ok(match &field.holds {
            Holds::Leaf { read, .. } => read(&node.row.cells(first, self.now()))?,
            Holds::Id => global_id::value(plan.table.name, node.row.key()?),
            _ => Value::Null,
        })
    }

    fn page_info(&self, body: &[(Name, PageInfoSlot)], page: &Page, list: &str) -> Result<Value, Error> {
        let mut answer = IndexMap::with_capacity(body.len());
        for (key, slot) in body {
            let end = |node: Option<&Node>| node.map_or(Ok(Value::Null), |node| self.cursor(list, node));
            let value = match slot {
                PageInfoSlot::Typename => Value::String("PageInfo".to_owned()),
                PageInfoSlot::HasNextPage => Value::Boolean(page.has_next),
                PageInfoSlot::HasPreviousPage => Value::Boolean(page.has_previous),
                PageInfoSlot::StartCursor => end(page.nodes.first())?,
                PageInfoSlot::EndCursor => end(page.nodes.last())?,
            };
            answer.insert(key.clone(), value);
        }
        Ok(Value::Object(answer))
    }

    fn cursor(&self, list: &str, node: &Node) -> Result<Value, Error> {
        let place = prefetch::place(&self.request.store, node)?;
        Ok(Value::String(self.request.seal_cursor(list, &place)))
    }

    pub(super) fn withhold(&mut self, table: &'static Table, field: &'static Field) -> Value {
        let note: &mut (DataClass, u32) =
            self.shown.withheld.entry((table.name, field.name)).or_insert((field.class, 0));
        note.1 += 1;
        Value::Null
    }

    pub(super) fn now(&self) -> sea_orm::prelude::DateTimeUtc {
        self.request.store.scope.now
    }
}

pub(super) fn type_name(table: &Table) -> Value {
    Value::String(table.name.to_owned())
}
