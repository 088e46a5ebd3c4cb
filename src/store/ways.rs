//! A list with several ways in, each with an index of its own. Each way is read in order and cut to a page before they are
//! put together; one condition with OR would be read to its end.

use sea_orm::sea_query::{
    CommonTableExpression, Condition, DynIden, ExprTrait, Order, Query, SelectStatement, UnionType,
};

use super::{
    facts::Clearance,
    paging::Paging,
    read::{Listing, listed},
    scope::{alias, column, constant},
};

/// One way into a list: the ids of rows under an alias.
#[derive(Clone, Debug)]
pub struct Way {
    /// `SELECT row.id FROM table AS row WHERE ...`
    pub ids: SelectStatement,
    /// Where the rows are few and are to be collected first: what they are then narrowed by. Otherwise PostgreSQL, which
    /// sees that a page is enough, would walk through everybody's rows in order, or through those of a time, and ask of
    /// each whether it is one of the few. Their columns of the order are among the ids.
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

/// A page of the rows that the ways lead to. `row` is the alias of the table in each way, and `id` its key.
#[must_use]
pub fn page(
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

/// All rows that the ways lead to, each once.
#[must_use]
pub fn all((table, row, id): (&DynIden, &DynIden, &DynIden), ways: Vec<Way>) -> SelectStatement {
    union(table, std::slice::from_ref(id), ways.into_iter().map(|way| way.ids(row, id)).collect())
}

/// `FROM` these rows under the alias, which are collected first, whatever is asked of them then.
pub(super) fn collected(rows: SelectStatement, row: &DynIden) -> SelectStatement {
    let few = alias("few");
    let mut collected = CommonTableExpression::new();
    collected.query(rows).table_name(few.clone()).materialized(true);
    Query::select().with_cte(Query::with().cte(collected).to_owned()).from_as(few, row.clone()).take()
}

/// One statement of all rows of these columns; SQLite wants an ordered part of a union to be a statement of its own.
pub(super) fn union(table: &DynIden, columns: &[DynIden], ways: Vec<SelectStatement>) -> SelectStatement {
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
