//! Standings: computed from referrals, transfers, shares, legal orders and consents, and written with each change of
//! these. Nothing of them depends on the moment: a standing that begins or ends by itself holds its times.

mod given;

use entity::{case_change, standing};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, IntoActiveModel, Iterable,
    QueryFilter,
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
    Ok(Differences { stale: count(stale()).await?, missing: count(missing()).await? })
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

/// The standings of a case before a change, and the organisations that gained one by it.
pub(super) struct Settled {
    /// The standings as they were.
    pub before: Vec<standing::Model>,
    /// The organisation of each standing that is new.
    pub gained: Vec<Uuid>,
}

/// Writes the standings of a case anew. Only what differs is written: most changes write none.
pub(super) async fn settle(transaction: &impl ConnectionTrait, case_id: Uuid) -> Result<Settled, DbErr> {
    let before = standing::Entity::find().filter(standing::Column::CaseId.eq(case_id)).all(transaction).await?;
    let given = transaction.query_all(&given(Some(case_id))).await?;
    let given = given.iter().map(|row| standing::Model::from_query_result(row, "")).collect::<Result<Vec<_>, _>>()?;
    let stale: Vec<_> = before.iter().filter(|standing| !given.contains(standing)).map(key).collect();
    let missing: Vec<_> = given.into_iter().filter(|standing| !before.contains(standing)).collect();
    if !stale.is_empty() {
        let stale = stale.into_iter().map(|(organisation_id, source_id)| {
            Condition::all()
                .add(standing::Column::OrganisationId.eq(organisation_id))
                .add(standing::Column::SourceId.eq(source_id))
        });
        let stale = stale.fold(Condition::any(), Condition::add);
        let of_case = standing::Column::CaseId.eq(case_id);
        standing::Entity::delete_many().filter(of_case).filter(stale).exec(transaction).await?;
    }
    let gained = missing.iter().map(|standing| standing.organisation_id).collect();
    if !missing.is_empty() {
        let missing = missing.into_iter().map(IntoActiveModel::into_active_model);
        standing::Entity::insert_many(missing).exec_without_returning(transaction).await?;
    }
    Ok(Settled { before, gained })
}

fn key(standing: &standing::Model) -> (Uuid, Uuid) {
    (standing.organisation_id, standing.source_id)
}

async fn write(connection: &impl ConnectionTrait) -> Result<Differences, DbErr> {
    let stale = connection.execute(&deletion()).await?.rows_affected();
    let missing = connection.execute(&insertion()?).await?.rows_affected();
    Ok(Differences { stale, missing })
}

fn deletion() -> DeleteStatement {
    let key = || [standing::Column::OrganisationId, standing::Column::CaseId, standing::Column::SourceId];
    let kept = alias("standings");
    let keys = Query::select().columns(key()).from_subquery(stale(), alias("stale")).take();
    let key = Expr::tuple(key().map(|part| column(&kept, part)));
    Query::delete().from_table(standing::Entity).and_where(key.in_subquery(keys)).take()
}

fn insertion() -> Result<InsertStatement, DbErr> {
    let mut insert = Query::insert();
    let selected = insert.into_table(standing::Entity).columns(standing::Column::iter()).select_from(missing());
    selected.map_err(|error| DbErr::Custom(error.to_string()))?;
    Ok(insert)
}

fn stale() -> SelectStatement {
    kept().union(UnionType::Except, given(None)).take()
}

fn missing() -> SelectStatement {
    given(None).union(UnionType::Except, kept()).take()
}

fn kept() -> SelectStatement {
    let kept = alias("kept");
    let mut select = Query::select();
    for part in standing::Column::iter() {
        select.expr(column(&kept, part));
    }
    select.from_as(standing::Entity, kept).take()
}
