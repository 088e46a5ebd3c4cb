//! Standings: computed from referrals, transfers, shares, legal orders and consents, and written with each change of
//! these. Nothing of them depends on the moment: a standing that begins or ends by itself holds its times.

mod given;

use entity::{case_change, standing};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, Iterable,
    prelude::Uuid,
    sea_query::{DeleteStatement, Expr, ExprTrait, Func, InsertStatement, Query, SelectStatement, UnionType},
};

use self::given::given;
use crate::store::{
    database::Database,
    sql::expression::{alias, column, constant},
};

/// The standings that differ from what the rows give.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Differences {
    /// Standings that are kept and that nothing gives.
    pub stale: u64,
    /// Standings that a row gives and that are not kept.
    pub missing: u64,
}

impl Differences {
    /// Whether the standings are right.
    pub const fn none(self) -> bool {
        self.stale == 0 && self.missing == 0
    }
}

/// Compares all standings with what the rows give.
pub async fn check(database: &Database) -> Result<Differences, DbErr> {
    let count = async |which: SelectStatement| {
        let rows = alias("rows");
        let count = Query::select().expr(Func::count(constant(1))).from_subquery(which, rows).take();
        let row = database.reader.query_one(&count).await?.ok_or(DbErr::RecordNotFound("a count".to_owned()))?;
        row.try_get_by_index::<i64>(0).map(i64::unsigned_abs)
    };
    Ok(Differences { stale: count(stale(None)).await?, missing: count(missing(None)).await? })
}

/// Writes all standings anew: after a load of rows, and if a check finds differences. Only what differs is written.
pub async fn rebuild(database: &Database) -> Result<Differences, DbErr> {
    let transaction = database.begin_write().await?;
    if database.is_postgres() {
        // All cases take longer than the statements of a request may. Two nodes that start at once would insert the same
        // rows.
        let alone = "SET LOCAL statement_timeout = 0; LOCK TABLE standings IN SHARE ROW EXCLUSIVE MODE";
        transaction.execute_unprepared(alone).await?;
    }
    let written = write(&*transaction).await?;
    if !written.none() {
        // Nobody was told of what is written here, so that those who follow changes begin anew.
        case_change::Entity::delete_many().exec(&*transaction).await?;
    }
    transaction.commit().await?;
    Ok(written)
}

/// Writes the standings of a case anew. Only what differs is written. Returns the organisation of each standing that is new.
pub(super) async fn settle(transaction: &impl ConnectionTrait, case_id: Uuid) -> Result<Vec<Uuid>, DbErr> {
    transaction.execute(&deletion(Some(case_id))).await?;
    let mut insertion = insertion(Some(case_id))?;
    insertion.returning(Query::returning().column(standing::Column::OrganisationId));
    let gained = transaction.query_all(&insertion).await?;
    gained.iter().map(|row| row.try_get_by_index(0)).collect()
}

async fn write(connection: &impl ConnectionTrait) -> Result<Differences, DbErr> {
    let stale = connection.execute(&deletion(None)).await?.rows_affected();
    let missing = connection.execute(&insertion(None)?).await?.rows_affected();
    Ok(Differences { stale, missing })
}

fn deletion(case_id: Option<Uuid>) -> DeleteStatement {
    let key = || [standing::Column::OrganisationId, standing::Column::CaseId, standing::Column::SourceId];
    let kept = alias("standings");
    let keys = Query::select().columns(key()).from_subquery(stale(case_id), alias("stale")).take();
    let key = Expr::tuple(key().map(|part| column(&kept, part)));
    Query::delete().from_table(standing::Entity).and_where(key.in_subquery(keys)).take()
}

fn insertion(case_id: Option<Uuid>) -> Result<InsertStatement, DbErr> {
    let mut insert = Query::insert();
    let selected = insert.into_table(standing::Entity).columns(standing::Column::iter()).select_from(missing(case_id));
    selected.map_err(|error| DbErr::Custom(error.to_string()))?;
    Ok(insert)
}

fn stale(case_id: Option<Uuid>) -> SelectStatement {
    kept(case_id).union(UnionType::Except, given(case_id)).take()
}

fn missing(case_id: Option<Uuid>) -> SelectStatement {
    given(case_id).union(UnionType::Except, kept(case_id)).take()
}

fn kept(case_id: Option<Uuid>) -> SelectStatement {
    let kept = alias("kept");
    let of_case = case_id.map(|id| column(&kept, standing::Column::CaseId).eq(id));
    let mut select = Query::select();
    for part in standing::Column::iter() {
        select.expr(column(&kept, part));
    }
    select.from_as(standing::Entity, kept).and_where_option(of_case).take()
}
