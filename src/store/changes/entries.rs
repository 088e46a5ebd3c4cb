//! The entries after a position that concern the viewer's organisation or a country that it oversees, and the standings that
//! began or ended by themselves.

use std::collections::{BTreeMap, HashMap, HashSet};

use entity::{
    case, case_change,
    case_change::{Column as C, Entity},
    standing,
};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    prelude::DateTimeUtc,
    sea_query::{Condition, ExprTrait, Order, Query, SelectStatement, UnionType},
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::positions::Position;
use crate::{
    access::viewer::Overseen,
    store::{
        Store,
        access::past::{PastFacts, Reading},
        sql::expression::{alias, among, column},
        write::written::WrittenRow,
    },
};

/// What happened to a case after a position.
#[derive(Debug)]
pub(crate) struct ChangedCase {
    /// The case.
    pub id: Uuid,
    /// What the viewer could read of it before.
    pub before: Reading,
    /// What the viewer can read of it now.
    pub now: Reading,
    /// The rows that were written.
    pub written: Vec<WrittenRow>,
}

/// Changes up to a position.
#[derive(Debug)]
pub(crate) struct ChangedCases {
    /// Each case once. The viewer may be able to read nothing of it, neither before nor now.
    pub cases: Vec<ChangedCase>,
    /// The position up to which these are all changes.
    pub position: Position,
    /// Whether there are changes after it.
    pub more: bool,
}

/// The first change of a case in a page, as far as it is read.
struct First {
    change_id: Uuid,
    before: Reading,
    written: Vec<WrittenRow>,
}

/// A standing that began or ended by itself: the moment and the case.
type Passed = (DateTimeUtc, Uuid);

impl Store {
    /// The changes after the position: at most `most` entries, and standings that began or ended by themselves.
    pub(crate) async fn changed_cases(&self, since: &Position, most: u64) -> Result<ChangedCases, DbErr> {
        let limit = usize::try_from(most).unwrap_or(usize::MAX);
        let mut entries = self.entries(since, most + 1).await?;
        let mut more = entries.len() > limit;
        entries.truncate(limit);
        let newest = if more { None } else { Some(self.newest_position().await?) };
        let mut position = *since;
        if let Some(last) = entries.last() {
            (position.place, position.entry) = (last.position.unwrap_or(position.place), Some(last.id));
        }
        let mut passed = Vec::new();
        if let Some(newest) = newest {
            // Entries of others may be newer. Nothing of them concerns the viewer.
            position = Position { passed: position.passed, passed_in: position.passed_in, ..newest };
            let rest = limit - entries.len();
            passed = self.passed(since, rest as u64 + 1).await?;
            more = passed.len() > rest;
            passed.truncate(rest);
            (position.passed, position.passed_in) = match passed.last() {
                _ if !more => (self.scope.now, None),
                Some((at, case)) => (*at, Some(*case)),
                None => (since.passed, since.passed_in),
            };
        }
        let cases = self.read_twice(since, entries, &passed).await?;
        Ok(ChangedCases { cases, position, more })
    }

    /// Those of these cases that the viewer may know of now.
    pub(crate) async fn known_cases(&self, ids: &[Uuid]) -> Result<HashSet<Uuid>, DbErr> {
        let facts = self.facts_of(ids).await?;
        let sees = |(id, facts): &(&Uuid, &PastFacts)| facts.reading(&self.scope, **id, self.scope.now).sees();
        Ok(facts.iter().filter(sees).map(|(id, _)| *id).collect())
    }

    /// What the viewer could read of each case before, and can read now.
    async fn read_twice(
        &self,
        since: &Position,
        entries: Vec<case_change::Model>,
        passed: &[Passed],
    ) -> Result<Vec<ChangedCase>, DbErr> {
        let mut firsts: BTreeMap<Uuid, First> = BTreeMap::new();
        for entry in entries {
            let facts: PastFacts = read(entry.facts_before)?;
            let before = facts.reading(&self.scope, entry.case_id, since.passed);
            let written: Vec<WrittenRow> = read(entry.written)?;
            let first = firsts.entry(entry.case_id);
            let first = first.or_insert(First { change_id: entry.change_id, before, written: Vec::new() });
            // A viewer who oversees the case and has a share of it finds two entries of one change.
            if first.change_id == entry.change_id {
                first.before = first.before.or(before);
            }
            first.written.extend(written);
        }
        let ids: Vec<_> = firsts.keys().copied().chain(passed.iter().map(|(_, case)| *case)).collect();
        let facts = self.facts_of(&ids).await?;
        let reading = |id: Uuid, at| facts.get(&id).map_or_else(Reading::default, |it| it.reading(&self.scope, id, at));
        let just_before = |at: DateTimeUtc| at - chrono::TimeDelta::microseconds(1);
        for (at, case) in passed {
            let before = reading(*case, just_before(*at));
            firsts.entry(*case).or_insert(First { change_id: Uuid::nil(), before, written: Vec::new() });
        }
        let now = self.scope.now;
        let changed = firsts.into_iter().map(|(id, First { before, written, .. })| ChangedCase {
            id,
            before,
            now: reading(id, now),
            written,
        });
        Ok(changed.collect())
    }

    /// The entries after the position in their order, each once.
    async fn entries(&self, since: &Position, most: u64) -> Result<Vec<case_change::Model>, DbErr> {
        let viewer = &self.scope.viewer;
        let mut all = self.entries_of(since, C::OrganisationId.eq(viewer.organisation_id).into(), most).await?;
        let overseen = match viewer.overseen() {
            Overseen::Nothing => None,
            Overseen::Country(country) => Some(C::Country.eq(country)),
            Overseen::Everything => Some(C::Country.is_not_null()),
        };
        if let Some(overseen) = overseen {
            all.extend(self.entries_of(since, overseen.into(), most).await?);
            all.sort_by_key(|entry| entry.position);
            all.dedup_by_key(|entry| entry.id);
            all.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        }
        Ok(all)
    }

    async fn entries_of(&self, since: &Position, of: Condition, most: u64) -> Result<Vec<case_change::Model>, DbErr> {
        let entries: Select<Entity> = Entity::find().filter(of).filter(C::Position.gt(since.place));
        self.database.models(entries.order_by_asc(C::Position).limit(most)).await
    }

    /// The standings of the viewer's organisation that began or ended by themselves after the position, until now.
    async fn passed(&self, since: &Position, most: u64) -> Result<Vec<Passed>, DbErr> {
        use standing::Column as S;
        let passing = alias("passing");
        let bound = |name: S| self.bound(name, since);
        let mut both = bound(S::UntilAt);
        both.union(UnionType::Distinct, bound(S::FromAt));
        let after = || column(&passing, "at");
        let later = match since.passed_in {
            None => Condition::all().add(after().gt(since.passed)),
            Some(case) => Condition::any()
                .add(after().gt(since.passed))
                .add(after().eq(since.passed).and(column(&passing, "case_id").gt(case))),
        };
        let select = Query::select()
            .expr(after())
            .expr(column(&passing, "case_id"))
            .from_subquery(both, passing.clone())
            .cond_where(later)
            .order_by((passing.clone(), alias("at")), Order::Asc)
            .order_by((passing.clone(), alias("case_id")), Order::Asc)
            .limit(most)
            .take();
        let rows = self.database.read(&select).await?;
        rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
    }

    /// The standings of the viewer's organisation that began or ended by themselves at this time since the position.
    pub(super) fn bound(&self, name: standing::Column, since: &Position) -> SelectStatement {
        use standing::Column as S;
        let standing = alias("standing");
        let of = |part: S| column(&standing, part);
        Query::select()
            .expr_as(of(name), alias("at"))
            .expr_as(of(S::CaseId), alias("case_id"))
            .from_as(standing::Entity, standing.clone())
            .and_where(of(S::OrganisationId).eq(self.scope.viewer.organisation_id))
            .and_where(of(name).gte(since.passed))
            .and_where(of(name).lte(self.scope.now))
            .take()
    }

    /// The facts of these cases as they are now.
    async fn facts_of(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, PastFacts>, DbErr> {
        let organisation_id = self.scope.viewer.organisation_id;
        let backend = self.database.backend();
        let among = |column: sea_orm::sea_query::Expr| among(column, ids.iter().copied(), backend);
        let cases = case::Entity::find().filter(among(sea_orm::sea_query::Expr::col(case::Column::Id)));
        let cases = self.database.models(cases).await?;
        let standings = standing::Entity::find()
            .filter(standing::Column::OrganisationId.eq(organisation_id))
            .filter(among(sea_orm::sea_query::Expr::col(standing::Column::CaseId)));
        let mut of_case: HashMap<Uuid, Vec<standing::Model>> = HashMap::new();
        for row in self.database.models(standings).await? {
            of_case.entry(row.case_id).or_default().push(row);
        }
        let facts = |case: case::Model| {
            let standings = of_case.remove(&case.id).unwrap_or_default();
            (case.id, PastFacts::of(Some(&case), &standings, organisation_id))
        };
        Ok(cases.into_iter().map(facts).collect())
    }
}

fn read<T: DeserializeOwned>(json: serde_json::Value) -> Result<T, DbErr> {
    serde_json::from_value(json).map_err(|error| DbErr::Json(error.to_string()))
}
