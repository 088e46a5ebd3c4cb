//! How many readers one worker and one organisation use at a time. A request answers its root fields concurrently, each
//! on a reader of its own, so without a limit one document of ten root fields would use all readers.

use std::{sync::Arc, time::Duration};

use moka::sync::Cache;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// A share that was not used for this time is dropped and built again when needed.
const REMEMBER: Duration = Duration::from_mins(5);
const REMEMBERED: u64 = 20_000;

/// The shares of all workers and organisations.
#[derive(Clone, Debug)]
pub struct Shares {
    workers: Keyed,
    organisations: Keyed,
}

#[derive(Clone, Debug)]
struct Keyed {
    readers: usize,
    semaphores: Cache<Uuid, Arc<Semaphore>>,
}

/// The share of one worker, and that of the worker's organisation.
#[derive(Clone, Debug)]
pub struct Share {
    worker: Arc<Semaphore>,
    organisation: Arc<Semaphore>,
}

/// One reader of a share, used until this is dropped.
#[derive(Debug)]
pub struct Taken {
    _worker: OwnedSemaphorePermit,
    _organisation: OwnedSemaphorePermit,
}

impl Shares {
    /// Shares with these numbers of readers.
    #[must_use]
    pub fn of(worker: u32, organisation: u32) -> Self {
        Self { workers: Keyed::of(worker), organisations: Keyed::of(organisation) }
    }

    /// The share of a worker.
    #[must_use]
    pub fn share(&self, worker: Uuid, organisation: Uuid) -> Share {
        Share { worker: self.workers.get(worker), organisation: self.organisations.get(organisation) }
    }
}

impl Keyed {
    fn of(readers: u32) -> Self {
        let semaphores = Cache::builder().max_capacity(REMEMBERED).time_to_idle(REMEMBER).build();
        Self { readers: usize::try_from(readers.max(1)).unwrap_or(usize::MAX), semaphores }
    }

    fn get(&self, key: Uuid) -> Arc<Semaphore> {
        self.semaphores.get_with(key, || Arc::new(Semaphore::new(self.readers.min(Semaphore::MAX_PERMITS))))
    }
}

impl Share {
    /// Waits for a reader of the share. The worker's semaphore always comes first, so that two requests never wait for
    /// each other.
    pub async fn take(&self) -> Taken {
        let take = async |of: &Arc<Semaphore>| Arc::clone(of).acquire_owned().await.expect("it is never closed");
        Taken { _worker: take(&self.worker).await, _organisation: take(&self.organisation).await }
    }
}
