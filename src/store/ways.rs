//! A list with several ways in, each with an index of its own. Each way is read in order and cut to a page before they are
//! put together; one condition with OR would be read to its end.

use sea_orm::sea_query::{DynIden, Expr, ExprTrait, Order, Query, SelectStatement, UnionType};

use super::{
    facts::Clearance,
    paging::Paging,
    read::{Listing, listed},
    scope::{alias, column},
};

/// One way into a list: the ids of rows under an alias.
#[derive(Clone, Debug)]
pub struct Way {
    /// `SELECT row.id FROM table AS row WHERE ...`
    pub ids: SelectStatement,
    /// Whether the rows are few and to be collected before they are ordered. Otherwise PostgreSQL, which sees that a page
    /// is enough, would walk through everybody's rows in order and ask of each whether it is one of the few.
    pub few: bool,
}

/// A page of the rows that the ways lead to. `row` is the alias of the table in each way, and `id` its key.
#[must_use]
pub fn page(
    (table, row, id): (DynIden, &DynIden, DynIden),
    order: &[(DynIden, Order)],
    paging: &Paging,
    ways: Vec<Way>,
) -> Listing {
    let order = paging.order(order);
    let firsts = ways.into_iter().map(|Way { mut ids, few }| {
        if few {
            for (name, _) in order.iter().filter(|(name, _)| *name != id) {
                ids.column((row.clone(), name.clone()));
            }
            // A limit that is never reached keeps the two statements apart, on both databases.
            ids.limit(i64::MAX.unsigned_abs());
            ids = Query::select().column((row.clone(), id.clone())).from_subquery(ids, row.clone()).take();
        }
        for (name, direction) in &order {
            ids.order_by((row.clone(), name.clone()), direction.clone());
        }
        ids.limit(paging.limit()).take()
    });
    let t = listed();
    let ids = union((&table, &id), firsts.collect());
    let from = Query::select().from_as(table, t.clone()).and_where(column(&t, id).in_subquery(ids)).take();
    Listing { from, order, limit: paging.limit(), inherited: Clearance::PUBLIC }
}

/// All rows that the ways lead to, each once.
#[must_use]
pub fn all(table: &DynIden, id: &DynIden, ways: Vec<Way>) -> SelectStatement {
    union((table, id), ways.into_iter().map(|way| way.ids).collect())
}

/// One statement of all ids; SQLite wants an ordered part of a union to be a statement of its own.
pub(super) fn union((table, id): (&DynIden, &DynIden), ways: Vec<SelectStatement>) -> SelectStatement {
    ways.into_iter()
        .enumerate()
        .map(|(number, way)| {
            let part = alias(&format!("way{number}"));
            Query::select().column((part.clone(), id.clone())).from_subquery(way, part).take()
        })
        .reduce(|mut all, way| all.union(UnionType::Distinct, way).take())
        .unwrap_or_else(|| {
            // Nothing opens any row to this viewer.
            let none = alias("none");
            Query::select()
                .column((none.clone(), id.clone()))
                .from_as(table.clone(), none)
                .and_where(Expr::val(1).eq(0))
                .take()
        })
}
