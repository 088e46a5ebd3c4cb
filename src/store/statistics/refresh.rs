//! Refreshing the counts: every month in which something changed since the last run is recounted. Any node may run this
//! at any time. One node at a time does the work, and a month is replaced as a whole, so that no question reads half of
//! it.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate, TimeDelta};
use entity::{case, outbox, statistics_cell, statistics_refresh, stay};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    prelude::DateTimeUtc,
    sea_query::{DynIden, ExprTrait, Func, IntoIden, Query, SelectStatement},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    count::month,
    months::{between, first_of_month},
    source::CountedTable,
    zones::Counted,
};
use crate::{
    error::Fault,
    rules::time_zone::FURTHEST_BEHIND,
    store::{
        background::job::{BUSY_IN_A_ROW, Run},
        database::Database,
        sql::expression::{alias, column, listed},
    },
};

/// Transactions that were open during the last run are covered by reading this much further back.
const OVERLAP: TimeDelta = TimeDelta::seconds(30);
/// How many rows are inserted at once. A connection caches every statement that it has sent, one for each number of
/// rows.
const AT_ONCE: usize = 100;

/// Recounts what has changed. A month that cannot be counted is skipped, logged and stored, so that the next run tries
/// it again; the others are counted. If the database is too busy for several months in a row the rest is stored as well.
/// Returns the number of months, by source.
/// Errors: when the database is away; what was counted before stays counted.
pub async fn refresh(database: &Database, now: DateTimeUtc) -> Result<Run, DbErr> {
    let before = statistics_refresh::Entity::find().one(&database.writer).await?;
    let counted = Counted::read(&database.writer).await?;
    // A centre in another time zone has other months, so that everything is counted again.
    let since = before.as_ref().filter(|row| !counted.zones.moved_since(row)).map(|row| row.counted_until);
    let again: BTreeSet<(CountedTable, NaiveDate)> = match before.and_then(|row| row.uncounted) {
        Some(uncounted) => list(&uncounted)?,
        None => BTreeSet::new(),
    };
    let mut due = BTreeSet::new();
    for source in CountedTable::ALL {
        due.extend(months(database, source, since, now).await?.into_iter().map(|month| (source, month)));
    }
    // Months that failed before come last, so that they never keep the others from being counted.
    let due = due.difference(&again).chain(&again).copied();
    let Recounted { run, mut nationalities, uncounted } =
        each(due, |(source, month)| recount(database, source, month, &counted, now)).await?;
    let transaction = database.begin_write().await?;
    transaction.wait_for_locks().await?;
    let row = lock(&transaction).await?;
    let before = known(&row.nationalities)?;
    let more = !nationalities.is_subset(&before);
    nationalities.extend(before);
    let mut row = row.into_active_model();
    row.counted_until = Set(now);
    row.nationalities = Set(serde_json::json!(nationalities));
    row.zones = Set(Some(serde_json::json!(counted.zones)));
    row.uncounted = Set((!uncounted.is_empty()).then(|| serde_json::json!(uncounted)));
    // A new nationality changes which people a region covers, so the version must change and cached answers expire.
    if more {
        row.version = Set(Some(Uuid::now_v7()));
    }
    row.update(&*transaction).await?;
    transaction.commit().await?;
    Ok(run)
}

/// The result of recounting several months.
#[derive(Debug, Default)]
struct Recounted {
    run: Run,
    nationalities: BTreeSet<String>,
    uncounted: BTreeSet<(CountedTable, NaiveDate)>,
}

/// Recounts one month after another.
/// Errors: when the database is away or its disk is full.
async fn each<W>(
    due: impl Iterator<Item = (CountedTable, NaiveDate)>,
    recount: impl Fn((CountedTable, NaiveDate)) -> W,
) -> Result<Recounted, DbErr>
where
    W: Future<Output = Result<BTreeSet<String>, DbErr>>,
{
    let (mut all, mut busy) = (Recounted::default(), 0);
    for (source, month) in due {
        let recounted = if busy < BUSY_IN_A_ROW { recount((source, month)).await.map(Some) } else { Ok(None) };
        let fault = recounted.as_ref().err().map(Fault::of);
        match recounted {
            Ok(Some(found)) => {
                all.nationalities.extend(found);
                all.run.settled += 1;
                busy = 0;
                continue;
            }
            Ok(None) => {}
            Err(cause) if matches!(fault, Some(Fault::Lost | Fault::Full)) => return Err(cause),
            Err(cause) => {
                tracing::error!(?source, %month, %cause, "a month of statistics was skipped");
                busy = if fault == Some(Fault::Busy) { busy + 1 } else { 0 };
            }
        }
        all.uncounted.insert((source, month));
        all.run.skipped += 1;
    }
    Ok(all)
}

/// Recounts a month in a transaction of its own. Returns the nationalities that occur in it.
async fn recount(
    database: &Database,
    source: CountedTable,
    of: NaiveDate,
    counted: &Counted,
    now: DateTimeUtc,
) -> Result<BTreeSet<String>, DbErr> {
    let transaction = database.begin_write().await?;
    transaction.wait_for_locks().await?;
    let mut row = lock(&transaction).await?.into_active_model();
    let nationalities = replace(&transaction, source, of, counted, now).await?;
    row.version = Set(Some(Uuid::now_v7()));
    row.update(&*transaction).await?;
    transaction.commit().await?;
    Ok(nationalities)
}

/// The nationalities that occur. An unknown nationality is the empty string.
/// Errors: when the JSON is not a list.
pub(crate) fn known(nationalities: &serde_json::Value) -> Result<BTreeSet<String>, DbErr> {
    list(nationalities)
}

fn list<'a, T: Deserialize<'a> + Ord>(of: &'a serde_json::Value) -> Result<BTreeSet<T>, DbErr> {
    BTreeSet::deserialize(of).map_err(|error| DbErr::Json(error.to_string()))
}

/// The row that one node at a time locks. It is created if it does not exist.
async fn lock(transaction: &DatabaseTransaction) -> Result<statistics_refresh::Model, DbErr> {
    let found = statistics_refresh::Entity::find().lock_exclusive().one(transaction).await?;
    if let Some(row) = found {
        return Ok(row);
    }
    // An epoch in `counted_until` means that nothing is counted yet: everything is counted, also after a run that
    // failed.
    let row = statistics_refresh::Model {
        id: 1,
        counted_until: DateTimeUtc::UNIX_EPOCH,
        nationalities: serde_json::json!([]),
        version: None,
        uncounted: None,
        zones: None,
    };
    row.into_active_model().insert(transaction).await
}

/// The months to recount: all of them in the first run, later those of the cases in which something changed. With each
/// new hour the last two months are included, because referrals become overdue without a change.
async fn months(
    database: &Database,
    source: CountedTable,
    since: Option<DateTimeUtc>,
    now: DateTimeUtc,
) -> Result<BTreeSet<NaiveDate>, DbErr> {
    let Some(since) = since.filter(|since| *since > DateTimeUtc::UNIX_EPOCH) else {
        return Ok(all(database, source, now).await?.into_iter().collect());
    };
    let mut months = changed(database, source, since - OVERLAP, now).await?;
    let hour = |at: DateTimeUtc| at.timestamp().div_euclid(TimeDelta::hours(1).num_seconds());
    if hour(since) != hour(now) {
        let this = first_of_month(now);
        months.extend([Some(this), this.checked_sub_months(Months::new(1))].into_iter().flatten());
    }
    Ok(months)
}

async fn all(database: &Database, source: CountedTable, now: DateTimeUtc) -> Result<Vec<NaiveDate>, DbErr> {
    let (table, _, at) = source.columns();
    let t = listed();
    let ends = Query::select()
        .expr(Func::min(column(&t, at.clone())))
        .expr(Func::max(column(&t, at)))
        .from_as(table, t)
        .take();
    let Some(row) = database.writer.query_one(&ends).await? else { return Ok(Vec::new()) };
    let first: Option<DateTimeUtc> = row.try_get_by_index(0)?;
    let last: Option<DateTimeUtc> = row.try_get_by_index(1)?;
    let Some((first, last)) = first.zip(last) else { return Ok(Vec::new()) };
    // A stay that began years ago may still be open today.
    Ok(if source == CountedTable::Stays {
        between(first - FURTHEST_BEHIND, now).collect()
    } else {
        between(first, last).collect()
    })
}

async fn changed(
    database: &Database,
    source: CountedTable,
    since: DateTimeUtc,
    now: DateTimeUtc,
) -> Result<BTreeSet<NaiveDate>, DbErr> {
    let (table, of_case, at) = source.columns();
    let t = listed();
    let cases = Query::select()
        .column(outbox::Column::CaseId)
        .from(outbox::Entity)
        .and_where(outbox::Column::At.gte(since))
        .and_where(outbox::Column::CaseId.is_not_null())
        .take();
    // A person can be corrected, and whether a person appears at a centre for the first time depends on the person's other
    // cases. So all cases of the person count as changed.
    let (of_case, cases) = match of_the_person(cases) {
        people if source == CountedTable::Cases => people,
        (person, people) => (of_case, cases_of(person, people)),
    };
    let mut moments = Query::select();
    moments
        .distinct()
        .expr(column(&t, at.clone()))
        .from_as(table, t.clone())
        .and_where(column(&t, of_case).in_subquery(cases))
        .and_where(column(&t, at).is_not_null());
    if source == CountedTable::Stays {
        moments.expr(column(&t, stay::Column::UntilAt));
    }
    let mut months = BTreeSet::new();
    for row in database.writer.query_all(&moments).await? {
        let from: DateTimeUtc = row.try_get_by_index(0)?;
        let until: Option<DateTimeUtc> =
            if source == CountedTable::Stays { row.try_get_by_index(1)? } else { Some(from) };
        // West of UTC a month ends after the next one has begun here.
        let from = if source == CountedTable::Stays { from - FURTHEST_BEHIND } else { from };
        months.extend(between(from, until.unwrap_or(now)));
    }
    Ok(months)
}

/// The column of a case that names its person, and the people of these cases.
fn of_the_person(cases: SelectStatement) -> (DynIden, SelectStatement) {
    let (changed, person) = (alias("changed_case"), case::Column::PersonId);
    let people = Query::select()
        .column((changed.clone(), person))
        .from_as(case::Entity, changed.clone())
        .and_where(column(&changed, case::Column::Id).in_subquery(cases))
        .take();
    (person.into_iden(), people)
}

/// The cases of these people.
fn cases_of(person: DynIden, people: SelectStatement) -> SelectStatement {
    let case = alias("case_of_person");
    Query::select()
        .column((case.clone(), case::Column::Id))
        .from_as(case::Entity, case.clone())
        .and_where(column(&case, person).in_subquery(people))
        .take()
}

async fn replace(
    transaction: &DatabaseTransaction,
    source: CountedTable,
    of: NaiveDate,
    counted: &Counted,
    now: DateTimeUtc,
) -> Result<BTreeSet<String>, DbErr> {
    let mut cells = month(transaction, source, of, counted, now).await?;
    statistics_cell::Entity::delete_many()
        .filter(statistics_cell::Column::Subject.is_in(source.subjects().iter().copied()))
        .filter(statistics_cell::Column::Month.eq(of))
        .exec(transaction)
        .await?;
    let mut nationalities = BTreeSet::new();
    loop {
        let some: Vec<_> = cells.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            return Ok(nationalities);
        }
        nationalities.extend(some.iter().map(|cell| cell.nationality.clone().unwrap_or_default()));
        let rows = some.into_iter().map(IntoActiveModel::into_active_model);
        statistics_cell::Entity::insert_many(rows).exec_without_returning(transaction).await?;
    }
}

#[cfg(test)]
mod tests;
