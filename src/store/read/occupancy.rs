//! How many people sleep in a centre. Every person counts, also those whose case is closed to most of the organisation:
//! viewers who may read the count run the centre, where everybody is seen anyway, or oversee it. Sealing a case changes
//! no count.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
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

use crate::{
    rules::{dates::AskedDays, time_zone},
    store::{
        Store,
        sql::expression::{alias, among, column},
    },
};

/// The beds of a centre at one moment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Occupancy {
    /// The moment.
    pub at: DateTimeUtc,
    /// Its day in the time zone of the centre.
    pub date: NaiveDate,
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

/// A day of a centre and the moment at which its beds are counted.
type Counted = (NaiveDate, DateTimeUtc);

impl Store {
    /// The beds of each of the centres: at the end of each of the days in the time zone of the centre, or now.
    pub(crate) async fn occupancies(
        &self,
        centres: &[&centre::Model],
        days: Option<AskedDays>,
    ) -> Result<HashMap<Uuid, Vec<Occupancy>>, DbErr> {
        let now = self.scope.now;
        let zone = |centre: &centre::Model| time_zone::of_row(&centre.time_zone);
        let counted = |centre: &&centre::Model| match days {
            Some(days) => days.ends(zone(centre), now),
            None => vec![(time_zone::day_of(now, zone(centre)), now)],
        };
        let asked: HashMap<Uuid, Vec<Counted>> = centres.iter().map(|centre| (centre.id, counted(centre))).collect();
        let all = || asked.values().flatten().map(|(_, at)| *at);
        let (Some(first), Some(last)) = (all().min(), all().max()) else { return Ok(HashMap::new()) };
        let stays = self.begun(centres, first, last);
        let mut counts: HashMap<Uuid, Vec<i32>> = HashMap::with_capacity(centres.len());
        let mut count = |centre: Uuid, place: fn(&[Counted], &str) -> Option<usize>, hour: &str, heads: i64| {
            let Some(asked) = asked.get(&centre) else { return };
            let places = counts.entry(centre).or_insert_with(|| vec![0; asked.len()]);
            if let Some(at) = place(asked, hour) {
                places[at] += i32::try_from(heads).unwrap_or(i32::MAX);
            }
        };
        if days.is_none() {
            let stay = alias("stay");
            let mut select =
                Query::select().column((stay.clone(), C::CentreId)).from_subquery(stays, stay.clone()).take();
            select.expr(Func::count(Expr::col(Asterisk))).group_by_col((stay, C::CentreId));
            for row in self.database.read(&select).await? {
                count(row.try_get_by_index(0)?, |_, _| Some(0), "", row.try_get_by_index(1)?);
            }
        } else {
            let whole = centres.iter().all(|centre| {
                let zone = zone(centre);
                asked[&centre.id].iter().all(|(_, at)| time_zone::on_the_hour(*at, zone))
            });
            let until = if whole { HOUR } else { MINUTE };
            for row in self.database.read(&movements(&stays, (first, last), until, self.database.backend())).await? {
                let hour: String = row.try_get_by_index(1)?;
                count(row.try_get_by_index(0)?, place, &hour, row.try_get_by_index(2)?);
            }
        }
        Ok(centres.iter().map(|centre| (centre.id, of(centre, &asked[&centre.id], counts.get(&centre.id)))).collect())
    }

    /// The stays in the centres that had begun by the last moment and had not ended by the first one. One statement for open
    /// stays and one for ended stays, because each has an index.
    fn begun(&self, centres: &[&centre::Model], first: DateTimeUtc, last: DateTimeUtc) -> SelectStatement {
        let stay = alias("stay");
        let begun = |still: Expr| {
            Query::select()
                .columns([C::CentreId, C::FromAt, C::UntilAt].map(|of| (stay.clone(), of)))
                .from_as(Entity, stay.clone())
                .and_where(among(
                    column(&stay, C::CentreId),
                    centres.iter().map(|centre| centre.id),
                    self.database.backend(),
                ))
                .and_where(column(&stay, C::FromAt).lte(last))
                .and_where(still)
                .take()
        };
        let until = || column(&stay, C::UntilAt);
        begun(until().is_null()).union(UnionType::All, begun(until().gt(first))).take()
    }
}

/// The length of a moment as text, up to the hour and up to the minute: `2026-03-31 08:30`.
const HOUR: usize = 13;
const MINUTE: usize = 16;

/// The arrivals at each centre and the departures from it, by hour of UTC, counted by the database: at most two rows for
/// each centre and hour, for any number of people. An arrival before the first moment has an empty hour. The minute is kept
/// if the days of a centre do not begin on an hour.
fn movements(
    stays: &SelectStatement,
    (first, last): (DateTimeUtc, DateTimeUtc),
    until: usize,
    backend: DbBackend,
) -> SelectStatement {
    let stay = alias("stay");
    let by_hour = |hour: Expr, heads: &'static str| {
        Query::select()
            .expr(column(&stay, C::CentreId))
            .expr_as(hour, alias("hour"))
            .expr(Expr::cust(heads))
            .from_subquery(stays.clone(), stay.clone())
            .group_by_col((stay.clone(), C::CentreId))
            .group_by_col(alias("hour"))
            .take()
    };
    let hour = |of: C| match backend {
        DbBackend::Postgres => {
            let text = Expr::cust_with_expr("to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')", column(&stay, of));
            Func::cust("left").arg(text).arg(i32::try_from(until).unwrap_or(i32::MAX)).into()
        }
        _ => Expr::cust_with_exprs(
            "substr(replace(?, 'T', ' '), 1, ?)",
            [column(&stay, of), i32::try_from(until).unwrap_or(i32::MAX).into()],
        ),
    };
    let came = CaseStatement::new().case(column(&stay, C::FromAt).lte(first), "").finally(hour(C::FromAt));
    let mut left = by_hour(hour(C::UntilAt), "-count(*)");
    left.and_where(column(&stay, C::UntilAt).lte(last));
    by_hour(came.into(), "count(*)").union(UnionType::All, left).take()
}

/// The index of the first count after a movement in this hour. An empty hour belongs to the first one. `None` if the
/// movement came after the last one.
fn place(asked: &[Counted], hour: &str) -> Option<usize> {
    let minute = if hour.len() == HOUR { format!("{hour}:00") } else { hour.to_owned() };
    let Ok(at) = NaiveDateTime::parse_from_str(&minute, "%Y-%m-%d %H:%M") else { return Some(0) };
    let place = asked.partition_point(|(_, moment)| *moment < at.and_utc());
    (place < asked.len()).then_some(place)
}

fn of(centre: &centre::Model, asked: &[Counted], changes: Option<&Vec<i32>>) -> Vec<Occupancy> {
    let mut occupied = 0;
    let day = |(place, (date, at)): (usize, &Counted)| {
        occupied += changes.map_or(0, |changes| changes[place]);
        let centre::Model { capacity_beds, surge_beds, .. } = *centre;
        Occupancy { at: *at, date: *date, capacity_beds, surge_beds, occupied }
    };
    asked.iter().enumerate().map(day).collect()
}
