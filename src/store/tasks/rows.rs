//! The rows of one kind of task: a condition on a table, and the columns that order the tasks.

use chrono::{Days, Duration, NaiveTime};
use entity::codes::TaskKind;
use sea_orm::{
    DbErr, QueryResult,
    prelude::{Date, DateTimeUtc},
    sea_query::{Asterisk, Condition, DynIden, Expr, ExprTrait, Func, Order, Query, SelectStatement, WindowStatement},
};
use uuid::Uuid;

use crate::store::sql::expression::{alias, column, listed};

/// Days before the end of a consent or an approval at which it becomes a task.
pub(super) const DAYS_BEFORE_AN_END: i64 = 7;

/// Days after the end of a referral in which it can be a task.
pub(super) const DAYS_AFTER_AN_END: i64 = 30;

/// Which tasks are wanted.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// Only tasks of these kinds.
    pub kinds: Option<Vec<TaskKind>>,
    /// Only tasks that are due before this moment.
    pub due_before: Option<DateTimeUtc>,
    /// At most this many.
    pub first: usize,
    /// Whether all tasks of each kind are counted.
    pub counted: bool,
}

/// A task.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    /// Its kind.
    pub kind: TaskKind,
    /// The row that it is about.
    pub id: Uuid,
    /// When it is due. `None`: it has no time.
    pub due_at: Option<DateTimeUtc>,
    /// The moment from which it counts.
    pub(super) since: DateTimeUtc,
}

/// The rows of one kind of task.
pub(super) struct Rows {
    pub(super) table: DynIden,
    /// "The row under the alias of a list is a task of the viewer."
    pub(super) waits: Condition,
    pub(super) due: Due,
    /// The column of the moment from which a task counts. It orders tasks without a time.
    pub(super) since: DynIden,
}

/// The column that says when a task is due.
pub(super) enum Due {
    /// There is no such time.
    Never,
    /// At a moment.
    At(DynIden),
    /// At the end of a day.
    On(DynIden),
}

impl Rows {
    /// `SELECT id, due, since` of the first rows, and how many there are if they are counted. `None` if no row is due before
    /// the moment.
    pub(super) fn select(&self, wanted: &Wanted) -> Option<SelectStatement> {
        let t = listed();
        let (id, since) = (column(&t, alias("id")), column(&t, self.since.clone()));
        let mut select = Query::select()
            .expr(id.clone())
            .from_as(self.table.clone(), t.clone())
            .cond_where(self.waits.clone())
            .take();
        match (&self.due, wanted.due_before) {
            (Due::Never, None) => {
                select.expr(since.clone());
            }
            (Due::Never, Some(_)) => return None,
            (Due::At(due), before) => {
                let due = column(&t, due.clone());
                select.and_where_option(before.map(|before| due.clone().lt(before)));
                select.expr(due.clone());
                // Databases differ in the place of null.
                select.order_by_expr(due.clone().is_null(), Order::Asc).order_by_expr(due, Order::Asc);
            }
            (Due::On(due), before) => {
                let due = column(&t, due.clone());
                // The day has ended before the moment.
                let day = before.map(|before| (before - Duration::microseconds(1)).date_naive());
                select.and_where_option(day.map(|day| due.clone().lt(day)));
                select.expr(due.clone()).order_by_expr(due, Order::Asc);
            }
        }
        select.expr(since.clone()).order_by_expr(since, Order::Asc).order_by_expr(id, Order::Asc);
        if wanted.counted {
            let all = Func::count(Expr::col(Asterisk));
            select.expr_window_as(all, WindowStatement::new(), alias("counted"));
        }
        // One more than wanted, to learn whether there are more.
        Some(select.limit(u64::try_from(wanted.first).unwrap_or(u64::MAX).saturating_add(1)).take())
    }

    /// The task of a selected row.
    pub(super) fn task(&self, kind: TaskKind, row: &QueryResult) -> Result<Task, DbErr> {
        let due_at = match self.due {
            Due::Never => None,
            Due::At(_) => row.try_get_by_index(1)?,
            Due::On(_) => Some(end_of(row.try_get_by_index(1)?)),
        };
        Ok(Task { kind, id: row.try_get_by_index(0)?, due_at, since: row.try_get_by_index(2)? })
    }
}

fn end_of(day: Date) -> DateTimeUtc {
    (day + Days::new(1)).and_time(NaiveTime::MIN).and_utc()
}
