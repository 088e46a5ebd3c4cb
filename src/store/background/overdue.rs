//! How many clocks are overdue in the whole installation, for its operator: one statement for each table, which reads a bounded
//! number of rows in the order of an index. Nothing of this is shown to those who use the server.

use entity::{case, case_change, codes::ReferralState, referral, stay};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    prelude::DateTimeUtc,
    sea_query::{Asterisk, Expr, Func, Query},
};

use crate::{
    metrics::{
        labels::Clock,
        list::{CHANGES_LAG, CLOCKS_OVERDUE},
    },
    store::{
        database::Database,
        sql::expression::{alias, constant},
    },
};

/// The most rows that are read of a table. For the three clocks of referrals together it is three times as many.
const READ: u64 = 10_000;

/// Counts the overdue clocks, and measures how old the oldest change is that nobody can follow yet.
/// Errors: when the database cannot be read. What was counted before stays.
pub async fn measure(database: &Database, now: DateTimeUtc) -> Result<(), DbErr> {
    referrals(database, now).await?;
    let today = now.date_naive();
    // A closed case has no place in the order by priority.
    let reviews =
        Condition::all().add(case::Column::NextReviewOn.lt(today)).add(case::Column::PriorityRank.is_not_null());
    count::<case::Entity>(database, Clock::CaseReview, reviews, case::Column::NextReviewOn).await?;
    // The index of planned departures has only those who are still there.
    let departures = Condition::all().add(stay::Column::ExpectedUntil.lt(today)).add(stay::Column::UntilAt.is_null());
    count::<stay::Entity>(database, Clock::Departure, departures, stay::Column::ExpectedUntil).await?;
    changes(database, now).await
}

/// The clock that runs in a state, as `rules::clocks::next_due` has it.
const fn clock(state: ReferralState) -> Option<Clock> {
    use ReferralState as S;
    match state {
        S::Sent => Some(Clock::ReferralAcknowledgement),
        S::Acknowledged | S::UnderReview => Some(Clock::ReferralDecision),
        S::Accepted | S::Scheduled | S::NoShow => Some(Clock::ReferralService),
        _ => None,
    }
}

async fn referrals(database: &Database, now: DateTimeUtc) -> Result<(), DbErr> {
    let state = alias("state");
    let some = referral::Entity::find().select_only().column(referral::Column::State);
    let some = some.filter(referral::Column::NextDueAt.lt(now)).order_by_asc(referral::Column::NextDueAt);
    let count = Query::select()
        .column(state.clone())
        .expr(Func::count(Expr::col(Asterisk)))
        .from_subquery(some.limit(3 * READ).into_query(), alias("overdue"))
        .group_by_col(state)
        .take();
    let mut counts = Vec::new();
    for row in database.read(&count).await? {
        counts.push((clock(row.try_get_by_index(0)?), row.try_get_by_index::<i64>(1)?));
    }
    for of in [Clock::ReferralAcknowledgement, Clock::ReferralDecision, Clock::ReferralService] {
        let found: i64 = counts.iter().filter(|(clock, _)| *clock == Some(of)).map(|(_, count)| count).sum();
        CLOCKS_OVERDUE.set_count([of.into()], found);
    }
    Ok(())
}

async fn count<E: EntityTrait>(
    database: &Database,
    clock: Clock,
    overdue: Condition,
    due: E::Column,
) -> Result<(), DbErr> {
    let some = E::find().select_only().expr(constant(1)).filter(overdue).order_by_asc(due).limit(READ).into_query();
    let count = Query::select().expr(Func::count(Expr::col(Asterisk))).from_subquery(some, alias("overdue")).take();
    let rows = database.read(&count).await?;
    let found: i64 = rows.first().map_or(Ok(0), |row| row.try_get_by_index(0))?;
    CLOCKS_OVERDUE.set_count([clock.into()], found);
    Ok(())
}

async fn changes(database: &Database, now: DateTimeUtc) -> Result<(), DbErr> {
    let at = alias("at");
    // The limit keeps PostgreSQL from looking for the smallest time through all changes, few of which have no position.
    let some = case_change::Entity::find().select_only().column(case_change::Column::At);
    let some = some.filter(case_change::Column::Position.is_null()).limit(READ).into_query();
    let oldest = Query::select().expr(Func::min(Expr::col(at))).from_subquery(some, alias("waiting")).take();
    let rows = database.read(&oldest).await?;
    let oldest: Option<DateTimeUtc> = rows.first().map_or(Ok(None), |row| row.try_get_by_index(0))?;
    let lag = oldest.map(|at| (now - at).to_std().unwrap_or_default()).unwrap_or_default();
    CHANGES_LAG.set([], lag.as_secs_f64());
    Ok(())
}
