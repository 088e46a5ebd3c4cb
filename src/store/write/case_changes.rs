//! Settles a change before it commits: the standings of each case that it concerns are computed anew, and an entry is written
//! for each organisation that knew of the case before or knows of it now. Those who follow changes read the entries.

use std::collections::{BTreeMap, BTreeSet};

use entity::{case, case_change, codes::Coarsens};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect,
    prelude::DateTimeUtc,
};
use uuid::Uuid;

use super::{
    standings::{self, Settled},
    written::{Belongs, WrittenRow},
};
use crate::{
    rules::{dates::to_the_hour, medical::in_force},
    store::access::past::PastFacts,
};

/// What a change did, until it is settled.
#[derive(Debug, Default)]
pub(crate) struct Unsettled {
    /// The cases as they were when the change locked them.
    locked: BTreeMap<Uuid, case::Model>,
    /// The cases that it wrote, as they are now.
    written: BTreeMap<Uuid, case::Model>,
    /// The rows that it wrote, by case.
    cases: BTreeMap<Uuid, BTreeSet<WrittenRow>>,
    /// The organisations that know of a row that it wrote, by case.
    parties: BTreeMap<Uuid, BTreeSet<Uuid>>,
    /// The only organisation that is told of a case, if what was written is about nobody else.
    only: BTreeMap<Uuid, Uuid>,
    /// The rows that it wrote of persons.
    persons: BTreeMap<Uuid, BTreeSet<WrittenRow>>,
}

impl Unsettled {
    /// Keeps a case as it is before the change writes it.
    pub(crate) fn locked(&mut self, case: case::Model) {
        self.locked.entry(case.id).or_insert(case);
    }

    /// Keeps a case as the change has written it.
    pub(crate) fn written(&mut self, case: case::Model) {
        self.written.insert(case.id, case);
    }

    /// Notes that an organisation knows of a row that was written.
    pub(crate) fn party(&mut self, case_id: Uuid, organisation_id: Uuid) {
        self.parties.entry(case_id).or_default().insert(organisation_id);
    }

    /// Notes that only this organisation knows of what the change wrote for the case.
    pub(crate) fn only(&mut self, case_id: Uuid, organisation_id: Uuid) {
        self.only.insert(case_id, organisation_id);
    }

    /// Notes a row that was written.
    pub(crate) fn note(&mut self, belongs: Belongs, row: WrittenRow) {
        match belongs {
            Belongs::Case(id) => self.cases.entry(id).or_default().insert(row),
            Belongs::Person(id) => self.persons.entry(id).or_default().insert(row),
        };
    }

    /// Computes the standings of every case anew and writes the entries. The change is committed next.
    pub(crate) async fn settle(mut self, transaction: &DatabaseTransaction, now: DateTimeUtc) -> Result<(), DbErr> {
        for (person_id, rows) in std::mem::take(&mut self.persons) {
            let of_person = case::Entity::find().select_only().column(case::Column::Id);
            let of_person = of_person.filter(case::Column::PersonId.eq(person_id)).into_tuple::<Uuid>();
            for case_id in of_person.all(transaction).await? {
                self.cases.entry(case_id).or_default().extend(rows.iter().cloned());
            }
        }
        let (mut entries, change_id) = (Vec::new(), Uuid::now_v7());
        for (case_id, rows) in std::mem::take(&mut self.cases) {
            let states = (self.locked.remove(&case_id), self.written.remove(&case_id));
            let parties = self.parties.remove(&case_id).unwrap_or_default();
            let settled = settle_case(transaction, (change_id, now), (case_id, states), (rows, parties)).await?;
            let only = self.only.get(&case_id);
            let told = |entry: &case_change::ActiveModel| only.is_none_or(|only| entry.organisation_id == Set(*only));
            entries.extend(settled.into_iter().filter(told));
        }
        if !entries.is_empty() {
            case_change::Entity::insert_many(entries).exec_without_returning(transaction).await?;
        }
        Ok(())
    }
}

/// The entries of one case.
async fn settle_case(
    transaction: &DatabaseTransaction,
    (change_id, now): (Uuid, DateTimeUtc),
    (case_id, (locked, written)): (Uuid, (Option<case::Model>, Option<case::Model>)),
    (rows, parties): (BTreeSet<WrittenRow>, BTreeSet<Uuid>),
) -> Result<Vec<case_change::ActiveModel>, DbErr> {
    let Settled { before: standings, gained } = standings::settle(transaction, case_id).await?;
    let (made, decides) = of_the_case(&rows);
    let after = match written.or_else(|| locked.clone()) {
        // A case that the change only concerns is neither locked nor written: another case of the person.
        None => case::Entity::find_by_id(case_id).one(transaction).await?,
        after => after,
    };
    let before = match locked {
        None if made => None,
        None if decides => return Err(DbErr::Custom("a change wrote a case that it had not locked".to_owned())),
        None => after.clone(),
        locked => locked,
    };
    // An owner is told with the country, so that those who oversee the country find the entry.
    let owners: BTreeSet<_> =
        [&before, &after].into_iter().flatten().map(|it| (it.organisation_id, Some(it.country.clone()))).collect();
    let others = standings.iter().map(|it| it.organisation_id).chain(gained).chain(parties);
    let others = others.filter(|id| !owners.iter().any(|(owner, _)| owner == id)).map(|id| (id, None));
    let told: BTreeSet<_> = others.chain(owners.iter().cloned()).collect();
    let written = json(&with_masked(rows, before.as_ref().zip(after.as_ref()), now))?;
    let entry = |(organisation_id, country): (Uuid, Option<String>)| {
        Ok(case_change::ActiveModel {
            id: Set(Uuid::now_v7()),
            position: Set(None),
            at: Set(now),
            organisation_id: Set(organisation_id),
            country: Set(country),
            case_id: Set(case_id),
            change_id: Set(change_id),
            facts_before: Set(json(&PastFacts::of(before.as_ref(), &standings, organisation_id))?),
            written: Set(written.clone()),
        })
    };
    told.into_iter().map(entry).collect()
}

/// Whether the case is new, and whether a column that decides about access was written.
fn of_the_case(rows: &BTreeSet<WrittenRow>) -> (bool, bool) {
    let of_case = || rows.iter().filter(|row| row.table == "cases");
    let made = of_case().any(|row| row.new);
    let decides = of_case().flat_map(|row| &row.columns).any(|column| PastFacts::COLUMNS.contains(&column.as_str()));
    (made, made || decides)
}

/// Whether the masked form of a column differs between two states of a case.
type Differs = fn(&case::Model, &case::Model, DateTimeUtc) -> bool;

/// The columns of a case that some readers see in masked form, and whether the form differs between two states of the case.
const MASKED: [(&str, Differs); 7] = [
    ("status", |before, after, _| before.status.coarse() != after.status.coarse()),
    ("closure_reason", |before, after, _| {
        before.closure_reason.map(Coarsens::coarse) != after.closure_reason.map(Coarsens::coarse)
    }),
    ("fitness_to_travel", fitness_differs),
    ("fitness_valid_until", fitness_differs),
    ("legal_restrictions", |before, after, _| {
        before.legal_restrictions.is_some() != after.legal_restrictions.is_some()
    }),
    ("assigned_worker_id", |before, after, _| {
        before.assigned_worker_id.is_some() != after.assigned_worker_id.is_some()
    }),
    ("last_activity_at", |before, after, _| {
        to_the_hour(before.last_activity_at) != to_the_hour(after.last_activity_at)
    }),
];

fn fitness_differs(before: &case::Model, after: &case::Model, now: DateTimeUtc) -> bool {
    let shown = |case: &case::Model| {
        in_force(case.fitness_to_travel, case.fitness_valid_until, now.date_naive()).map(Coarsens::coarse)
    };
    shown(before) != shown(after)
}

/// Notes which of the columns of the case changed in masked form.
fn with_masked(
    rows: BTreeSet<WrittenRow>,
    states: Option<(&case::Model, &case::Model)>,
    now: DateTimeUtc,
) -> Vec<WrittenRow> {
    let masked = |mut row: WrittenRow| {
        if let Some((before, after)) = states.filter(|_| row.table == "cases") {
            let changed = MASKED.iter().filter(|(name, differs)| {
                row.columns.iter().any(|column| column == name) && differs(before, after, now)
            });
            row.masked = changed.map(|(name, _)| (*name).to_owned()).collect();
        }
        row
    };
    rows.into_iter().map(masked).collect()
}

fn json(of: &impl serde::Serialize) -> Result<serde_json::Value, DbErr> {
    serde_json::to_value(of).map_err(|error| DbErr::Json(error.to_string()))
}
