//! The database: one pool that reads, one that writes, and one for writes that no change may delay, opened in the same way
//! on SQLite and PostgreSQL. It knows connections and transactions, and nothing of tables or access.

use std::{sync::Arc, time::Duration};

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, RuntimeErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{Semaphore, mpsc::UnboundedSender};
use uuid::Uuid;

use crate::{error::Fault, metrics::labels::Pool};

mod health;
mod moment;
mod options;
mod pools;
mod settings;
mod share;
mod stop;
mod writing;

use self::{
    address::Address,
    moment::{Moment, Snapshot},
    pools::{measure, open, postgres_pools, sqlite_pools},
    share::{Limits, Share, Shares, Taken},
    stop::{Abandoned, Waiting},
    writing::Turn,
};
pub use self::{health::Health, options::Options, stop::stoppable, writing::Writing};

/// How often a transaction is begun again on another connection, after one that the server had closed. Nothing was done
/// yet.
const BEGINNINGS: usize = 3;
/// The longest time that the health task waits for a connection.
const WATCH_CONNECTS_WITHIN: Duration = Duration::from_secs(1);
/// The number of PostgreSQL connections for writes that no change may delay.
const URGENT: u32 = 2;

/// The advisory lock that nodes take before they migrate: any number that no other program of the database uses.
const MIGRATION_LOCK: i64 = 0x5741_5953_5441_5449;

/// The pools.
#[derive(Clone, Debug)]
pub struct Database {
    /// Reads only: the database rejects a write here.
    pub reader: DatabaseConnection,
    /// Reads and writes; see [`Database::begin_write`].
    pub writer: DatabaseConnection,
    /// Reads and writes of the read log, of revocations and of the rows of workers. On PostgreSQL this pool is separate
    /// from `writer`, because changes that wait for a lock would stop all reading otherwise. On SQLite it is `writer`.
    pub urgent: DatabaseConnection,
    /// One permit for each writer.
    writers: Arc<Semaphore>,
    acquire_timeout: Duration,
    moment: Option<Arc<Moment>>,
    /// Told of moments that end before their statements.
    abandoned: Abandoned,
    shares: Shares,
    /// The share of the worker who sent the request. `None` for the server's own background tasks.
    share: Option<Share>,
    /// The reader that [`Database::with_a_reader`] has taken.
    kept: Option<Arc<Taken>>,
    health: Health,
    /// Receives a copy of every statement: see [`Options::statements`].
    statements: Option<UnboundedSender<Statement>>,
    /// The connection of the health task, and the longest time that it waits for an answer.
    watched: (DatabaseConnection, Duration),
}

impl Database {
    /// Opens `sqlite://path?mode=rwc` or `postgres://user@host/name`.
    /// Errors: when the address is malformed, the database does not answer, or a setting of a connection is not in
    /// force.
    pub async fn connect(url: &str, options: &Options) -> Result<Self, DbErr> {
        let url = url.trim();
        let pools = match Address::read(url) {
            Ok(Address::Sqlite { .. }) => sqlite_pools,
            Ok(Address::Postgres { .. }) => postgres_pools,
            Err(sentence) => return Err(DbErr::Conn(RuntimeErr::Internal(sentence))),
        };
        let abandoned = Abandoned::default();
        let (writer, reader) = pools(url, options, &abandoned);
        let (_, mut watched) = pools(url, options, &abandoned);
        watched.max_connections(1).min_connections(0).acquire_timeout(WATCH_CONNECTS_WITHIN).connect_lazy(true);
        // The writer is first because it creates the file and its write-ahead log.
        let writer = open(writer, Pool::Writers, options).await?;
        let reader = open(reader, Pool::Readers, options).await?;
        let watched = (sea_orm::Database::connect(watched).await?, options.acquire_timeout);
        let postgres = writer.get_database_backend() == DbBackend::Postgres;
        if postgres {
            settings::check(&writer, &settings::of_writer(options)).await?;
            settings::check(&reader, &settings::of_reader(options)).await?;
        }
        let writers = if postgres { options.writers } else { 1 };
        let urgent = if postgres {
            let (mut urgent, _) = pools(url, options, &abandoned);
            urgent.max_connections(URGENT);
            open(urgent, Pool::Urgent, options).await?
        } else {
            writer.clone()
        };
        let shares = Shares::of(
            Limits::of(options.worker_readers, options.organisation_readers),
            // With a single writer a larger share would let one worker wait several times in the same queue.
            Limits::of(options.worker_writers.min(writers), options.organisation_writers.min(writers)),
        );
        Ok(Self {
            reader,
            writer,
            urgent,
            writers: Arc::new(Semaphore::new(usize::try_from(writers).unwrap_or(Semaphore::MAX_PERMITS))),
            acquire_timeout: options.acquire_timeout,
            moment: None,
            abandoned,
            shares,
            share: None,
            kept: None,
            health: Health::default(),
            statements: options.statements.clone(),
            watched,
        })
    }

    /// The database as it is from the first statement on, whatever is written meanwhile: several statements read one
    /// state, because the transaction is begun as REPEATABLE READ on PostgreSQL and is a snapshot on SQLite. They share
    /// one connection, which is cheaper than one for each. The connection is free again when the last copy is dropped.
    /// A transaction that only reads has nothing to commit.
    pub(crate) async fn at_one_moment(&self) -> Result<Self, DbErr> {
        if self.moment.is_some() {
            return Ok(self.clone());
        }
        let taken = self.taken().await;
        let (reader, statements) = (self.reader.clone(), self.statements.clone());
        let snapshot = begun(move || Snapshot::begin(reader.clone(), statements.clone())).await?;
        let moment = Moment::of(snapshot, self.abandoned.clone(), taken);
        Ok(Self { moment: Some(Arc::new(moment)), ..self.clone() })
    }

    pub(super) fn moment(&self) -> Option<&Moment> {
        self.moment.as_deref()
    }

    /// The same database for one worker, limited to the connections of the worker's share.
    pub(crate) fn shared_by(&self, worker: Uuid, organisation: Uuid) -> Self {
        Self { share: Some(self.shares.share(worker, organisation)), ..self.clone() }
    }

    /// The same database for the server itself, which has no share.
    pub(crate) fn of_the_server(&self) -> Self {
        Self { share: None, kept: None, ..self.clone() }
    }

    /// The same database with a reader of the worker's share that is kept until the last copy is dropped. Its statements
    /// run one after another and wait for no other reader of the share.
    pub(crate) async fn with_a_reader(&self) -> Self {
        if self.moment.is_some() || self.kept.is_some() {
            return self.clone();
        }
        Self { kept: self.taken().await.map(Arc::new), ..self.clone() }
    }

    /// A reader out of the worker's share, if none is kept.
    pub(super) async fn taken(&self) -> Option<Taken> {
        match &self.share {
            Some(share) if self.kept.is_none() => Some(share.reader().await),
            _ => None,
        }
    }

    /// Begins a transaction that will write, on a writer of the worker's share. On SQLite it takes the write lock at once:
    /// a transaction that first reads and then writes fails there if another one has written in between.
    pub async fn begin_write(&self) -> Result<Writing, DbErr> {
        let turn = Turn::take(&self.writers, self.share.as_ref(), self.acquire_timeout).await?;
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let writer = self.writer.clone();
        let begin = move || {
            let writer = writer.clone();
            async move { writer.begin_with_options(options).await }
        };
        Ok(Writing::of(begun(begin).await?, turn))
    }

    /// Migrates the tables: all of it or nothing. Nodes that start at the same time wait for each other. If no
    /// migration is pending nothing is written, so a role without the right to change tables is enough.
    /// Errors: when a migration fails; the tables are then unchanged.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        if self.pending().await?.is_empty() {
            return Ok(());
        }
        let transaction = self.begin_write().await?;
        if self.is_postgres() {
            // A node waits here for another node's migration, which may take longer than any request.
            transaction.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
            transaction.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0").await?;
            transaction.wait_for_locks().await?;
            let lock = format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})");
            transaction.execute_unprepared(&lock).await?;
        }
        Migrator::up(&*transaction, None).await?;
        transaction.commit().await
    }

    /// Every migration of this program, and whether the database has it.
    pub(crate) async fn migrations(&self) -> Result<Vec<(String, bool)>, DbErr> {
        let migrations = Migrator::get_migration_with_status_read_only(&self.reader).await?;
        let applied = |it: &migration::Migration| it.status() == migration::MigrationStatus::Applied;
        Ok(migrations.iter().map(|it| (it.name().to_owned(), applied(it))).collect())
    }

    /// The migrations that the database lacks.
    pub(crate) async fn pending(&self) -> Result<Vec<String>, DbErr> {
        let all = self.migrations().await?;
        Ok(all.into_iter().filter(|(_, applied)| !applied).map(|(name, _)| name).collect())
    }

    /// The health of the database, as [`Database::watch`] finds it.
    pub const fn health(&self) -> &Health {
        &self.health
    }

    /// Asks the database every second whether it answers, forever. Until this runs the database counts as available.
    pub fn watch(&self) -> impl Future<Output = ()> + Send + 'static {
        let (connection, within) = self.watched.clone();
        self.health.clone().watch(connection, within)
    }

    /// The kind of database.
    pub fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// Whether this is PostgreSQL; otherwise it is SQLite.
    pub fn is_postgres(&self) -> bool {
        self.backend() == DbBackend::Postgres
    }

    /// Measures the pools, from memory. On SQLite the urgent pool is that of the writer.
    pub(crate) fn measure(&self) {
        measure(&self.reader, Pool::Readers);
        measure(&self.writer, Pool::Writers);
        if self.is_postgres() {
            measure(&self.urgent, Pool::Urgent);
        }
    }

    /// Closes all pools after their running statements.
    /// Errors: when the connections are already gone.
    pub async fn close(&self) -> Result<(), DbErr> {
        self.reader.close_by_ref().await?;
        self.watched.0.close_by_ref().await?;
        self.urgent.close_by_ref().await?;
        self.writer.close_by_ref().await
    }
}

/// Begins in a task of its own, which ends even if the caller stops waiting. After an abandoned BEGIN sqlx would give
/// the connection back to the pool with the transaction still open, and the next reader there would read an old state
/// (<https://github.com/transact-rs/sqlx/issues/4385>).
async fn begun<T, F>(begin: impl Fn() -> F + Send + 'static) -> Result<T, DbErr>
where
    T: Send + 'static,
    F: Future<Output = Result<T, DbErr>> + Send,
{
    let begin = async move {
        let mut tries = 1..BEGINNINGS;
        loop {
            match begin().await {
                // The pool closes the dead connection and opens another one.
                Err(error) if Fault::of(&error) == Fault::Lost && tries.next().is_some() => {}
                begun => return begun,
            }
        }
    };
    let begun = tokio::spawn(Waiting::here().carry(begin));
    begun.await.map_err(|panic| DbErr::Conn(RuntimeErr::Internal(panic.to_string())))?
}

pub(crate) mod address;
pub mod failure;
#[cfg(test)]
pub(crate) mod fresh;
#[cfg(test)]
mod tests;
