//! Limits how many requests of one organisation and of one worker run at the same time, so that one caller's slow
//! requests cannot take all permits.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use uuid::Uuid;

use super::limits::ServerLimits;
use crate::access::viewer::Viewer;

/// The running requests, by worker and by organisation.
#[derive(Clone)]
pub(crate) struct Turns {
    workers: Running,
    organisations: Running,
}

/// Permission to run one request. It ends when this is dropped.
pub(crate) struct Turn {
    _worker: One,
    _organisation: One,
}

impl Turns {
    /// Limits for each worker and for each organisation.
    pub(crate) fn at_most(workers: u32, organisations: u32) -> Self {
        Self { workers: Running::at_most(workers), organisations: Running::at_most(organisations) }
    }

    /// The limits from the settings.
    pub(crate) fn of(limits: &ServerLimits) -> Self {
        Self::at_most(limits.worker_requests_at_once, limits.organisation_requests_at_once)
    }

    /// Takes a turn for a request of this viewer. `None` if the limit is reached.
    pub(crate) fn take(&self, viewer: &Viewer) -> Option<Turn> {
        let worker = self.workers.begin(viewer.worker_id)?;
        let organisation = self.organisations.begin(viewer.organisation_id)?;
        Some(Turn { _worker: worker, _organisation: organisation })
    }
}

#[derive(Clone)]
struct Running {
    most: u32,
    /// Running requests per key. A key without requests has no entry.
    now: Arc<Mutex<HashMap<Uuid, u32>>>,
}

struct One(Running, Uuid);

impl Running {
    fn at_most(most: u32) -> Self {
        Self { most, now: Arc::default() }
    }

    fn begin(&self, key: Uuid) -> Option<One> {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let running = now.entry(key).or_default();
        if *running >= self.most {
            return None;
        }
        *running += 1;
        Some(One(self.clone(), key))
    }
}

impl Drop for One {
    fn drop(&mut self) {
        let Self(running, key) = self;
        let mut now = running.now.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = now.get_mut(key) {
            *count -= 1;
            if *count == 0 {
                now.remove(key);
            }
        }
    }
}
