//! Wakes the subscriptions of a node when something has changed. One task asks the database for all of them.

use std::time::Duration;

use entity::case_change_position;
use sea_orm::{DbErr, EntityTrait};
use tokio::sync::watch;

use super::positions;
use crate::store::database::Database;

/// The time between two questions.
const EVERY: Duration = Duration::from_millis(500);

/// The newest position that this node has seen.
#[derive(Clone, Debug)]
pub(crate) struct Wakes(watch::Sender<i64>);

impl Default for Wakes {
    fn default() -> Self {
        Self(watch::Sender::new(0))
    }
}

impl Wakes {
    /// A receiver that is notified of each new position.
    pub(crate) fn listen(&self) -> watch::Receiver<i64> {
        self.0.subscribe()
    }

    /// Asks the database forever, but only while a subscription listens.
    pub(crate) async fn watch(self, database: Database) {
        loop {
            tokio::time::sleep(EVERY).await;
            if self.0.receiver_count() == 0 {
                continue;
            }
            match newest(&database).await {
                Ok(newest) => {
                    self.0.send_if_modified(|seen| std::mem::replace(seen, newest) != newest);
                }
                // The health of the database is watched, and logged, by a task of its own.
                Err(cause) => tracing::debug!(%cause, "the newest change was not read"),
            }
        }
    }
}

/// The position of the last change that was committed.
pub(crate) async fn newest(database: &Database) -> Result<i64, DbErr> {
    positions::give(database).await?;
    let row = case_change_position::Entity::find_by_id(1).one(&database.reader).await?;
    Ok(row.map_or(0, |row| row.newest))
}
