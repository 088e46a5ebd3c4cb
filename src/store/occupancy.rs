//! How many people sleep in a centre. Heads are counted, also of those whose file is closed to most of the house: whoever
//! may read the count runs the house, where every head is seen, or oversees it. Sealing a file changes no count.

use std::collections::HashMap;

use entity::{
    centre,
    stay::{Column as C, Entity},
};
use sea_orm::{
    DbErr,
    prelude::DateTimeUtc,
    sea_query::{Asterisk, Cond, Condition, Expr, ExprTrait, Func, Query, UnionType},
};
use uuid::Uuid;

use super::{
    Store,
    scope::{alias, among, column},
};

/// The beds of a centre at one moment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Occupancy {
    /// The moment.
    pub at: DateTimeUtc,
    /// Beds in ordinary times.
    pub capacity_beds: i32,
    /// Further beds in an emergency.
    pub surge_beds: i32,
    /// How many people sleep there.
    pub occupied: i32,
}

/// "The stay had begun by the first moment and had not ended by the last one", for the row under this alias.
pub(super) fn between(stay: &sea_orm::sea_query::DynIden, first: DateTimeUtc, last: DateTimeUtc) -> Condition {
    let until = || column(stay, C::UntilAt);
    Cond::all().add(column(stay, C::FromAt).lte(last)).add(until().is_null().or(until().gt(first)))
}

impl Store {
    /// The beds of each of the centres at each of the moments, which are in order.
    ///
    /// # Errors
    /// When the database does.
    pub async fn occupancies(
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
        // Two statements for the two ends of a stay: the index leads to each.
        let until = || column(&stay, C::UntilAt);
        let stays = begun(until().is_null()).union(UnionType::All, begun(until().gt(*first))).take();
        let mut select = Query::select().column((stay.clone(), C::CentreId)).from_subquery(stays, stay.clone()).take();
        let mut counts: HashMap<Uuid, Vec<i32>> = HashMap::with_capacity(centres.len());
        let mut count = |centre, at: usize, heads: i32| {
            // One place more than there are moments, for stays that last beyond.
            let places = counts.entry(centre).or_insert_with(|| vec![0; moments.len() + 1]);
            places[at] += heads;
        };
        if !centres.is_empty() && moments.len() == 1 {
            select.expr(Func::count(Expr::col(Asterisk))).group_by_col((stay, C::CentreId));
            for row in self.database.read(&select).await? {
                let heads: i64 = row.try_get_by_index(1)?;
                count(row.try_get_by_index(0)?, 0, i32::try_from(heads).unwrap_or(i32::MAX));
            }
        } else if !centres.is_empty() {
            // Counting arrivals and departures takes each stay once, however many days it lasts.
            select.column((stay.clone(), C::FromAt)).column((stay, C::UntilAt));
            for row in self.database.read(&select).await? {
                let (centre, from): (Uuid, DateTimeUtc) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
                let until: Option<DateTimeUtc> = row.try_get_by_index(2)?;
                count(centre, moments.partition_point(|at| *at < from), 1);
                count(centre, until.map_or(moments.len(), |until| moments.partition_point(|at| *at < until)), -1);
            }
        }
        Ok(centres.iter().map(|centre| (centre.id, of(centre, moments, counts.get(&centre.id)))).collect())
    }
}

fn of(centre: &centre::Model, moments: &[DateTimeUtc], changes: Option<&Vec<i32>>) -> Vec<Occupancy> {
    let mut occupied = 0;
    let day = |(place, at): (usize, &DateTimeUtc)| {
        occupied += changes.map_or(0, |changes| changes[place]);
        Occupancy { at: *at, capacity_beds: centre.capacity_beds, surge_beds: centre.surge_beds, occupied }
    };
    moments.iter().enumerate().map(day).collect()
}
