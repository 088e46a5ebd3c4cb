//! The settings of the pools of each database.

use std::time::Duration;

use sea_orm::{
    ConnectOptions, DatabaseConnection, DbBackend, DbErr,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};

use super::{
    Options, settings,
    stop::{self, Abandoned, Ends},
};
use crate::metrics::{
    labels::Pool,
    list::{CONNECTIONS_IDLE, CONNECTIONS_MAXIMUM, CONNECTIONS_USED, STATEMENTS},
};

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
    let mut writer = pool(url, options, options.writers);
    let mut reader = pool(url, options, options.readers);
    for (pool, settings) in [(&mut writer, settings::of_writer(options)), (&mut reader, settings::of_reader(options))] {
        pool.map_sqlx_postgres_opts(move |connection| connection.options(settings.clone()));
    }
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
        // A ping before each use would double the statements of a small request.
        .test_before_acquire_if_idle_for(Duration::from_mins(1))
        // Statements carry names and search words, so they do not go to the log.
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    pool
}

/// Opens a pool, whose statements are counted. If `options.statements` is set, every statement is copied to it.
pub(crate) async fn open(pool: ConnectOptions, name: Pool, options: &Options) -> Result<DatabaseConnection, DbErr> {
    let mut connection = sea_orm::Database::connect(pool).await?;
    let statements = options.statements.clone();
    connection.set_metric_callback(move |info| {
        STATEMENTS.add([name.into()], 1);
        if let Some(statements) = &statements {
            // The receiver may be gone; then no copy is needed.
            let _ = statements.send(info.statement.clone());
        }
    });
    Ok(connection)
}

/// Measures how many connections a pool has, from memory.
pub(crate) fn measure(pool: &DatabaseConnection, name: Pool) {
    let (open, idle, maximum) = if pool.get_database_backend() == DbBackend::Postgres {
        let pool = pool.get_postgres_connection_pool();
        (pool.size(), pool.num_idle(), pool.options().get_max_connections())
    } else {
        let pool = pool.get_sqlite_connection_pool();
        (pool.size(), pool.num_idle(), pool.options().get_max_connections())
    };
    let idle = u32::try_from(idle).unwrap_or(u32::MAX);
    CONNECTIONS_USED.set_count([name.into()], open.saturating_sub(idle));
    CONNECTIONS_IDLE.set_count([name.into()], idle);
    CONNECTIONS_MAXIMUM.set_count([name.into()], maximum);
}
