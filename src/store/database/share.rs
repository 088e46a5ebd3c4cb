//! How many connections one worker and one organisation use at a time, for reading and for writing. A request answers
//! its root fields concurrently, each on a reader of its own, so without a limit one document of ten root fields would
//! use all readers. Changes of one worker wait for each other, so without a limit a few of them would use all writers.

use std::{sync::Arc, time::Duration};

use moka::sync::Cache;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// A share that was not used for this time is dropped and built again when needed.
const REMEMBER: Duration = Duration::from_mins(5);
const REMEMBERED: u64 = 20_000;

/// The shares of all workers and organisations.
#[derive(Clone, Debug)]
pub(crate) struct Shares {
    readers: Limits,
    writers: Limits,
}

/// The most connections of one kind that a worker and an organisation use.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    workers: Keyed,
    organisations: Keyed,
}

#[derive(Clone, Debug)]
struct Keyed {
    connections: usize,
    semaphores: Cache<Uuid, Arc<Semaphore>>,
}

/// The share of one worker, and that of the worker's organisation.
#[derive(Clone, Debug)]
pub(crate) struct Share {
    readers: Part,
    writers: Part,
}

#[derive(Clone, Debug)]
struct Part {
    worker: Arc<Semaphore>,
    organisation: Arc<Semaphore>,
}

/// One connection of a share, used until this is dropped.
#[derive(Debug)]
pub(crate) struct Taken {
    _worker: OwnedSemaphorePermit,
    _organisation: OwnedSemaphorePermit,
}

impl Shares {
    /// Shares with these limits.
    pub(crate) const fn of(readers: Limits, writers: Limits) -> Self {
        Self { readers, writers }
    }

    /// The share of a worker.
    pub(crate) fn share(&self, worker: Uuid, organisation: Uuid) -> Share {
        Share { readers: self.readers.part(worker, organisation), writers: self.writers.part(worker, organisation) }
    }
}

impl Limits {
    /// These numbers of connections for a worker and for an organisation.
    pub(crate) fn of(worker: u32, organisation: u32) -> Self {
        Self { workers: Keyed::of(worker), organisations: Keyed::of(organisation) }
    }

    fn part(&self, worker: Uuid, organisation: Uuid) -> Part {
        Part { worker: self.workers.get(worker), organisation: self.organisations.get(organisation) }
    }
}

impl Keyed {
    fn of(connections: u32) -> Self {
        let semaphores = Cache::builder().max_capacity(REMEMBERED).time_to_idle(REMEMBER).build();
        Self { connections: usize::try_from(connections.max(1)).unwrap_or(usize::MAX), semaphores }
    }

    fn get(&self, key: Uuid) -> Arc<Semaphore> {
        self.semaphores.get_with(key, || Arc::new(Semaphore::new(self.connections.min(Semaphore::MAX_PERMITS))))
    }
}

impl Share {
    /// Waits for a reader of the share.
    pub(crate) async fn reader(&self) -> Taken {
        self.readers.take().await
    }

    /// Waits for a writer of the share.
    pub(crate) async fn writer(&self) -> Taken {
        self.writers.take().await
    }
}

impl Part {
    /// The worker's semaphore always comes first, so that two requests never wait for each other.
    async fn take(&self) -> Taken {
        let take = async |of: &Arc<Semaphore>| Arc::clone(of).acquire_owned().await.expect("it is never closed");
        Taken { _worker: take(&self.worker).await, _organisation: take(&self.organisation).await }
    }
}
