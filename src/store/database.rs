//! The database: one pool that reads and one that writes, opened alike on SQLite and PostgreSQL. It knows connections
//! and transactions, and nothing of tables or access.

use std::{sync::Arc, time::Duration};

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, RuntimeErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use tokio::sync::mpsc::UnboundedSender;

use self::address::Address;

/// The lock that nodes take before they migrate: any number that no other program of the database uses.
const MIGRATION_LOCK: i64 = 0x5741_5953_5441_5449;

/// How the database is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Connections that read.
    pub readers: u32,
    /// Connections that write. SQLite has one, whatever stands here.
    pub writers: u32,
    /// How long a request waits for a free connection.
    pub acquire_timeout: Duration,
    /// How long a statement may run on PostgreSQL, and wait for another writer on SQLite.
    pub statement_timeout: Duration,
    /// Gets a copy of every statement of both pools, inside transactions too: tests count and explain them.
    pub statements: Option<UnboundedSender<Statement>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 8,
            writers: 4,
            acquire_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(5),
            statements: None,
        }
    }
}

/// The two pools.
#[derive(Clone, Debug)]
pub struct Database {
    /// Reads only: the database refuses a write here.
    pub reader: DatabaseConnection,
    /// Reads and writes; see [`Database::begin_write`].
    pub writer: DatabaseConnection,
    moment: Option<Arc<DatabaseTransaction>>,
}

impl Database {
    /// Opens `sqlite://path?mode=rwc` or `postgres://user@host/name`.
    ///
    /// # Errors
    ///
    /// When the address is no such address, or the database does not answer.
    pub async fn connect(url: &str, options: &Options) -> Result<Self, DbErr> {
        let url = url.trim();
        let (writer, reader) = match Address::read(url) {
            Ok(Address::Sqlite { .. }) => sqlite_pools(url, options),
            Ok(Address::Postgres { .. }) => postgres_pools(url, options),
            Err(sentence) => return Err(DbErr::Conn(RuntimeErr::Internal(sentence))),
        };
        // The writer first: it creates the file and its write-ahead log.
        let writer = open(writer, options).await?;
        let reader = open(reader, options).await?;
        Ok(Self { reader, writer, moment: None })
    }

    /// The database as it is from the first statement on, whatever is written beside (the reader's transactions are
    /// repeatable): what several statements read fits together. They share a connection, which costs less than to take one
    /// for each; it is free again when the last copy is dropped. A transaction that only reads has nothing to commit.
    ///
    /// # Errors
    ///
    /// When no connection is free in time.
    pub async fn at_one_moment(&self) -> Result<Self, DbErr> {
        if self.moment.is_some() {
            return Ok(self.clone());
        }
        let moment = begun(self.reader.clone(), TransactionOptions::default()).await?;
        Ok(Self { moment: Some(Arc::new(moment)), ..self.clone() })
    }

    pub(super) const fn moment(&self) -> Option<&Arc<DatabaseTransaction>> {
        self.moment.as_ref()
    }

    /// Begins a transaction that will write. On SQLite it takes the writer's place at once: a transaction that reads
    /// first and writes later fails there when another has written in between.
    ///
    /// # Errors
    ///
    /// When no connection is free in time.
    pub async fn begin_write(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        begun(self.writer.clone(), options).await
    }

    /// Brings the tables up to date: all of it or nothing. Nodes that start at once wait for each other. Where nothing is
    /// pending nothing is written, so that a role without the right to change tables is enough.
    ///
    /// # Errors
    ///
    /// When a migration fails; the tables are then as before.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        if self.pending().await?.is_empty() {
            return Ok(());
        }
        let transaction = self.begin_write().await?;
        if self.is_postgres() {
            // A node waits here for another node's migration, which may take longer than any request.
            transaction.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
            let lock = format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})");
            transaction.execute_unprepared(&lock).await?;
        }
        Migrator::up(&transaction, None).await?;
        transaction.commit().await
    }

    /// Every migration of this program, and whether the database has it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn migrations(&self) -> Result<Vec<(String, bool)>, DbErr> {
        let migrations = Migrator::get_migration_with_status_read_only(&self.reader).await?;
        let applied = |it: &migration::Migration| it.status() == migration::MigrationStatus::Applied;
        Ok(migrations.iter().map(|it| (it.name().to_owned(), applied(it))).collect())
    }

    /// The migrations that the database lacks.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn pending(&self) -> Result<Vec<String>, DbErr> {
        let all = self.migrations().await?;
        Ok(all.into_iter().filter(|(_, applied)| !applied).map(|(name, _)| name).collect())
    }

    /// Whether both pools answer.
    pub async fn answers(&self) -> bool {
        self.reader.ping().await.is_ok() && self.writer.ping().await.is_ok()
    }

    /// Which database this is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// Whether this is PostgreSQL; it is SQLite otherwise.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.backend() == DbBackend::Postgres
    }

    /// Closes both pools, after the statements under way.
    ///
    /// # Errors
    ///
    /// When the database is gone already.
    pub async fn close(&self) -> Result<(), DbErr> {
        self.reader.close_by_ref().await?;
        self.writer.close_by_ref().await
    }
}

/// Begins in a task of its own, which ends whether or not somebody still waits: sqlx gives a connection whose BEGIN was
/// abandoned back to the pool with the transaction open, and whoever reads there next reads an old state
/// (<https://github.com/transact-rs/sqlx/issues/4385>).
async fn begun(pool: DatabaseConnection, options: TransactionOptions) -> Result<DatabaseTransaction, DbErr> {
    let begun = tokio::spawn(async move { pool.begin_with_options(options).await });
    begun.await.map_err(|panic| DbErr::Conn(RuntimeErr::Internal(panic.to_string())))?
}

fn sqlite_pools(url: &str, options: &Options) -> (ConnectOptions, ConnectOptions) {
    let wait = options.statement_timeout;
    let mut writer = pool(url, options, 1);
    writer.map_sqlx_sqlite_opts(move |connection| {
        connection
            .journal_mode(SqliteJournalMode::Wal)
            // With a write-ahead log this loses no consistency: a power cut may lose the last commits only.
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(wait)
    });
    let mut reader = pool(url, options, options.readers);
    reader.map_sqlx_sqlite_opts(move |connection| connection.busy_timeout(wait).pragma("query_only", "ON"));
    (writer, reader)
}

fn postgres_pools(url: &str, options: &Options) -> (ConnectOptions, ConnectOptions) {
    // Compiling a statement costs more than these statements take to run; and a row by its key costs hardly more than
    // the next row of a table, which the planner believes only of disks that do not turn.
    // A statement is planned once for each connection: planning it for every caller costs as much as running it, and what
    // sways a plan, the words of our own, stands in the statement.
    let settings = [("jit", "off"), ("random_page_cost", "1.1"), ("plan_cache_mode", "force_generic_plan")];
    let mut writer = pool(url, options, options.writers);
    writer.map_sqlx_postgres_opts(move |connection| connection.options(settings));
    let mut reader = pool(url, options, options.readers);
    reader.map_sqlx_postgres_opts(move |connection| {
        let moment = [("default_transaction_read_only", "on"), ("default_transaction_isolation", "repeatable read")];
        connection.options(settings).options(moment)
    });
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
        // Statements carry names and search words: they do not go to the log.
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    pool
}

async fn open(pool: ConnectOptions, options: &Options) -> Result<DatabaseConnection, DbErr> {
    let mut connection = sea_orm::Database::connect(pool).await?;
    if let Some(statements) = options.statements.clone() {
        connection.set_metric_callback(move |info| {
            // Whoever has stopped listening needs none.
            let _ = statements.send(info.statement.clone());
        });
    }
    Ok(connection)
}

pub mod address;
pub mod failure;
#[cfg(test)]
pub(crate) mod fresh;
#[cfg(test)]
mod tests;
