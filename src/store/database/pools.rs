//! The settings of the pools of each database.

use std::time::Duration;

use sea_orm::{
    ConnectOptions, DatabaseConnection, DbErr,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};

use super::{
    Options,
    stop::{self, Abandoned, Ends},
};

/// How long a PostgreSQL transaction may send no statement. It is longer than any request may take.
const IDLE_TRANSACTION: Duration = Duration::from_mins(1);

/// The writer and the readers of a SQLite file.
pub(crate) fn sqlite_pools(url: &str, options: &Options, _: &Abandoned) -> (ConnectOptions, ConnectOptions) {
    let wait = options.statement_timeout;
    let mut writer = pool(url, options, 1);
    writer.map_sqlx_sqlite_opts(move |connection| {
        connection
            .journal_mode(SqliteJournalMode::Wal)
            // A commit that was answered is on the disk. With NORMAL a power cut could lose the last commits.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(wait)
    });
    let mut reader = pool(url, options, options.readers);
    reader.map_sqlx_sqlite_opts(move |connection| connection.busy_timeout(wait).pragma("query_only", "ON"));
    for (pool, ends) in [(&mut writer, Ends::OfRequests(wait)), (&mut reader, Ends::Every(wait))] {
        pool.map_sqlx_sqlite_pool_opts(move |pool| stop::sqlite_pool(pool, ends));
        pool.map_sqlx_sqlite_before_acquire(move |connection, _| Box::pin(stop::limit(connection, ends)));
    }
    (writer, reader)
}

/// The writers and the readers of a PostgreSQL server. `abandoned` is told of transactions of the readers.
pub(crate) fn postgres_pools(url: &str, options: &Options, abandoned: &Abandoned) -> (ConnectOptions, ConnectOptions) {
    // `jit = off`: compiling a statement takes longer than these statements run. `random_page_cost = 1.1`: the data is
    // on SSDs, where reading a row by its key is hardly more expensive than reading the next row. `force_generic_plan`:
    // plan once per connection, because planning for every caller costs as much as running. What matters for the plan
    // is a literal in the statement (see `statement.rs`).
    // `idle_in_transaction_session_timeout`: a transaction whose program hangs gives its locks back.
    let settings = [
        ("jit", "off".to_owned()),
        ("random_page_cost", "1.1".to_owned()),
        ("plan_cache_mode", "force_generic_plan".to_owned()),
        ("idle_in_transaction_session_timeout", IDLE_TRANSACTION.as_millis().to_string()),
    ];
    // `lock_timeout`: a change that waits for another one keeps a writer from everybody. The time is longer than the
    // `deadlock_timeout` of PostgreSQL, so that a deadlock is still reported as one and the change is tried again.
    let lock_timeout = [("lock_timeout", options.lock_timeout.as_millis().to_string())];
    let mut writer = pool(url, options, options.writers);
    let of_writer = settings.clone();
    writer
        .map_sqlx_postgres_opts(move |connection| connection.options(of_writer.clone()).options(lock_timeout.clone()));
    let mut reader = pool(url, options, options.readers);
    reader.map_sqlx_postgres_opts(move |connection| {
        let moment = [("default_transaction_read_only", "on"), ("default_transaction_isolation", "repeatable read")];
        connection.options(settings.clone()).options(moment)
    });
    for (pool, abandoned) in [(&mut writer, None), (&mut reader, Some(abandoned))] {
        let abandoned = abandoned.cloned();
        pool.map_sqlx_postgres_pool_opts(move |pool| stop::postgres_pool(pool, abandoned.clone()));
    }
    (writer, reader)
}

fn pool(url: &str, options: &Options, connections: u32) -> ConnectOptions {
    let mut pool = ConnectOptions::new(url);
    pool.max_connections(connections)
        .min_connections(1)
        .acquire_timeout(options.acquire_timeout)
        .statement_timeout(options.statement_timeout)
        // A ping before each use would double the statements of a small request.
        .test_before_acquire_if_idle_for(Duration::from_mins(1))
        // Statements carry names and search words, so they do not go to the log.
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    pool
}

/// Opens a pool. If `options.statements` is set, every statement is copied to it.
pub(crate) async fn open(pool: ConnectOptions, options: &Options) -> Result<DatabaseConnection, DbErr> {
    let mut connection = sea_orm::Database::connect(pool).await?;
    if let Some(statements) = options.statements.clone() {
        connection.set_metric_callback(move |info| {
            // The receiver may be gone; then no copy is needed.
            let _ = statements.send(info.statement.clone());
        });
    }
    Ok(connection)
}
