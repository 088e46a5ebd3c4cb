//! Imports a directory: all of it in one transaction, or nothing. Nothing is deleted.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, DbErr,
    prelude::DateTimeUtc,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use uuid::Uuid;

pub(crate) use super::plan::Counts;
use super::{
    known::{Known, Source},
    plan::{Planned, plan},
    record::Record,
    sheet::{Finding, Sheet},
    write::write,
};
use crate::store::{database::Database, write::change::Change};

/// The lock that an import takes on PostgreSQL, so that two imports never insert the same row: any number that no other
/// program of the database uses.
const LOCK: i64 = 0x4449_5245_4354_4f52;

/// What an import did, or would do.
#[derive(Debug)]
pub(crate) struct Report {
    /// How many rows of each record are new, changed and the same.
    pub counts: BTreeMap<Record, Counts>,
    /// The mistakes. If there is one, nothing was written.
    pub findings: Vec<Finding>,
}

/// Imports the sheets. Nothing is written if one of them has a mistake, or if `findings` has one already. `dry` only
/// reports what would be done.
pub(crate) async fn import(
    database: &Database,
    sheets: &[Sheet],
    mut findings: Vec<Finding>,
    dry: bool,
    now: DateTimeUtc,
) -> Result<Report, DbErr> {
    let change = Change::by_operator(database, now).await?;
    if database.is_postgres() {
        let lock = format!("SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock({LOCK})");
        change.transaction().execute_unprepared(&lock).await?;
    }
    let mut known = Known::read(Source::Change(change.transaction())).await?;
    let plan = plan(sheets, &mut known, Uuid::now_v7);
    findings.extend(plan.findings);
    for planned in plan.changes.iter().filter(|planned| !planned.new) {
        findings.extend(rested_upon(&change, planned).await?);
    }
    findings.sort();
    // A service that a file has in two regions has its mistake once.
    findings.dedup();
    let report = Report { counts: plan.counts, findings };
    if dry || !report.findings.is_empty() {
        // Dropped, it is rolled back.
        return Ok(report);
    }
    for planned in &plan.changes {
        write(&change, planned, &known).await?;
    }
    change.commit_by_operator().await?;
    Ok(report)
}

/// The columns that refer to a record in the work with cases. Its columns that are fixed were copied there, or decided who
/// may read what.
const fn uses(record: Record) -> &'static [(&'static str, &'static str)] {
    match record {
        Record::Organisations => &[
            ("cases", "organisation_id"),
            ("referrals", "to_organisation_id"),
            ("transfers", "to_organisation_id"),
            ("consent_recipients", "organisation_id"),
            ("consular_posts", "organisation_id"),
        ],
        Record::Centres => &[
            ("cases", "centre_id"),
            ("cases", "fronting_centre_id"),
            ("stays", "centre_id"),
            ("transfers", "to_centre_id"),
        ],
        Record::Services => &[("referrals", "service_id")],
        Record::ConsularPosts => &[("consular_requests", "consular_post_id")],
        Record::ConsularPostCompetences => &[],
        // A worker is the person whom the tokens name. Another issuer or subject would be another person.
        Record::Workers => &[("workers", "id")],
    }
}

/// The fixed columns of a row that the file changes although the work with cases rests on them.
async fn rested_upon(change: &Change, planned: &Planned) -> Result<Vec<Finding>, DbErr> {
    let is_set = |name: &&'static str| planned.set.contains_key(name);
    let fixed: Vec<_> =
        planned.record.columns().iter().filter(|it| it.fixed).map(|it| it.name).filter(is_set).collect();
    if fixed.is_empty() || !is_used(change, planned).await? {
        return Ok(Vec::new());
    }
    let wrong = "it cannot be changed any more, because cases or people rest on it; make a new record instead";
    let (place, line) = &planned.place;
    Ok(fixed.into_iter().map(|name| Finding::in_line(place, *line, wrong).of(name)).collect())
}

async fn is_used(change: &Change, planned: &Planned) -> Result<bool, DbErr> {
    for (table, column) in uses(planned.record) {
        let of_row = Expr::col(Alias::new(*column)).eq(planned.id);
        let used = Query::select().expr(Expr::val(1)).from(Alias::new(*table)).and_where(of_row).limit(1).take();
        if change.transaction().query_one(&used).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
