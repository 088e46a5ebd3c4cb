//! The cases of a person at the counter, and how often a worker has looked for somebody there.

use entity::read_log;
use sea_orm::{
    DbErr, QueryResult,
    prelude::DateTimeUtc,
    sea_query::{Expr, ExprTrait, Func, Query},
};
use uuid::Uuid;

use super::duplicates::newest;
use crate::{
    rules::counter::{AtCounter, MOST_CASES},
    store::{Store, lists::case::CaseFilter},
};

impl Store {
    /// The cases that fit everything that the person says, the newest first. One more than are answered, so that it is known
    /// whether there are more.
    pub(crate) async fn cases_at_counter(&self, said: &AtCounter) -> Result<Vec<Uuid>, DbErr> {
        let filter = CaseFilter { at_counter: Some(said.clone()), ..CaseFilter::default() };
        let rows = self.database.read(&newest(&filter, &self.scope, MOST_CASES as u64 + 1)).await?;
        rows.iter().map(|row| row.try_get_by_index(0)).collect()
    }

    /// The number of requests since then in which this worker made the search of this root, by the read log.
    pub(crate) async fn searches_by_me(&self, root: &str, since: DateTimeUtc) -> Result<u64, DbErr> {
        use read_log::Column as L;
        let entries = Expr::col(L::Entries).cast_as("text");
        let count = Query::select()
            .expr(Func::count(Expr::col(L::Id)))
            .from(read_log::Entity)
            .and_where(Expr::col(L::WorkerId).eq(self.scope.viewer.worker_id))
            .and_where(Expr::col(L::At).gte(since))
            .and_where(entries.like(format!("%\"{root}\"%")))
            .take();
        let rows = self.database.read(&count).await?;
        let counted = |row: &QueryResult| row.try_get_by_index::<i64>(0);
        Ok(rows.first().map(counted).transpose()?.unwrap_or_default().unsigned_abs())
    }
}
