//! A transaction that reads. Its statements can only be sent through here, so that it knows at its end whether one of them
//! may still be running.

use std::sync::atomic::{AtomicUsize, Ordering};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, QueryResult, RuntimeErr, Statement,
    TransactionTrait,
    sea_query::Values,
    sqlx::{self, AssertSqlSafe, Postgres, Transaction},
};
use sea_query_sqlx::SqlxValues;
use tokio::sync::{Mutex, mpsc::UnboundedSender};

use super::{share::Taken, stop::Abandoned};
use crate::metrics::{labels::Pool, list::STATEMENTS};

/// Begins a transaction on PostgreSQL. It does not depend on a setting of the connection, because a pool between this
/// server and the database may drop one or hand out a connection with another one.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// A transaction that reads, and the reader of the worker's share that it uses.
#[derive(Debug)]
pub(crate) struct Moment {
    snapshot: Snapshot,
    /// Statements that were sent and not answered.
    running: AtomicUsize,
    abandoned: Abandoned,
    _taken: Option<Taken>,
}

/// The transaction, whose statements all read one state of the database.
#[derive(Debug)]
pub(crate) enum Snapshot {
    /// On SQLite.
    Sqlite(DatabaseTransaction),
    /// On PostgreSQL it is one of the driver. One of sea-orm would send `SET TRANSACTION` after BEGIN, which is one more
    /// round trip in every request.
    Postgres(Mutex<Transaction<'static, Postgres>>, Option<UnboundedSender<Statement>>),
}

impl Snapshot {
    /// Begins one. If `statements` is set, every statement is copied to it.
    pub(super) async fn begin(
        pool: DatabaseConnection,
        statements: Option<UnboundedSender<Statement>>,
    ) -> Result<Self, DbErr> {
        if pool.get_database_backend() != DbBackend::Postgres {
            return Ok(Self::Sqlite(pool.begin().await?));
        }
        let transaction = pool.get_postgres_connection_pool().begin_with(BEGIN).await;
        let transaction = transaction.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?;
        Ok(Self::Postgres(Mutex::new(transaction), statements))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let (transaction, statements) = match self {
            Self::Sqlite(transaction) => return transaction.query_all_raw(statement).await,
            Self::Postgres(transaction, statements) => (transaction, statements),
        };
        STATEMENTS.add([Pool::Readers.into()], 1);
        if let Some(statements) = statements {
            // The receiver may be gone; then no copy is needed.
            let _ = statements.send(statement.clone());
        }
        let Statement { sql, values, .. } = statement;
        let query = sqlx::query_with(AssertSqlSafe(sql), SqlxValues(values.unwrap_or(Values(Vec::new()))));
        let rows = query.fetch_all(&mut **transaction.lock().await).await;
        let rows = rows.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))?;
        Ok(rows.into_iter().map(QueryResult::from).collect())
    }
}

impl Moment {
    pub(super) const fn of(snapshot: Snapshot, abandoned: Abandoned, taken: Option<Taken>) -> Self {
        Self { snapshot, running: AtomicUsize::new(0), abandoned, _taken: taken }
    }

    /// The rows of a statement.
    pub(crate) async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.running.fetch_add(1, Ordering::Relaxed);
        let rows = self.snapshot.query_all_raw(statement).await?;
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
