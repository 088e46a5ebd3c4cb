//! Writes answers for organisations and centres, which come from the directory in memory, and for what was fetched
//! below them.

use async_graphql::Value;
use uuid::Uuid;

use super::{
    answer::AnswerWriter,
    plan::{Body, ConnectionBody, ConnectionSlot, EdgeSlot, KnownPlan, PageInfoSlot, Plan, Slot},
    table::{Field, Holds, Via},
};
use crate::{
    error::Error,
    global_id,
    graphql::{
        page,
        prefetch::{self, Below, Entry},
    },
    store::read::occupancy::Occupancy,
};

impl AnswerWriter<'_> {
    /// Writes an entry of the directory with what was fetched below it.
    ///
    /// # Errors
    /// When a row below does not fit its plan.
    pub(crate) fn entry(
        &mut self,
        plan: &Plan,
        body: &Body,
        entry: Entry<'_>,
        below: Option<&Below>,
    ) -> Result<(), Error> {
        let table = plan.table;
        self.object(body, |this, slot| match (slot, entry) {
            (Slot::Typename, _) => this.text(table.name),
            (Slot::Leaf { field, .. }, _) => match (&field.holds, entry) {
                (Holds::Id, Entry::Organisation(it)) => this.text(&global_id::encode(table.name, it.id)),
                (Holds::Id, Entry::Centre(it)) => this.text(&global_id::encode(table.name, it.id)),
                (Holds::Organisation { read, .. }, Entry::Organisation(it)) => this.value(&read(it)),
                (Holds::Centre { read, .. }, Entry::Centre(it)) => this.value(&read(it)),
                _ => this.null(),
            },
            (Slot::Known { field, number, body }, Entry::Centre(it)) => match &field.holds {
                Holds::Known { via: Via::RunBy, .. } => {
                    this.known(&plan.known[*number], it.organisation_id, body, None)
                }
                _ => this.null(),
            },
            (Slot::Occupancies { field, .. } | Slot::Many { field, .. }, _)
                if !below.is_some_and(|below| below.clearance.holds(field.class)) =>
            {
                this.withhold(table, field)
            }
            (Slot::Occupancies { field, number, body }, _) => {
                let counted = below.and_then(|below| below.counts[*number].as_deref()).unwrap_or_default();
                this.occupancies(field, body, counted)
            }
            (Slot::Many { number, body, .. }, _) => {
                let page = below.and_then(|below| below.branches[*number].as_ref());
                this.many(body, &plan.branches[*number], page)
            }
            _ => this.null(),
        })
    }

    /// Writes a page of directory entries as a connection. The last argument says whether there is a next and a
    /// previous page, and how many entries the list has.
    ///
    /// # Errors
    /// When a row below does not fit its plan.
    pub(crate) fn entries(
        &mut self,
        plan: &Plan,
        body: &ConnectionBody,
        entries: &[(String, Entry<'_>, Below)],
        (next, previous, total): (bool, bool, usize),
    ) -> Result<(), Error> {
        let table = plan.table;
        let end = |this: &mut Self, entry: Option<&(String, _, _)>| match entry {
            Some((cursor, ..)) => this.text(cursor),
            None => this.null(),
        };
        self.object(body, |this, slot| match slot {
            ConnectionSlot::Typename => this.text(&page::connection_name(table.name)),
            ConnectionSlot::Nodes(body) => {
                this.list(entries, |this, (_, entry, below)| this.entry(plan, body, *entry, Some(below)))
            }
            ConnectionSlot::TotalCount => this.value(&Value::Number(total.into())),
            ConnectionSlot::PageInfo(body) => this.object(body, |this, slot| match slot {
                PageInfoSlot::Typename => this.text("PageInfo"),
                PageInfoSlot::HasNextPage => this.value(&next.into()),
                PageInfoSlot::HasPreviousPage => this.value(&previous.into()),
                PageInfoSlot::StartCursor => end(this, entries.first()),
                PageInfoSlot::EndCursor => end(this, entries.last()),
            }),
            ConnectionSlot::Edges(body) => this.list(entries, |this, (cursor, entry, below)| {
                this.object(body, |this, slot| match slot {
                    EdgeSlot::Typename => this.text(&page::edge_name(table.name)),
                    EdgeSlot::Cursor => this.text(cursor),
                    EdgeSlot::Node(body) => this.entry(plan, body, *entry, Some(below)),
                })
            }),
        })
    }

    /// Writes the organisation or the centre that a row or an entry points to.
    pub(super) fn known(
        &mut self,
        known: &KnownPlan,
        id: Uuid,
        body: &Body,
        below: Option<&Below>,
    ) -> Result<(), Error> {
        let store = &self.request.store;
        let directory = std::sync::Arc::clone(&store.directory);
        let organisation = || directory.organisation(id).map(Entry::Organisation);
        match organisation().or_else(|| prefetch::centre(store, known, id).map(Entry::Centre)) {
            Some(entry) => self.entry(&known.plan, body, entry, below),
            None => self.null(),
        }
    }

    /// Writes the occupied beds of a centre: a list for a daily field, otherwise one object.
    fn occupancies(&mut self, field: &Field, body: &Body, counted: &[Occupancy]) -> Result<(), Error> {
        let Holds::Occupancies { to, daily, .. } = &field.holds else { return self.null() };
        let one = |this: &mut Self, counted: &Occupancy| {
            this.object(body, |this, slot| match slot {
                Slot::Leaf { field, .. } => match &field.holds {
                    Holds::Occupancy { read, .. } => this.value(&read(counted)),
                    _ => this.null(),
                },
                _ => this.text(to().name),
            })
        };
        match counted.first() {
            _ if *daily => self.list(counted, one),
            Some(now) => one(self, now),
            None => self.null(),
        }
    }
}
