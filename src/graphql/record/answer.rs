//! Writes answers from fetched rows, in one loop over the body of a record. It tests each field's class against the
//! row's clearance and records what is shown and what is withheld. Nothing else turns rows into answers.

use async_graphql::{Context, Name, PathSegment, Pos, ServerError, Value, resolver_utils::enum_value};
use async_graphql_value::RAW_VALUE_TOKEN;
use sea_orm::{
    DbErr,
    prelude::{Date, DateTimeUtc},
};
use uuid::Uuid;

use super::{
    plan::{Body, Branch, Plan, Slot},
    table::{Field, Holds, Table},
};
use crate::{
    access::class::ClassSet,
    actions::available::Actor,
    error::Error,
    global_id,
    graphql::{
        page::{self, CursorPosition},
        prefetch::{FetchedRow, Page},
        request::{Request, Shown, Withheld, WithheldAsErrors},
    },
    rules::translation::Languages,
    store::sql::ordering::Values,
};

/// Answers the rows of one field of the document and records what it shows. It writes the JSON of the response
/// directly, because a tree of values would be built only to be serialised and dropped.
#[derive(Debug)]
pub(crate) struct AnswerWriter<'a> {
    pub(super) request: &'a Request,
    /// The languages of the reader.
    pub(super) languages: &'a Languages,
    shown: Shown,
    json: Vec<u8>,
    /// The current response path. It is kept only for [`WithheldAsErrors`].
    path: Option<Vec<PathSegment>>,
}

/// The result of writing a part of the answer.
type Written = Result<(), Error>;

impl<'a> AnswerWriter<'a> {
    /// A writer for the field that is being resolved. `below` is the response key of the record if it is one level
    /// deeper.
    pub(crate) fn new(context: &'a Context<'a>, below: Option<&Name>) -> Self {
        Self::below(context, below.map(|key| PathSegment::Field(key.to_string())))
    }

    /// A writer for something that is these steps below the field that is being resolved.
    pub(crate) fn below(context: &'a Context<'a>, steps: impl IntoIterator<Item = PathSegment>) -> Self {
        let path = context.data_opt::<WithheldAsErrors>().map(|WithheldAsErrors| {
            let here = context.set_error_path(ServerError::new(String::new(), None)).path;
            here.into_iter().chain(steps).collect()
        });
        let request = Request::of(context);
        let languages = request.languages(context);
        Self { request, languages, shown: Shown::default(), json: Vec::with_capacity(4_096), path }
    }

    /// The finished answer. Adds what was shown and withheld to the request.
    pub(crate) fn finish(self) -> Value {
        self.request.add(self.shown);
        let json = String::from_utf8(self.json).expect("JSON is text");
        // async-graphql passes a string under `RAW_VALUE_TOKEN` through without escaping it.
        Value::Object([(Name::new(RAW_VALUE_TOKEN), Value::String(json))].into_iter().collect())
    }

    /// Writes a record.
    pub(crate) fn record(&mut self, body: &Body, plan: &Plan, node: &FetchedRow) -> Written {
        let clearance = node.row.clearance;
        let mut shown = ClassSet::NONE;
        self.object(body, |this, slot| {
            let Slot::Field { field, place, at, body } = slot else { return this.text(plan.table.name) };
            if !field.is_readable(clearance) {
                return this.withhold(plan.table, field, *place);
            }
            // A joined record and a child record note themselves what they show.
            if !matches!(field.holds, Holds::One { .. } | Holds::Many { .. } | Holds::Occupancies { .. }) {
                shown = shown | ClassSet::of(&[field.class]);
            }
            match &field.holds {
                Holds::Leaf { read, .. } => {
                    let value = read(&node.row.cells(*at, &this.request.time, this.languages))?;
                    this.value(&value)
                }
                Holds::Actions { read, .. } => {
                    let Request { store, .. } = this.request;
                    let scope = &store.scope;
                    let works_at = |id| store.directory.centre(id).is_some_and(|centre| scope.is_own_centre(centre));
                    let held = node.row.basis(&plan.shape, scope, works_at)?;
                    let cells = node.row.cells(*at, &this.request.time, this.languages);
                    let now = &this.request.time;
                    let acting = held.as_ref().map(|held| Actor { scope, held, now, works_at: &works_at });
                    let actions = acting.map_or(Ok(Vec::new()), |actor| read(&actor, &cells))?;
                    this.value(&Value::List(actions.into_iter().map(enum_value).collect()))
                }
                Holds::Id => this.text(&global_id::encode(plan.table.name, node.row.key()?)),
                Holds::One { .. } => match &node.joined[*at] {
                    Some(there) => this.record(body, &plan.joined[*at].1, there),
                    None => this.null(),
                },
                Holds::Known { .. } => {
                    let known = &plan.known[*at];
                    match node.row.value::<Option<Uuid>>(known.first)? {
                        Some(id) => this.known(known, id, body, node.known[*at].as_ref()),
                        None => this.null(),
                    }
                }
                Holds::Many { .. } => this.many(body, &plan.branches[*at], node.branches[*at].as_ref()),
                Holds::Parts { .. } => {
                    this.parts(field, &node.row.cells(*at, &this.request.time, this.languages), body, clearance)
                }
                // Only entries of the directory and objects inside a column have these. A row has none.
                Holds::Organisation { .. }
                | Holds::Centre { .. }
                | Holds::Occupancy { .. }
                | Holds::Occupancies { .. }
                | Holds::Part => this.null(),
            }
        })?;
        if let Some(case) = clearance.case_id {
            let read = self.shown.cases.entry(case).or_default();
            *read = *read | shown;
        }
        Ok(())
    }

    /// Writes a page as a connection. `list` is the name for which its cursors are sealed.
    pub(crate) fn connection(&mut self, body: &Body, plan: &Plan, page: &Page, list: &str) -> Written {
        let ends = (page.has_next, page.has_previous, page.total);
        let cursor = |this: &mut Self, node: &FetchedRow| this.cursor(list, plan, node);
        let record = |this: &mut Self, body: &Body, node: &FetchedRow| this.record(body, plan, node);
        self.relay(plan.table, body, (&page.nodes, ends), cursor, record)
    }

    /// Writes items as a Relay connection: whether there is a next and a previous page, how many items the list has, and
    /// how a cursor and a record are written.
    pub(super) fn relay<T>(
        &mut self,
        table: &Table,
        body: &Body,
        (items, (next, previous, total)): (&[T], (bool, bool, Option<i64>)),
        cursor: impl Fn(&mut Self, &T) -> Written,
        record: impl Fn(&mut Self, &Body, &T) -> Written,
    ) -> Written {
        let end = |this: &mut Self, item: Option<&T>| match item {
            Some(item) => cursor(this, item),
            None => this.null(),
        };
        self.named(body, |this, name, body| match name {
            "nodes" => this.list(items, |this, item| record(this, body, item)),
            "edges" => this.list(items, |this, item| {
                this.named(body, |this, name, body| match name {
                    "node" => record(this, body, item),
                    "cursor" => cursor(this, item),
                    _ => this.text(&page::edge_name(table.name)),
                })
            }),
            "pageInfo" => this.named(body, |this, name, _| match name {
                "hasNextPage" => this.value(&next.into()),
                "hasPreviousPage" => this.value(&previous.into()),
                "startCursor" => end(this, items.first()),
                "endCursor" => end(this, items.last()),
                _ => this.text("PageInfo"),
            }),
            "totalCount" => this.value(&total.map_or(Value::Null, |total| Value::Number(total.into()))),
            _ => this.text(&page::connection_name(table.name)),
        })
    }

    /// Writes an object that is no record. `each` writes the value of one key, by the name of the field.
    fn named(&mut self, body: &Body, mut each: impl FnMut(&mut Self, &str, &Body) -> Written) -> Written {
        self.object(body, |this, slot| match slot {
            Slot::Named(name, body) => each(this, name, body),
            Slot::Field { .. } => this.null(),
        })
    }

    /// Writes the child rows of a row or of a directory entry.
    pub(super) fn many(&mut self, body: &Body, branch: &Branch, page: Option<&Page>) -> Written {
        let Some(page) = page else { return self.null() };
        let Branch { field, edge, plan, .. } = branch;
        if matches!(field.holds, Holds::Many { connection: true, .. }) {
            self.connection(body, plan, page, &page::nested_list(plan.table.name, edge))
        } else {
            self.list(&page.nodes, |this, node| this.record(body, plan, node))
        }
    }

    fn cursor(&mut self, list: &str, plan: &Plan, node: &FetchedRow) -> Written {
        let place = place(plan, node)?;
        self.text(&self.request.seal_cursor(list, &place))
    }

    pub(in crate::graphql) fn withhold(&mut self, table: &'static Table, field: &'static Field, place: Pos) -> Written {
        let path = &self.path;
        let first = || Withheld { class: field.class, count: 0, at: path.clone().map(|path| (path, place)) };
        self.shown.withheld.entry((table.name, field.name)).or_insert_with(first).count += 1;
        self.null()
    }

    /// Writes an object: `each` writes the value of one key. The keys keep the order of the document.
    pub(super) fn object(&mut self, body: &Body, mut each: impl FnMut(&mut Self, &Slot) -> Written) -> Written {
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
    pub(in crate::graphql) fn list<T>(&mut self, of: &[T], mut each: impl FnMut(&mut Self, &T) -> Written) -> Written {
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

/// The position of a row in its list. The plan's first column is the one that orders the list.
/// Errors: when the row was not fetched with such a plan.
fn place(plan: &Plan, node: &FetchedRow) -> Result<CursorPosition, Error> {
    let value = match plan.order {
        Values::Moments => sea_orm::Value::from(node.row.value::<DateTimeUtc>(0)?),
        Values::Days => sea_orm::Value::from(node.row.value::<Date>(0)?),
        Values::Texts => sea_orm::Value::from(node.row.value::<String>(0)?),
        Values::Numbers => sea_orm::Value::from(node.row.value::<i32>(0)?),
    };
    Ok(CursorPosition { value, id: node.row.key()? })
}

fn unwritten(error: &serde_json::Error) -> Error {
    DbErr::Json(error.to_string()).into()
}
