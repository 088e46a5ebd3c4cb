//! Whether the database answers. A task asks it every second on a connection of its own, so that no request can keep it
//! busy. Requests read the result: while the database is away they are rejected at once instead of waiting for a
//! connection.

use std::{sync::Arc, time::Duration};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use tokio::{sync::watch, time::timeout};

/// The time between two questions.
const EVERY: Duration = Duration::from_secs(1);
/// Reads the file of SQLite, which `SELECT 1` would not do.
const QUESTION: &str = "SELECT count(*) FROM organisations WHERE id IS NULL";

/// Whether the database is away, as the last question found it.
#[derive(Clone, Debug)]
pub struct Health(Arc<watch::Sender<bool>>);

impl Default for Health {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Health {
    /// Whether the database is away.
    pub(crate) fn is_away(&self) -> bool {
        *self.0.borrow()
    }

    /// Completes when the database becomes away (or available), at once if it already is.
    pub async fn turns(&self, away: bool) {
        // The channel cannot be closed because this is the sender.
        let _ = self.0.subscribe().wait_for(|is_away| *is_away == away).await;
    }

    /// Records the answer.
    fn found(&self, answer: &Result<(), DbErr>) {
        let away = answer.is_err();
        let changed = self.0.send_if_modified(|before| std::mem::replace(before, away) != away);
        match answer {
            Err(cause) if changed => {
                tracing::error!(%cause, "the database is away; requests are refused until it answers");
            }
            Ok(()) if changed => tracing::info!("the database answers again"),
            _ => {}
        }
    }

    /// Asks forever. `within` is the longest time that an answer may take.
    pub(super) async fn watch(self, connection: DatabaseConnection, within: Duration) {
        loop {
            self.found(&ask_twice(&connection, within).await);
            tokio::time::sleep(EVERY).await;
        }
    }
}

/// After a restart the first question finds a dead connection, and the second makes a new one.
async fn ask_twice(connection: &DatabaseConnection, within: Duration) -> Result<(), DbErr> {
    match ask(connection, within).await {
        Err(DbErr::ConnectionAcquire(cause)) => Err(DbErr::ConnectionAcquire(cause)),
        Err(_) => ask(connection, within).await,
        Ok(()) => Ok(()),
    }
}

async fn ask(connection: &DatabaseConnection, within: Duration) -> Result<(), DbErr> {
    let answer = timeout(within, connection.execute_unprepared(QUESTION)).await;
    answer.map_err(|_| DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::Timeout))?.map(drop)
}
