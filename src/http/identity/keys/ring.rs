//! Caches the keys of one issuer. Reading the current set takes no lock; one task at a time asks the source. An unknown
//! key id triggers a refresh at most every 30 seconds, and nobody waits for the refresh of somebody else, because a
//! stranger can send any number of unknown key ids to an issuer whose key server does not answer. The previous keys stay
//! valid while the key server is unavailable.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use arc_swap::ArcSwapOption;
use chrono::TimeDelta;
use jsonwebtoken::Algorithm;
use sea_orm::prelude::DateTimeUtc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{KeySet, KeysRefused, VerifyingKey, source::KeySource};

/// Minimum time between two refreshes for unknown key ids, because a stranger can invent any number of key ids.
const BETWEEN_QUESTIONS: TimeDelta = TimeDelta::seconds(30);
/// Time until the next attempt after a failure.
const AFTER_FAILURE: Duration = Duration::from_mins(1);
/// Keys older than this are not used, because an attacker could block the key server to hide a withdrawn key.
const LONGEST_OUTAGE: TimeDelta = TimeDelta::hours(24);

/// The cached keys of one issuer.
#[derive(Debug)]
pub(crate) struct KeyRing {
    issuer: Arc<str>,
    source: KeySource,
    allowed: Vec<Algorithm>,
    held: ArcSwapOption<CachedKeys>,
    last_question: Mutex<Option<DateTimeUtc>>,
    /// The permit of the one task that asks the source.
    asking: Arc<Semaphore>,
}

#[derive(Debug)]
struct CachedKeys {
    keys: KeySet,
    read_at: DateTimeUtc,
}

/// Why there is no key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NoKey {
    /// The issuer has no key with this id.
    Unknown,
    /// The issuer's keys were never read, or too long ago, or are being read at this moment.
    Unavailable,
}

impl KeyRing {
    /// A ring without keys. `issuer` is our name for it, for the log.
    pub(crate) fn new(issuer: Arc<str>, source: KeySource, allowed: Vec<Algorithm>) -> Arc<Self> {
        Arc::new(Self {
            issuer,
            source,
            allowed,
            held: ArcSwapOption::empty(),
            last_question: Mutex::new(None),
            asking: Arc::new(Semaphore::new(1)),
        })
    }

    /// The key with this id. If it is unknown, the source is asked again, unless that happened within the last 30
    /// seconds. While another task asks, an unknown key is `Unavailable` at once.
    pub(crate) async fn key(self: &Arc<Self>, kid: &str, now: DateTimeUtc) -> Result<Arc<VerifyingKey>, NoKey> {
        if let Some(key) = self.known(kid, now) {
            return Ok(key);
        }
        if self.asked().is_none_or(|asked| now - asked >= BETWEEN_QUESTIONS) {
            let permit = Arc::clone(&self.asking).try_acquire_owned().map_err(|_| NoKey::Unavailable)?;
            // Run in its own task: a caller that sends an invented id and disconnects must not cancel the refresh for
            // all others.
            let ring = Arc::clone(self);
            let asking = tokio::spawn(async move { ring.ask(now, permit).await });
            if asking.await.is_err() {
                return Err(NoKey::Unavailable);
            }
        } else if self.asking.available_permits() == 0 {
            return Err(NoKey::Unavailable);
        }
        self.known(kid, now).ok_or(if self.has_answered(now) { NoKey::Unknown } else { NoKey::Unavailable })
    }

    /// Reads the keys now, and returns how long they may be cached.
    /// Errors: when the source is unavailable; the previous keys stay. Or when it has no usable key; then no key is
    /// left.
    pub(crate) async fn refresh(&self, now: DateTimeUtc) -> Result<Duration, KeysRefused> {
        let _permit = self.asking.acquire().await.expect("it is never closed");
        self.asks_now(now);
        self.read(now).await
    }

    /// Like `refresh`. A failure is logged and shortens the time to the next attempt.
    pub(crate) async fn refresh_or_log(&self, now: DateTimeUtc) -> Duration {
        self.refresh(now).await.unwrap_or_else(|error| {
            self.log(&error);
            AFTER_FAILURE
        })
    }

    /// Whether there are usable keys.
    pub(crate) fn has_keys(&self, now: DateTimeUtc) -> bool {
        self.held.load().as_ref().is_some_and(|held| held.is_fresh_enough(now) && held.keys.count() > 0)
    }

    /// Whether the source has answered recently, with or without keys.
    fn has_answered(&self, now: DateTimeUtc) -> bool {
        self.held.load().as_ref().is_some_and(|held| held.is_fresh_enough(now))
    }

    fn known(&self, kid: &str, now: DateTimeUtc) -> Option<Arc<VerifyingKey>> {
        self.held.load().as_ref().filter(|held| held.is_fresh_enough(now))?.keys.get(kid)
    }

    fn asked(&self) -> Option<DateTimeUtc> {
        *self.last_question.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn asks_now(&self, now: DateTimeUtc) {
        *self.last_question.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }

    async fn ask(&self, now: DateTimeUtc, _permit: OwnedSemaphorePermit) {
        // Another task may have asked between the look at `last_question` and the permit.
        if self.asked().is_none_or(|asked| now - asked >= BETWEEN_QUESTIONS) {
            self.asks_now(now);
            if let Err(error) = self.read(now).await {
                self.log(&error);
            }
        }
    }

    fn log(&self, error: &KeysRefused) {
        if matches!(error, KeysRefused::NoneUsable(_)) {
            tracing::error!(issuer = %self.issuer, %error, "the issuer has withdrawn its keys; its tokens are refused");
        } else {
            tracing::warn!(issuer = %self.issuer, %error, "keys not refreshed; the previous ones stay in use");
        }
    }

    /// The caller must hold the permit of `asking`, so that only one task reads.
    async fn read(&self, now: DateTimeUtc) -> Result<Duration, KeysRefused> {
        let read = match self.source.read(&self.allowed).await {
            // The source answered without a usable key, so all keys were withdrawn. An outage gives a different error.
            Err(withdrawn @ KeysRefused::NoneUsable(_)) => {
                self.held.store(Some(Arc::new(CachedKeys { keys: KeySet::default(), read_at: now })));
                return Err(withdrawn);
            }
            read => read?,
        };
        tracing::debug!(issuer = %self.issuer, keys = read.keys.count(), "keys read");
        self.held.store(Some(Arc::new(CachedKeys { keys: read.keys, read_at: now })));
        Ok(read.rest)
    }
}

impl CachedKeys {
    fn is_fresh_enough(&self, now: DateTimeUtc) -> bool {
        now - self.read_at < LONGEST_OUTAGE
    }
}
