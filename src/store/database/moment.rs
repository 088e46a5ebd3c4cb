//! A transaction that reads. Its statements can only be sent through here, so that it knows at its end whether one of them
//! may still be running.

use std::sync::atomic::{AtomicUsize, Ordering};

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, QueryResult, Statement};

use super::{share::Taken, stop::Abandoned};

/// A transaction that reads, and the reader of the worker's share that it uses.
#[derive(Debug)]
pub(crate) struct Moment {
    transaction: DatabaseTransaction,
    /// Statements that were sent and not answered.
    running: AtomicUsize,
    abandoned: Abandoned,
    _taken: Option<Taken>,
}

impl Moment {
    pub(super) const fn of(transaction: DatabaseTransaction, abandoned: Abandoned, taken: Option<Taken>) -> Self {
        Self { transaction, running: AtomicUsize::new(0), abandoned, _taken: taken }
    }

    /// The rows of a statement.
    pub(crate) async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.running.fetch_add(1, Ordering::Relaxed);
        let rows = self.transaction.query_all_raw(statement).await?;
        // A statement that was dropped or that failed stays counted.
        self.running.fetch_sub(1, Ordering::Relaxed);
        Ok(rows)
    }
}

impl Drop for Moment {
    /// Runs before the transaction gives its connection back.
    fn drop(&mut self) {
        if self.running.load(Ordering::Relaxed) > 0 {
            self.abandoned.note();
        }
    }
}
