//! The next level of a query: the children of all parents in one statement, one page for each parent.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{
    DbErr, JoinType, Value,
    sea_query::{
        ArrayType, Asterisk, Cond, Condition, DynIden, Expr, ExprTrait, Func, Query, SelectStatement, WindowStatement,
    },
};
use uuid::Uuid;

use super::{
    access_paths::collected,
    rows::{Listing, Row, RowLayout},
};
use crate::store::{
    Store,
    access::{clearance::Clearance, scope::Scope},
    sql::{
        corrections::{closed, in_force},
        expression::{alias, among, column, constant, listed, selected},
        ordering::Ordering,
        paging::Paging,
    },
};

/// The relation from parents to their children.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The column of the child that names the parent.
    pub parent: DynIden,
    /// The order of the children.
    pub order: Ordering,
    /// Which children the viewer may see, beyond seeing the parent.
    pub visible: fn(&Scope, &DynIden) -> Condition,
    /// Which rows of a table with corrections it shows.
    pub rows: Rows,
    /// Builds the access paths to the children if a single condition would read too much. `visible` is then ignored.
    pub ways: Option<ChildQuery>,
}

/// Which rows of a table the list shows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Rows {
    /// All of them: the table has no corrections.
    All,
    /// Those that no correction closed.
    InForce,
    /// Those that a correction closed.
    Closed,
}

impl Edge {
    /// "The row under this alias is in the list, and the viewer may see it beyond seeing the parent."
    fn shows(&self, scope: &Scope, row: &DynIden) -> Condition {
        let visible = Cond::all().add((self.visible)(scope, row));
        match self.rows {
            Rows::All => visible,
            Rows::InForce => visible.add(in_force(row)),
            Rows::Closed => visible.add(closed(row)),
        }
    }
}

/// Builds `FROM` the children of these parents `AS t`: one page for each parent, or all of them for a count.
pub(crate) type ChildQuery = fn(&Store, &Edge, &[Uuid], Option<&Paging>) -> SelectStatement;

impl Store {
    /// Reads one child of a row, if the viewer may know of it. The caller checks that the row's clearance opens the edge.
    pub(crate) async fn child(
        &self,
        shape: &RowLayout,
        edge: &Edge,
        parent: &Row,
        key: Uuid,
    ) -> Result<Option<Row>, DbErr> {
        let t = listed();
        let from = Query::select()
            .from_as(shape.table.clone(), t.clone())
            .and_where(column(&t, shape.key.clone()).eq(key))
            .and_where(column(&t, edge.parent.clone()).eq(parent.key()?))
            .cond_where(edge.shows(&self.scope, &t))
            .take();
        let listing = Listing { from, order: None, limit: 1, inherited: parent.clearance };
        Ok(self.rows(shape, listing).await?.pop())
    }

    /// Reads the children of all parents in one statement: one page for each parent, in the order of the edge. A row
    /// whose access is inherited has no clearance yet: see [`Row::under`].
    pub async fn children(
        &self,
        shape: &RowLayout,
        edge: &Edge,
        parents: &[Uuid],
        paging: &Paging,
    ) -> Result<HashMap<Uuid, Vec<Row>>, DbErr> {
        let mut grouped: HashMap<Uuid, Vec<Row>> = HashMap::with_capacity(parents.len());
        if parents.is_empty() {
            return Ok(grouped);
        }
        let t = listed();
        let mut select = match edge.ways {
            Some(ways) => ways(self, edge, parents, Some(paging)),
            None => self.first_children((&shape.table, &shape.key), edge, parents, paging),
        };
        shape.select(&mut select, &t, false, self);
        select.expr(column(&t, edge.parent.clone()));
        paging.order(&edge.order).sort(&mut select, &t);
        let width = shape.width(&self.scope);
        for result in self.database.read(&select).await? {
            let parent: Uuid = result.try_get_by_index(width)?;
            let row = shape.row(Arc::new(result), 0, Clearance::PUBLIC, &self.scope)?;
            if row.clearance.sees() {
                grouped.entry(parent).or_default().push(row);
            }
        }
        Ok(grouped)
    }

    /// Counts the children of all parents in one statement.
    pub async fn count_children(
        &self,
        shape: &RowLayout,
        edge: &Edge,
        parents: &[Uuid],
    ) -> Result<HashMap<Uuid, i64>, DbErr> {
        if parents.is_empty() {
            return Ok(HashMap::new());
        }
        let t = listed();
        let mut count = match edge.ways {
            Some(ways) => ways(self, edge, parents, None),
            None => Query::select()
                .from_as(shape.table.clone(), t.clone())
                .and_where(among(column(&t, edge.parent.clone()), parents.iter().copied(), self.database.backend()))
                .cond_where(edge.shows(&self.scope, &t))
                .take(),
        };
        count
            .expr(column(&t, edge.parent.clone()))
            .expr(Func::count(Expr::col(Asterisk)))
            .group_by_col((t, edge.parent.clone()));
        let rows = self.database.read(&count).await?;
        rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
    }

    /// `FROM` one page of the children of each parent `AS t`: a LATERAL join on PostgreSQL, a window function on
    /// SQLite.
    pub(in crate::store) fn first_children(
        &self,
        (table, key): (&DynIden, &DynIden),
        edge: &Edge,
        parents: &[Uuid],
        paging: &Paging,
    ) -> SelectStatement {
        let (child, t) = (alias("child"), listed());
        let of_parents = |of: Expr| {
            let conditions = [edge.shows(&self.scope, &child), paging.condition(&child, &edge.order)];
            selected(table.clone(), &child, conditions.into_iter().chain([Cond::all().add(of)]))
        };
        let named = column(&child, edge.parent.clone());
        if self.database.is_postgres() {
            let parent = alias("parent");
            let mut children = of_parents(named.equals((parent.clone(), alias("id"))));
            paging.order(&edge.order).sort(&mut children, &child);
            children.column((child.clone(), Asterisk)).limit(paging.limit());
            let ids = parents.iter().map(|id| Value::from(*id)).collect();
            let ids = Value::Array(ArrayType::Uuid, Some(Box::new(ids)));
            let unnested = Query::select().expr_as(Func::cust("unnest").arg(Expr::val(ids)), alias("id")).take();
            return Query::select()
                .from_subquery(unnested, parent)
                .join_lateral(JoinType::InnerJoin, children, t, constant(true))
                .take();
        }
        let children = of_parents(named.is_in(parents.iter().copied()));
        firsts((table, key), children, &child, edge, (parents.len(), paging))
    }
}

/// `FROM` one page of the children of each parent `AS t`, if the keys of these few children are found by several access
/// paths. PostgreSQL would otherwise scan the whole table in the order of the list.
pub(in crate::store) fn firsts_of_few(
    (table, key): (&DynIden, &DynIden),
    ids: SelectStatement,
    edge: &Edge,
    (parents, paging): (usize, &Paging),
) -> SelectStatement {
    let child = alias("child");
    let few = Query::select()
        .column((child.clone(), key.clone()))
        .column((child.clone(), edge.parent.clone()))
        .column((child.clone(), edge.order.key.clone()))
        .from_as(table.clone(), child.clone())
        .and_where(column(&child, key.clone()).in_subquery(ids))
        .take();
    let children = collected(few, &child).cond_where(paging.condition(&child, &edge.order)).take();
    firsts((table, key), children, &child, edge, (parents, paging))
}

/// `FROM` the first of these children of each parent `AS t`, by a window function: on SQLite, and where the children
/// are few. Only the keys are ranked, from the index, and the wanted rows are read afterwards. A window over whole rows
/// would carry all their columns along.
pub(in crate::store) fn firsts(
    (table, key): (&DynIden, &DynIden),
    mut children: SelectStatement,
    child: &DynIden,
    edge: &Edge,
    (parents, paging): (usize, &Paging),
) -> SelectStatement {
    let (ranked, place, t) = (alias("ranked"), alias("place"), listed());
    let mut window = WindowStatement::partition_by((child.clone(), edge.parent.clone()));
    for (name, direction) in paging.order(&edge.order).columns() {
        window.order_by((child.clone(), name), direction);
    }
    // Tables without a key of their own have few and short rows for each parent, so whole rows are ranked.
    let alone = *key != edge.parent;
    if alone {
        children.column((child.clone(), key.clone()))
    } else {
        children.column((child.clone(), Asterisk))
    };
    children.expr_window_as(Func::cust("ROW_NUMBER"), window, place.clone());
    let mut firsts = Query::select()
        .from_subquery(children, ranked.clone())
        .and_where(column(&ranked, place).lte(constant(paging.limit())))
        // This limit is never reached. It lets the planner estimate how few rows are joined.
        .limit(paging.limit().saturating_mul(u64::try_from(parents).unwrap_or(1)))
        .take();
    if alone {
        firsts.column((ranked, key.clone()));
        Query::select().from_as(table.clone(), t.clone()).and_where(column(&t, key.clone()).in_subquery(firsts)).take()
    } else {
        firsts.column((ranked, Asterisk));
        Query::select().from_subquery(firsts, t).take()
    }
}
