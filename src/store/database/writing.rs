//! A transaction that writes, and the turn that it has. Changes wait for their turn in the order in which they came,
//! first within their worker, then within their organisation, then among all. Only as many changes wait for a connection
//! as there are writers, so that the read log and revocations never wait for a queue of changes.

use std::{ops::Deref, sync::Arc, time::Duration};

use sea_orm::{ConnAcquireErr, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::share::{Share, Taken};

/// A transaction that writes. The writer is free again when this is committed, rolled back or dropped.
#[derive(Debug)]
pub struct Writing {
    transaction: DatabaseTransaction,
    _turn: Turn,
}

/// A writer of the worker's share, and a writer of all.
#[derive(Debug)]
pub(crate) struct Turn {
    _of_all: OwnedSemaphorePermit,
    _of_share: Option<Taken>,
}

impl Turn {
    /// Waits for a turn.
    /// Errors: when there is none in time.
    pub(crate) async fn take(writers: &Arc<Semaphore>, share: Option<&Share>, within: Duration) -> Result<Self, DbErr> {
        let take = async {
            // The share comes first: a change that waits for its own worker keeps no writer from others.
            let of_share = match share {
                Some(share) => Some(share.writer().await),
                None => None,
            };
            let of_all = Arc::clone(writers).acquire_owned().await.expect("it is never closed");
            Self { _of_all: of_all, _of_share: of_share }
        };
        timeout(within, take).await.map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))
    }
}

impl Writing {
    pub(super) const fn of(transaction: DatabaseTransaction, turn: Turn) -> Self {
        Self { transaction, _turn: turn }
    }

    /// Waits for a lock as long as a statement may run. Background tasks of several nodes take turns in this way. A change
    /// of a person gives up sooner (`lock_timeout`).
    pub(crate) async fn wait_for_locks(&self) -> Result<(), DbErr> {
        if self.transaction.get_database_backend() == DbBackend::Postgres {
            self.transaction.execute_unprepared("SET LOCAL lock_timeout = 0").await?;
        }
        Ok(())
    }

    /// Commits.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.transaction.commit().await
    }

    /// Rolls back.
    /// Errors: a database error; nothing was written anyway.
    pub(crate) async fn rollback(self) -> Result<(), DbErr> {
        self.transaction.rollback().await
    }
}

impl Deref for Writing {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}
