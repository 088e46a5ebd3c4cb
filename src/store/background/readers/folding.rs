//! Entries of the read log as rows of the readers of cases. An entry about a page of fifty cases is fifty readings, which fall
//! together with those of the worker's other pages of the day.

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::digest::{SHA256, digest};
use entity::{
    case_reading::{self, Column as C},
    codes::{DataClass, Purpose, ReadingWay, Role},
    read_log,
};
use sea_orm::{
    ActiveEnum, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    prelude::{DateTimeUtc, Json},
    sea_query::{CaseStatement, Cond, Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use super::ways::Ways;
use crate::{
    access::{class::ClassSet, policy::Policy, role_set::RoleSet},
    rules::readers::{Reading, tells_nothing},
    store::sql::expression::{alias, column},
};

/// How many cases are folded together. It bounds the parameters of a statement.
const CASES: usize = 5_000;
/// How many rows are written at once. A connection caches every statement that it has sent, one for each number of rows.
const AT_ONCE: usize = 100;

/// What one entry says about one case.
struct Line<'a> {
    entry: &'a read_log::Model,
    shown: ClassSet,
}

/// The rows of these entries.
pub(super) async fn folded(
    connection: &impl ConnectionTrait,
    policy: &Policy,
    entries: Vec<read_log::Model>,
) -> Result<Vec<case_reading::Model>, DbErr> {
    let mut cases: BTreeMap<Uuid, Vec<Line<'_>>> = BTreeMap::new();
    for entry in &entries {
        for (case_id, shown) in shown(&entry.entries) {
            cases.entry(case_id).or_default().push(Line { entry, shown });
        }
    }
    let mut rows = BTreeMap::new();
    let mut cases = cases.into_iter().peekable();
    while cases.peek().is_some() {
        fold_cases(connection, policy, cases.by_ref().take(CASES).collect(), &mut rows).await?;
    }
    Ok(rows.into_values().collect())
}

async fn fold_cases(
    connection: &impl ConnectionTrait,
    policy: &Policy,
    cases: BTreeMap<Uuid, Vec<Line<'_>>>,
    rows: &mut BTreeMap<Uuid, case_reading::Model>,
) -> Result<(), DbErr> {
    let readers: BTreeSet<_> = cases.values().flatten().map(|line| line.entry.worker_id).collect();
    let ids: Vec<_> = cases.keys().copied().collect();
    let mut ways = Ways::read(connection, &ids, &readers).await?;
    for (case_id, lines) in cases {
        for Line { entry, shown } in lines {
            let roles: Vec<Role> = serde_json::from_value(entry.roles.clone()).unwrap_or_default();
            let grants = ways.grants(policy, entry.organisation_id, &roles);
            let closed = ways.closed(case_id);
            let reading = Reading { at: entry.at, purpose: entry.purpose, shown, closed, grants: &grants };
            for way in ways.of(case_id, entry.organisation_id, entry.at) {
                let classes = way.explains(&reading, |centre| ways.works_at(entry.worker_id, centre));
                if tells_nothing(classes) {
                    continue;
                }
                let of_way = (way.kind, way.source_id);
                let roles = roles.iter().copied().collect();
                for row in rows_of((case_id, entry), of_way, classes, roles) {
                    merge(rows, row);
                }
            }
        }
    }
    Ok(())
}

/// The classes that an entry says were shown of each case.
fn shown(entries: &Json) -> BTreeMap<Uuid, ClassSet> {
    let mut cases: BTreeMap<Uuid, ClassSet> = BTreeMap::new();
    for entry in entries.as_array().into_iter().flatten() {
        let listed = |name: &str| entry.get(name).and_then(Json::as_array).into_iter().flatten();
        // A class that a newer version of the program has written is left out.
        let classes = listed("classes").filter_map(|class| serde_json::from_value::<DataClass>(class.clone()).ok());
        let classes = classes.fold(ClassSet::NONE, |all, class| all | ClassSet::from_bits(1_i64 << class as i64));
        for case_id in listed("cases").filter_map(|id| serde_json::from_value::<Uuid>(id.clone()).ok()) {
            let known = cases.entry(case_id).or_default();
            *known = *known | classes;
        }
    }
    cases
}

/// The row for colleagues of the reader, and the one for other organisations.
fn rows_of(
    (case_id, entry): (Uuid, &read_log::Model),
    (way, source_id): (ReadingWay, Option<Uuid>),
    classes: ClassSet,
    roles: RoleSet,
) -> [case_reading::Model; 2] {
    let midnight = entry.at.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    let for_others = case_reading::Model {
        id: Uuid::nil(),
        case_id,
        organisation_id: entry.organisation_id,
        worker_id: None,
        day: midnight,
        way: Some(way),
        source_id,
        purpose: None,
        classes: classes.to_bits(),
        roles: None,
        first_at: None,
        last_at: None,
    };
    let for_colleagues = case_reading::Model {
        worker_id: Some(entry.worker_id),
        purpose: entry.purpose,
        roles: Some(roles.to_bits()),
        first_at: Some(entry.at),
        last_at: Some(entry.at),
        ..for_others.clone()
    };
    [for_others, for_colleagues].map(|row| case_reading::Model { id: key(&row), ..row })
}

/// The hash of everything that a row is folded by.
fn key(row: &case_reading::Model) -> Uuid {
    let case_reading::Model { case_id, organisation_id, worker_id, day, way, source_id, purpose, .. } = row;
    let way = way.map(|way| way.to_value()).unwrap_or_default();
    let purpose = purpose.map(|purpose: Purpose| purpose.to_value()).unwrap_or_default();
    let (worker_id, source_id) = (worker_id.unwrap_or_default(), source_id.unwrap_or_default());
    let folded_by = format!("{case_id} {organisation_id} {worker_id} {} {way} {source_id} {purpose}", day.timestamp());
    let hash = digest(&SHA256, folded_by.as_bytes());
    Uuid::from_slice(&hash.as_ref()[..16]).expect("sixteen bytes are an id")
}

fn merge(rows: &mut BTreeMap<Uuid, case_reading::Model>, row: case_reading::Model) {
    let earlier = |one: Option<DateTimeUtc>, other| one.into_iter().chain(other).min();
    match rows.get_mut(&row.id) {
        None => {
            rows.insert(row.id, row);
        }
        Some(known) => {
            known.classes |= row.classes;
            known.roles = known.roles.zip(row.roles).map(|(one, other)| one | other);
            known.first_at = earlier(known.first_at, row.first_at);
            known.last_at = known.last_at.into_iter().chain(row.last_at).max();
        }
    }
}

/// Writes these rows, or lets those that exist grow.
pub(super) async fn write(transaction: &DatabaseTransaction, rows: Vec<case_reading::Model>) -> Result<(), DbErr> {
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model).peekable();
    while rows.peek().is_some() {
        let some: Vec<_> = rows.by_ref().take(AT_ONCE).collect();
        let insert = case_reading::Entity::insert_many(some).on_conflict(grown());
        insert.exec_without_returning(transaction).await?;
    }
    Ok(())
}

/// A row that exists grows. It is not written if it already has everything.
fn grown() -> OnConflict {
    let (kept, new) = (alias("case_readings"), alias("excluded"));
    let kept = |of: C| column(&kept, of);
    let new = |of: C| column(&new, of);
    let both = |of: C| kept(of).bit_or(new(of));
    let more = |of: C| both(of).ne(kept(of));
    let (before, after) = (new(C::FirstAt).lt(kept(C::FirstAt)), new(C::LastAt).gt(kept(C::LastAt)));
    let either = |so: &Expr, of: C| -> Expr { CaseStatement::new().case(so.clone(), new(of)).finally(kept(of)).into() };
    let differs = Cond::any().add(more(C::Classes)).add(more(C::Roles)).add(before.clone()).add(after.clone());
    OnConflict::column(C::Id)
        .value(C::Classes, both(C::Classes))
        .value(C::Roles, both(C::Roles))
        .value(C::FirstAt, either(&before, C::FirstAt))
        .value(C::LastAt, either(&after, C::LastAt))
        .action_cond_where(differs)
        .to_owned()
}
