//! Writes answers for organisations and centres, which come from the directory in memory, and for what was fetched
//! below them.

use uuid::Uuid;

use super::{
    answer::AnswerWriter,
    plan::{Body, KnownPlan, Plan, Slot},
    table::{Field, Holds, ReadParts, Via},
};
use crate::{
    error::Error,
    global_id,
    graphql::prefetch::{self, Below, Entry},
    store::{access::clearance::Clearance, read::occupancy::Occupancy},
};

impl AnswerWriter<'_> {
    /// Writes an entry of the directory with what was fetched below it.
    pub(crate) fn entry(
        &mut self,
        plan: &Plan,
        body: &Body,
        entry: Entry<'_>,
        below: Option<&Below>,
    ) -> Result<(), Error> {
        let table = plan.table;
        self.object(body, |this, slot| {
            let Slot::Field { field, place, at, body } = slot else { return this.text(table.name) };
            match (&field.holds, entry) {
                (Holds::Id, Entry::Organisation(it)) => this.text(&global_id::encode(table.name, it.id)),
                (Holds::Id, Entry::Centre(it)) => this.text(&global_id::encode(table.name, it.id)),
                (Holds::Organisation { read, .. }, Entry::Organisation(it)) => this.value(&read(it, this.languages)),
                (Holds::Centre { read, .. }, Entry::Centre(it)) => this.value(&read(it, this.languages)),
                (Holds::Parts { to, read: ReadParts::Organisation(read), .. }, Entry::Organisation(it)) => {
                    this.objects(to(), &read(it), body, Clearance::PUBLIC)
                }
                (Holds::Parts { to, read: ReadParts::Centre(read), .. }, Entry::Centre(it)) => {
                    this.objects(to(), &read(it), body, Clearance::PUBLIC)
                }
                (Holds::Known { via: Via::RunBy, .. }, Entry::Centre(it)) => {
                    this.known(&plan.known[*at], it.organisation_id, body, None)
                }
                (Holds::Occupancies { .. } | Holds::Many { .. }, _) => match below {
                    Some(below) if below.clearance.holds(field.class) => match &field.holds {
                        Holds::Many { .. } => this.many(body, &plan.branches[*at], below.branches[*at].as_ref()),
                        _ => this.occupancies(field, body, below.counts[*at].as_deref().unwrap_or_default()),
                    },
                    _ => this.withhold(table, field, *place),
                },
                _ => this.null(),
            }
        })
    }

    /// Writes a page of directory entries as a connection. The last argument says whether there is a next and a
    /// previous page, and how many entries the list has.
    pub(crate) fn entries(
        &mut self,
        plan: &Plan,
        body: &Body,
        entries: &[(String, Entry<'_>, Below)],
        (next, previous, total): (bool, bool, usize),
    ) -> Result<(), Error> {
        let total = i64::try_from(total).ok();
        let cursor = |this: &mut Self, (cursor, ..): &(String, Entry<'_>, Below)| this.text(cursor);
        let record = |this: &mut Self, body: &Body, (_, entry, below): &(String, Entry<'_>, Below)| {
            this.entry(plan, body, *entry, Some(below))
        };
        self.relay(plan.table, body, (entries, (next, previous, total)), cursor, record)
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
                Slot::Field { field: Field { holds: Holds::Occupancy { read, .. }, .. }, .. } => {
                    this.value(&read(counted))
                }
                Slot::Field { .. } => this.null(),
                Slot::Named(..) => this.text(to().name),
            })
        };
        match counted.first() {
            _ if *daily => self.list(counted, one),
            Some(now) => one(self, now),
            None => self.null(),
        }
    }
}
