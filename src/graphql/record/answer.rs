//! Writes answers from fetched rows, in one loop over the body of a record. It tests each field's class against the
//! row's clearance and records what is shown and what is withheld. Nothing else turns rows into answers.

use async_graphql::{Context, Name, PathSegment, ServerError, Value};
use async_graphql_value::RAW_VALUE_TOKEN;
use sea_orm::DbErr;
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
        request::{Request, Shown, Withheld, WithheldAsErrors},
    },
};

/// Answers the rows of one field of the document and records what it shows. It writes the JSON of the response
/// directly, because a tree of values would be built only to be serialised and dropped.
#[derive(Debug)]
pub(crate) struct Answering<'a> {
    pub(super) request: &'a Request,
    shown: Shown,
    json: Vec<u8>,
    /// The current response path. It is kept only for [`WithheldAsErrors`].
    path: Option<Vec<PathSegment>>,
}

/// The result of writing a part of the answer.
type Written = Result<(), Error>;

impl<'a> Answering<'a> {
    /// A writer for the field that is being resolved. `below` is the response key of the record if it is one level
    /// deeper.
    pub(crate) fn new(context: &'a Context<'a>, below: Option<&Name>) -> Self {
        let path = context.data_opt::<WithheldAsErrors>().map(|WithheldAsErrors| {
            let here = context.set_error_path(ServerError::new(String::new(), None)).path;
            here.into_iter().chain(below.map(|key| PathSegment::Field(key.to_string()))).collect()
        });
        Self { request: Request::of(context), shown: Shown::default(), json: Vec::with_capacity(4_096), path }
    }

    /// The finished answer. Adds what was shown and withheld to the request.
    pub(crate) fn finish(self) -> Value {
        self.request.add(self.shown);
        let json = String::from_utf8(self.json).expect("JSON is text");
        // async-graphql passes a string under `RAW_VALUE_TOKEN` through without escaping it.
        Value::Object([(Name::new(RAW_VALUE_TOKEN), Value::String(json))].into_iter().collect())
    }

    /// Writes a record.
    ///
    /// # Errors
    /// When a row does not fit its plan.
    pub(crate) fn record(&mut self, body: &Body, plan: &Plan, node: &Node) -> Written {
        let clearance = node.row.clearance;
        let mut shown = ClassSet::NONE;
        self.object(body, |this, slot| match slot {
            Slot::Typename => this.text(plan.table.name),
            Slot::Leaf { field, .. }
            | Slot::One { field, .. }
            | Slot::Known { field, .. }
            | Slot::Occupancies { field, .. }
            | Slot::Parts { field, .. }
            | Slot::Many { field, .. }
                if !clearance.holds(field.class) =>
            {
                this.withhold(plan.table, field)
            }
            Slot::Leaf { field, first } => {
                shown = shown | ClassSet::of(&[field.class]);
                this.leaf(plan, field, *first, node)
            }
            Slot::One { number, body, .. } => match &node.joined[*number] {
                Some(there) => this.record(body, &plan.joined[*number].1, there),
                None => this.null(),
            },
            Slot::Known { field, number, body } => {
                shown = shown | ClassSet::of(&[field.class]);
                let known = &plan.known[*number];
                let id = node.row.cells(known.first, this.now()).get::<Option<Uuid>>(0)?;
                match id {
                    Some(id) => this.known(known, id, body, node.known[*number].as_ref()),
                    None => this.null(),
                }
            }
            Slot::Many { number, body, .. } => {
                this.many(body, &plan.branches[*number], node.branches[*number].as_ref())
            }
            Slot::Parts { field, first, body } => {
                shown = shown | ClassSet::of(&[field.class]);
                this.parts(field, &node.row.cells(*first, this.now()), body, clearance)
            }
            // Only centres have occupancies, and centres are answered from the directory. A row has none.
            Slot::Occupancies { .. } => this.null(),
        })?;
        if let Some(case) = clearance.case_id {
            let read = self.shown.cases.entry(case).or_default();
            *read = *read | shown;
        }
        Ok(())
    }

    /// Writes a page as a connection. `list` is the name for which its cursors are sealed.
    ///
    /// # Errors
    /// When a row does not fit its plan.
    pub(crate) fn connection(&mut self, body: &ConnectionBody, plan: &Plan, page: &Page, list: &str) -> Written {
        self.object(body, |this, slot| match slot {
            ConnectionSlot::Typename => this.text(&page::connection_name(plan.table.name)),
            ConnectionSlot::Nodes(body) => this.list(&page.nodes, |this, node| this.record(body, plan, node)),
            ConnectionSlot::TotalCount => {
                this.value(&page.total.map_or(Value::Null, |total| Value::Number(total.into())))
            }
            ConnectionSlot::PageInfo(body) => this.page_info(body, plan, page, list),
            ConnectionSlot::Edges(body) => this.list(&page.nodes, |this, node| {
                this.object(body, |this, slot| match slot {
                    EdgeSlot::Typename => this.text(&page::edge_name(plan.table.name)),
                    EdgeSlot::Cursor => this.cursor(list, plan, node),
                    EdgeSlot::Node(body) => this.record(body, plan, node),
                })
            }),
        })
    }

    /// Writes the child rows of a row or of a directory entry.
    pub(super) fn many(&mut self, body: &ManyBody, branch: &Branch, page: Option<&Page>) -> Written {
        let Some(page) = page else { return self.null() };
        match body {
            ManyBody::List(body) => self.list(&page.nodes, |this, node| this.record(body, &branch.plan, node)),
            ManyBody::Connection(body) => {
                let list = page::nested_list(branch.plan.table.name, &branch.edge);
                self.connection(body, &branch.plan, page, &list)
            }
        }
    }

    fn leaf(&mut self, plan: &Plan, field: &Field, first: usize, node: &Node) -> Written {
        match &field.holds {
            Holds::Leaf { read, .. } => {
                let value = read(&node.row.cells(first, self.now()))?;
                self.value(&value)
            }
            Holds::Id => self.text(&global_id::encode(plan.table.name, node.row.key()?)),
            _ => self.null(),
        }
    }

    fn page_info(&mut self, body: &[(Name, PageInfoSlot)], plan: &Plan, page: &Page, list: &str) -> Written {
        let end = |this: &mut Self, node: Option<&Node>| match node {
            Some(node) => this.cursor(list, plan, node),
            None => this.null(),
        };
        self.object(body, |this, slot| match slot {
            PageInfoSlot::Typename => this.text("PageInfo"),
            PageInfoSlot::HasNextPage => this.value(&page.has_next.into()),
            PageInfoSlot::HasPreviousPage => this.value(&page.has_previous.into()),
            PageInfoSlot::StartCursor => end(this, page.nodes.first()),
            PageInfoSlot::EndCursor => end(this, page.nodes.last()),
        })
    }

    fn cursor(&mut self, list: &str, plan: &Plan, node: &Node) -> Written {
        let place = prefetch::place(&self.request.store, plan, node)?;
        self.text(&self.request.seal_cursor(list, &place))
    }

    pub(in crate::graphql) fn withhold(&mut self, table: &'static Table, field: &'static Field) -> Written {
        let path = &self.path;
        let first = || Withheld { class: field.class, count: 0, path: path.clone() };
        self.shown.withheld.entry((table.name, field.name)).or_insert_with(first).count += 1;
        self.null()
    }

    pub(super) fn now(&self) -> sea_orm::prelude::DateTimeUtc {
        self.request.store.scope.now
    }

    /// Writes an object: `each` writes the value of one key. The keys keep the order of the document.
    pub(super) fn object<S>(&mut self, body: &[(Name, S)], mut each: impl FnMut(&mut Self, &S) -> Written) -> Written {
        self.json.push(b'{');
        for (number, (key, slot)) in body.iter().enumerate() {
            self.json.extend_from_slice(if number == 0 { b"\"" } else { b",\"" });
            // A GraphQL name has no character that JSON must escape.
            self.json.extend_from_slice(key.as_bytes());
            self.json.extend_from_slice(b"\":");
            self.enter(|| PathSegment::Field(key.to_string()));
            each(self, slot)?;
            self.leave();
        }
        self.json.push(b'}');
        Ok(())
    }

    /// Writes a list: `each` writes one item.
    pub(super) fn list<T>(&mut self, of: &[T], mut each: impl FnMut(&mut Self, &T) -> Written) -> Written {
        self.json.push(b'[');
        for (number, one) in of.iter().enumerate() {
            if number > 0 {
                self.json.push(b',');
            }
            self.enter(|| PathSegment::Index(number));
            each(self, one)?;
            self.leave();
        }
        self.json.push(b']');
        Ok(())
    }

    fn enter(&mut self, step: impl FnOnce() -> PathSegment) {
        if let Some(path) = &mut self.path {
            path.push(step());
        }
    }

    fn leave(&mut self) {
        if let Some(path) = &mut self.path {
            path.pop();
        }
    }

    pub(super) fn value(&mut self, value: &Value) -> Written {
        serde_json::to_writer(&mut self.json, value).map_err(|error| unwritten(&error))
    }

    pub(super) fn text(&mut self, text: &str) -> Written {
        serde_json::to_writer(&mut self.json, text).map_err(|error| unwritten(&error))
    }

    pub(super) fn null(&mut self) -> Written {
        self.value(&Value::Null)
    }
}

fn unwritten(error: &serde_json::Error) -> Error {
    DbErr::Json(error.to_string()).into()
}
