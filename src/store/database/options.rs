//! How the database is opened: the sizes of the pools, the shares of them, and time limits.

use std::time::Duration;

use sea_orm::Statement;
use tokio::sync::mpsc::UnboundedSender;

/// How the database is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// The number of connections that read.
    pub readers: u32,
    /// The most readers that one worker uses at a time.
    pub worker_readers: u32,
    /// The most readers that one organisation uses at a time.
    pub organisation_readers: u32,
    /// The number of connections that write. SQLite always has one and ignores this.
    pub writers: u32,
    /// The most writers that one worker uses at a time.
    pub worker_writers: u32,
    /// The most writers that one organisation uses at a time.
    pub organisation_writers: u32,
    /// How long a request waits for a free connection.
    pub acquire_timeout: Duration,
    /// How long a statement may run on PostgreSQL. On SQLite: how long all statements of a request may run until their
    /// connection is returned, and how long a write waits for another program.
    pub statement_timeout: Duration,
    /// How long a statement of a change waits for a lock that another transaction holds, on PostgreSQL.
    pub lock_timeout: Duration,
    /// Receives a copy of every statement of all pools, also inside transactions: tests count and explain them.
    pub statements: Option<UnboundedSender<Statement>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 8,
            worker_readers: 4,
            organisation_readers: 6,
            writers: 4,
            worker_writers: 2,
            organisation_writers: 3,
            acquire_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(10),
            lock_timeout: Duration::from_secs(2),
            statements: None,
        }
    }
}
