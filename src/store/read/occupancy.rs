//! How many people sleep in a centre. Every person counts, also those whose case is closed to most of the organisation:
//! viewers who may read the count run the centre, where everybody is seen anyway, or oversee it. Sealing a case changes
//! no count.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    centre,
    stay::{Column as C, Entity},
};
use sea_orm::{
    DbBackend, DbErr,
    prelude::DateTimeUtc,
    sea_query::{Asterisk, CaseStatement, Cond, Condition, Expr, ExprTrait, Func, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use crate::store::{
    Store,
    sql::expression::{alias, among, column},
};

/// The beds of a centre at one moment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Occupancy {
    /// The moment.
    pub at: DateTimeUtc,
    /// Beds in normal operation.
    pub capacity_beds: i32,
    /// Additional beds in an emergency.
    pub surge_beds: i32,
    /// How many people sleep there.
    pub occupied: i32,
}

/// "The stay had begun by the last moment and had not ended by the first one", for the row under this alias.
pub(in crate::store) fn between(
    stay: &sea_orm::sea_query::DynIden,
    first: DateTimeUtc,
    last: DateTimeUtc,
) -> Condition {
    let until = || column(stay, C::UntilAt);
    Cond::all().add(column(stay, C::FromAt).lte(last)).add(until().is_null().or(until().gt(first)))
}

impl Store {
    /// The beds of each of the centres at each of the moments, which must be in ascending order.
    pub(crate) async fn occupancies(
        &self,
        centres: &[&centre::Model],
        moments: &[DateTimeUtc],
    ) -> Result<HashMap<Uuid, Vec<Occupancy>>, DbErr> {
        let (Some(first), Some(last)) = (moments.first(), moments.last()) else { return Ok(HashMap::new()) };
        let stay = alias("stay");
        let ids = || centres.iter().map(|centre| centre.id);
        let begun = |still: Expr| {
            Query::select()
                .columns([C::CentreId, C::FromAt, C::UntilAt].map(|of| (stay.clone(), of)))
                .from_as(Entity, stay.clone())
                .and_where(among(column(&stay, C::CentreId), ids(), self.database.backend()))
                .and_where(column(&stay, C::FromAt).lte(*last))
                .and_where(still)
                .take()
        };
        // One statement for open stays and one for ended stays, because each has an index.
        let until = || column(&stay, C::UntilAt);
        let stays = begun(until().is_null()).union(UnionType::All, begun(until().gt(*first))).take();
        let mut counts: HashMap<Uuid, Vec<i32>> = HashMap::with_capacity(centres.len());
        let mut count = |centre, at: usize, heads: i64| {
            let places = counts.entry(centre).or_insert_with(|| vec![0; moments.len()]);
            places[at] += i32::try_from(heads).unwrap_or(i32::MAX);
        };
        if !centres.is_empty() && moments.len() == 1 {
            let mut select =
                Query::select().column((stay.clone(), C::CentreId)).from_subquery(stays, stay.clone()).take();
            select.expr(Func::count(Expr::col(Asterisk))).group_by_col((stay, C::CentreId));
            for row in self.database.read(&select).await? {
                count(row.try_get_by_index(0)?, 0, row.try_get_by_index(1)?);
            }
        } else if !centres.is_empty() {
            for row in self.database.read(&movements(&stays, *first, *last, self.database.backend())).await? {
                let day: String = row.try_get_by_index(1)?;
                count(row.try_get_by_index(0)?, place(&day, moments), row.try_get_by_index(2)?);
            }
        }
        Ok(centres.iter().map(|centre| (centre.id, of(centre, moments, counts.get(&centre.id)))).collect())
    }
}

/// The arrivals at each centre and the departures from it, by day, counted by the database: at most two rows for each
/// centre and day, for any number of people. An arrival before the first moment has an empty day.
fn movements(stays: &SelectStatement, first: DateTimeUtc, last: DateTimeUtc, backend: DbBackend) -> SelectStatement {
    let stay = alias("stay");
    let by_day = |day: Expr, heads: &'static str| {
        Query::select()
            .expr(column(&stay, C::CentreId))
            .expr_as(day, alias("day"))
            .expr(Expr::cust(heads))
            .from_subquery(stays.clone(), stay.clone())
            .group_by_col((stay.clone(), C::CentreId))
            .group_by_col(alias("day"))
            .take()
    };
    let day = |of: C| match backend {
        DbBackend::Postgres => Expr::cust_with_expr("to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD')", column(&stay, of)),
        _ => Expr::cust_with_expr("substr(?, 1, 10)", column(&stay, of)),
    };
    let came = CaseStatement::new().case(column(&stay, C::FromAt).lte(first), "").finally(day(C::FromAt));
    let mut left = by_day(day(C::UntilAt), "-count(*)");
    left.and_where(column(&stay, C::UntilAt).lte(last));
    by_day(came.into(), "count(*)").union(UnionType::All, left).take()
}

/// The index of the moment of a day. An empty day belongs to the first moment.
fn place(day: &str, moments: &[DateTimeUtc]) -> usize {
    let Ok(day) = day.parse::<NaiveDate>() else { return 0 };
    moments.partition_point(|at| at.date_naive() < day).min(moments.len() - 1)
}

fn of(centre: &centre::Model, moments: &[DateTimeUtc], changes: Option<&Vec<i32>>) -> Vec<Occupancy> {
    let mut occupied = 0;
    let day = |(place, at): (usize, &DateTimeUtc)| {
        occupied += changes.map_or(0, |changes| changes[place]);
        Occupancy { at: *at, capacity_beds: centre.capacity_beds, surge_beds: centre.surge_beds, occupied }
    };
    moments.iter().enumerate().map(day).collect()
}
