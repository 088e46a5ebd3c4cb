//! How many readers one worker and one organisation take at a time. A request answers its root fields side by side, each on a
//! reader of its own, so that without a share one document of ten root fields would take all of them.

use std::{sync::Arc, time::Duration};

use moka::sync::Cache;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// A share that nobody has used for this time is made anew.
const REMEMBER: Duration = Duration::from_mins(5);
const REMEMBERED: u64 = 20_000;

/// The shares of all that ask.
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

/// The share of one worker, and that of the organisation.
#[derive(Clone, Debug)]
pub struct Share {
    worker: Arc<Semaphore>,
    organisation: Arc<Semaphore>,
}

/// A reader out of a share, until this is dropped.
#[derive(Debug)]
pub struct Taken {
    _worker: OwnedSemaphorePermit,
    _organisation: OwnedSemaphorePermit,
}

impl Shares {
    /// Shares of this number of readers.
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
    /// Waits for a reader of the share. The worker's comes first, always, so that nobody waits for each other.
    pub async fn take(&self) -> Taken {
        let take = async |of: &Arc<Semaphore>| Arc::clone(of).acquire_owned().await.expect("it is never closed");
        Taken { _worker: take(&self.worker).await, _organisation: take(&self.organisation).await }
    }
}
