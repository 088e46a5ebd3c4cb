//! A list with several access paths, each with an index of its own. Each path is read in order and cut to a page before
//! the paths are merged. A single condition with OR would be read to its end.

use sea_orm::sea_query::{
    CommonTableExpression, Condition, DynIden, ExprTrait, IntoIden, Query, SelectStatement, UnionType,
};

use super::rows::Listing;
use crate::store::{
    access::clearance::Clearance,
    sql::{
        expression::{alias, column, constant, listed},
        ordering::Ordering,
        paging::Paging,
    },
};

/// The alias of the listed table in each access path.
pub(crate) const CANDIDATE: &str = "candidate";

/// One access path to a list: the ids of rows under an alias.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    /// `SELECT row.id FROM table AS row WHERE ...`
    pub(crate) ids: SelectStatement,
    /// Set when this access path matches few rows. They are then collected in a CTE and filtered by this condition.
    /// Without it PostgreSQL, seeing the LIMIT, scans the whole table in order and probes each row. `ids` then also
    /// selects the ordering columns.
    pub(crate) few: Option<Condition>,
}

impl Way {
    fn ids(self, row: &DynIden, id: &DynIden) -> SelectStatement {
        match self.few {
            Some(narrowed) => collected(self.ids, row).column((row.clone(), id.clone())).cond_where(narrowed).take(),
            None => self.ids,
        }
    }
}

/// A page of the rows of all access paths. [`CANDIDATE`] is the alias of the table in each path.
pub(crate) fn page(table: impl IntoIden, order: &Ordering, paging: &Paging, ways: Vec<Way>) -> Listing {
    let (table, order, row) = (table.into_iden(), paging.order(order), alias(CANDIDATE));
    let firsts = ways.into_iter().map(|way| {
        let mut ids = way.ids(&row, &order.id);
        order.sort(&mut ids, &row);
        ids.limit(paging.limit()).take()
    });
    let t = listed();
    let ids = union(&table, std::slice::from_ref(&order.id), firsts.collect());
    let from =
        Query::select().from_as(table, t.clone()).and_where(column(&t, order.id.clone()).in_subquery(ids)).take();
    Listing { from, order: Some(order), limit: paging.limit(), inherited: Clearance::PUBLIC }
}

/// All rows of all access paths, each once.
pub(crate) fn all(table: impl IntoIden, order: &Ordering, ways: Vec<Way>) -> SelectStatement {
    let ids = ways.into_iter().map(|way| way.ids(&alias(CANDIDATE), &order.id));
    union(&table.into_iden(), std::slice::from_ref(&order.id), ids.collect())
}

/// `FROM` these rows under the alias. They are collected in a materialised CTE first, whatever condition follows.
pub(in crate::store) fn collected(rows: SelectStatement, row: &DynIden) -> SelectStatement {
    let few = alias("few");
    let mut collected = CommonTableExpression::new();
    collected.query(rows).table_name(few.clone()).materialized(true);
    Query::select().with_cte(Query::with().cte(collected).to_owned()).from_as(few, row.clone()).take()
}

/// One UNION of these columns of all access paths. Each path is a subquery, because SQLite does not accept ORDER BY in
/// a part of a UNION.
pub(in crate::store) fn union(table: &DynIden, columns: &[DynIden], ways: Vec<SelectStatement>) -> SelectStatement {
    let of = |part: &DynIden| columns.iter().map(|it| (part.clone(), it.clone())).collect::<Vec<_>>();
    ways.into_iter()
        .enumerate()
        .map(|(number, way)| {
            let part = DynIden::from(format!("way{number}"));
            Query::select().columns(of(&part)).from_subquery(way, part).take()
        })
        .reduce(|mut all, way| all.union(UnionType::Distinct, way).take())
        .unwrap_or_else(|| {
            // Nothing opens any row to this viewer.
            let none = alias("none");
            Query::select().columns(of(&none)).from_as(table.clone(), none).and_where(constant(false)).take()
        })
}
