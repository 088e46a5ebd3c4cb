//! A list with several access paths, each with an index of its own. Each path is read in order and cut to a page before
//! the paths are merged. A single condition with OR would be read to its end.

use sea_orm::sea_query::{
    CommonTableExpression, Condition, DynIden, ExprTrait, Order, Query, SelectStatement, UnionType,
};

use super::rows::Listing;
use crate::store::{
    access::clearance::Clearance,
    sql::{
        expression::{alias, column, constant, listed},
        paging::Paging,
    },
};

/// One access path to a list: the ids of rows under an alias.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    /// `SELECT row.id FROM table AS row WHERE ...`
    pub ids: SelectStatement,
    /// Set when this access path matches few rows. They are then collected in a CTE and filtered by this condition.
    /// Without it PostgreSQL, seeing the LIMIT, scans the whole table in order and probes each row. `ids` then also
    /// selects the ordering columns.
    pub few: Option<Condition>,
}

impl Way {
    fn ids(self, row: &DynIden, id: &DynIden) -> SelectStatement {
        match self.few {
            Some(narrowed) => collected(self.ids, row).column((row.clone(), id.clone())).cond_where(narrowed).take(),
            None => self.ids,
        }
    }
}

/// A page of the rows of all access paths. `row` is the alias of the table in each path, and `id` its key.
pub(crate) fn page(
    (table, row, id): (DynIden, &DynIden, DynIden),
    order: &[(DynIden, Order)],
    paging: &Paging,
    ways: Vec<Way>,
) -> Listing {
    let order = paging.order(order);
    let firsts = ways.into_iter().map(|way| {
        let mut ids = way.ids(row, &id);
        for (name, direction) in &order {
            ids.order_by((row.clone(), name.clone()), direction.clone());
        }
        ids.limit(paging.limit()).take()
    });
    let t = listed();
    let ids = union(&table, std::slice::from_ref(&id), firsts.collect());
    let from = Query::select().from_as(table, t.clone()).and_where(column(&t, id).in_subquery(ids)).take();
    Listing { from, order, limit: paging.limit(), inherited: Clearance::PUBLIC }
}

/// All rows of all access paths, each once.
pub(crate) fn all((table, row, id): (&DynIden, &DynIden, &DynIden), ways: Vec<Way>) -> SelectStatement {
    union(table, std::slice::from_ref(id), ways.into_iter().map(|way| way.ids(row, id)).collect())
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
