//! Reading by level: one statement reads a list of rows, the rows that each of them points to, and the facts that
//! decide access; `children` reads the next level. A row leaves the store only together with its clearance.

use std::sync::Arc;

use entity::{case_reading, codes::DataClass, correction, person, referral, referral_event};
use sea_orm::{
    DbErr, JoinType, QueryResult, TryGetable,
    sea_query::{Asterisk, DynIden, Expr, ExprTrait, Func, IntoIden, Query, SelectStatement},
};
use uuid::Uuid;

use super::request_time::RequestTime;
use crate::{
    access::relation::{CaseFacts, Relations},
    rules::translation::Languages,
    store::{
        Store,
        access::{basis::PermitBasis, clearance::Clearance, row_access::Access, scope::Scope, stay},
        sql::{
            expression::{alias, column, listed},
            ordering::Ordering,
        },
    },
};

/// The parts of one record that a statement selects.
#[derive(Clone, Debug)]
pub struct RowLayout {
    /// The table.
    pub table: DynIden,
    /// A column that is never null in an existing row: `id`, or the parent's key if the table has no `id`.
    pub key: DynIden,
    /// How access to its rows is decided.
    pub access: Access,
    /// The columns that the selection needs.
    pub columns: Vec<DynIden>,
    /// The single rows that it points to.
    pub joined: Vec<Joined>,
}

/// A single row that another row points to.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The pointing column.
    pub via: DynIden,
    /// The parts of that row that are selected.
    pub shape: RowLayout,
}

/// One row with its clearance.
#[derive(Clone, Debug)]
pub struct Row {
    result: Arc<QueryResult>,
    at: usize,
    /// The classes that the viewer may read.
    pub clearance: Clearance,
}

/// The columns of one field in a row.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    row: &'a Row,
    first: usize,
    /// The time of the request, for values that depend on it.
    pub(crate) now: &'a RequestTime,
    /// The languages of the reader, for texts that have translations.
    pub(crate) languages: &'a Languages,
}

/// A list to read: `FROM`, order and limit.
#[derive(Clone, Debug)]
pub struct Listing {
    /// `FROM table AS t WHERE ...`, scoped to the viewer.
    pub from: SelectStatement,
    /// The order of `t`; `None` for one row.
    pub order: Option<Ordering>,
    /// At most this many rows: one more than the page, to learn whether there is another page.
    pub limit: u64,
    /// The clearance of rows whose access is inherited, because a list has no parent row.
    pub inherited: Clearance,
}

impl RowLayout {
    fn own_width(&self, scope: &Scope) -> usize {
        1 + self.columns.len() + self.access.width(scope)
    }

    pub(in crate::store) fn width(&self, scope: &Scope) -> usize {
        self.own_width(scope) + self.joined.iter().map(|joined| joined.shape.width(scope)).sum::<usize>()
    }

    pub(in crate::store) fn select(&self, select: &mut SelectStatement, row: &DynIden, left: bool, store: &Store) {
        // A column leads to another row only if the viewer may know it.
        let known = |name: &DynIden| match self.access {
            Access::Case => store.scope.column_of_case(row, name),
            Access::Head => stay::column_of_head(row, name),
            Access::Referral => store.scope.column_of_referral(row, name),
            _ if self.table == referral_event::Entity.into_iden() => store.scope.column_of_step(row, name),
            _ if self.table == person::Entity.into_iden() => store.scope.column_of_person(row, name),
            _ if self.table == correction::Entity.into_iden() => store.scope.column_of_correction(row, name),
            _ if self.table == case_reading::Entity.into_iden() => Scope::column_of_reading(row, name),
            _ => column(row, name.clone()),
        };
        for name in std::iter::once(&self.key).chain(&self.columns) {
            select.expr(known(name));
        }
        let there = |number: usize| DynIden::from(format!("{row}{number}"));
        let case = self.joined.iter().position(|joined| joined.via == referral::Column::CaseId.into_iden());
        self.access.select(select, row, (left, case.map(there)), (&store.scope, store.database.backend()));
        for (number, Joined { via, shape }) in self.joined.iter().enumerate() {
            let there = there(number);
            let on = column(&there, shape.key.clone()).eq(known(via));
            select.join_as(JoinType::LeftJoin, shape.table.clone(), there.clone(), on);
            shape.select(select, &there, true, store);
        }
    }

    pub(in crate::store) fn row(
        &self,
        result: Arc<QueryResult>,
        at: usize,
        parent: Clearance,
        scope: &Scope,
    ) -> Result<Row, DbErr> {
        let clearance = self.access.clearance(&result, (at, at + 1 + self.columns.len()), parent, scope)?;
        Ok(Row { result, at, clearance })
    }
}

impl Row {
    /// The row's key.
    /// Errors: when the row does not hold one.
    pub fn key(&self) -> Result<Uuid, DbErr> {
        self.result.try_get_by_index(self.at)
    }

    /// The facts and relations from which its clearance was computed: see [`Access::reached`].
    /// Errors: when the row is not of this shape.
    pub(crate) fn reached(&self, shape: &RowLayout, scope: &Scope) -> Result<Option<(CaseFacts, Relations)>, DbErr> {
        shape.access.reached(&self.result, (self.at, self.at + 1 + shape.columns.len()), scope)
    }

    /// What a permit for it would be issued on: see [`Access::basis`].
    /// Errors: when the row is not of this shape.
    pub(crate) fn basis(
        &self,
        shape: &RowLayout,
        scope: &Scope,
        works_at: impl Fn(Uuid) -> bool,
    ) -> Result<Option<PermitBasis>, DbErr> {
        shape.access.basis(&self.result, (self.at, self.at + 1 + shape.columns.len()), scope, works_at)
    }

    /// The same row as a child of a parent: with the parent's clearance if the shape inherits it.
    pub(crate) fn under(&self, shape: &RowLayout, parent: Clearance) -> Self {
        let clearance = if shape.access == Access::Inherited { parent } else { self.clearance };
        Self { clearance, ..self.clone() }
    }

    /// The cells from the shape's column number `first` on.
    pub(crate) fn cells<'a>(&'a self, first: usize, now: &'a RequestTime, languages: &'a Languages) -> Cells<'a> {
        Cells { row: self, first: self.at + 1 + first, now, languages }
    }

    /// The value of the shape's column number `number`.
    /// Errors: when the column holds another type.
    pub(crate) fn value<T: TryGetable>(&self, number: usize) -> Result<T, DbErr> {
        self.result.try_get_by_index(self.at + 1 + number)
    }

    /// The row that this one points to, if there is one and the viewer may know of it.
    /// Errors: when the row is not of this shape.
    pub(crate) fn joined(&self, shape: &RowLayout, number: usize, scope: &Scope) -> Result<Option<Self>, DbErr> {
        let before: usize = shape.joined[..number].iter().map(|joined| joined.shape.width(scope)).sum();
        let at = self.at + shape.own_width(scope) + before;
        if self.result.try_get_by_index::<Option<Uuid>>(at)?.is_none() {
            return Ok(None);
        }
        let row = shape.joined[number].shape.row(Arc::clone(&self.result), at, self.clearance, scope)?;
        Ok(row.clearance.sees().then_some(row))
    }
}

impl Cells<'_> {
    /// Whether the viewer may read this class of the row, for values that show some readers less.
    pub(crate) fn holds(&self, class: DataClass) -> bool {
        self.row.clearance.holds(class)
    }

    /// The value of the field's column number `number`.
    /// Errors: when the column holds another type.
    pub(crate) fn get<T: TryGetable>(&self, number: usize) -> Result<T, DbErr> {
        self.row.result.try_get_by_index(self.first + number)
    }
}

impl Store {
    /// Reads a list.
    pub async fn rows(&self, shape: &RowLayout, listing: Listing) -> Result<Vec<Row>, DbErr> {
        let Listing { from: mut page, order, limit, inherited } = listing;
        let t = listed();
        let in_order = |select: &mut SelectStatement| {
            if let Some(order) = &order {
                order.sort(select, &t);
            }
        };
        // The page is cut first, so that joined rows and access facts are looked up only for its rows.
        page.column((t.clone(), Asterisk)).limit(limit);
        in_order(&mut page);
        let mut select = Query::select().from_subquery(page, t.clone()).take();
        shape.select(&mut select, &t, false, self);
        in_order(&mut select);
        let mut rows = Vec::new();
        for result in self.database.read(&select).await? {
            let row = shape.row(Arc::new(result), 0, inherited, &self.scope)?;
            if row.clearance.sees() {
                rows.push(row);
            }
        }
        Ok(rows)
    }

    /// Reads one row by its key, if the viewer may know of it.
    pub async fn row(&self, shape: &RowLayout, id: Uuid) -> Result<Option<Row>, DbErr> {
        let t = listed();
        let from = Query::select()
            .from_as(shape.table.clone(), t.clone())
            .and_where(column(&t, shape.key.clone()).eq(id))
            .take();
        Ok(self.rows(shape, Listing { from, order: None, limit: 1, inherited: Clearance::PUBLIC }).await?.pop())
    }

    /// Counts what a statement selects.
    pub async fn count(&self, from: SelectStatement) -> Result<i64, DbErr> {
        let count = Query::select().expr(Func::count(Expr::col(Asterisk))).from_subquery(from, alias("counted")).take();
        let rows = self.database.read(&count).await?;
        rows.first().map_or(Ok(0), |row| row.try_get_by_index(0))
    }
}
