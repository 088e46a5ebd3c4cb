//! Keeps the keys of one issuer: the current set without a lock, one reader of the source at a time, an unknown key id as
//! a reason to ask again at most every 30 seconds, and the previous keys through an outage of the key server.

use std::{sync::Arc, time::Duration};

use arc_swap::ArcSwapOption;
use chrono::TimeDelta;
use jsonwebtoken::Algorithm;
use sea_orm::prelude::DateTimeUtc;
use tokio::sync::Mutex;

use super::{KeySet, KeysRefused, VerifyingKey, source::KeySource};

/// A stranger can make up key ids without end; the key server is asked only this often.
const BETWEEN_QUESTIONS: TimeDelta = TimeDelta::seconds(30);
/// How soon to try again after a failure.
const AFTER_FAILURE: Duration = Duration::from_mins(1);
/// An outage as long as this could also be somebody who hides that a key was withdrawn.
const LONGEST_OUTAGE: TimeDelta = TimeDelta::hours(24);

/// The keys of one issuer over time.
#[derive(Debug)]
pub struct KeyRing {
    issuer: Arc<str>,
    source: KeySource,
    allowed: Vec<Algorithm>,
    held: ArcSwapOption<Held>,
    last_question: Mutex<Option<DateTimeUtc>>,
}

#[derive(Debug)]
struct Held {
    keys: KeySet,
    read_at: DateTimeUtc,
}

/// Why there is no key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NoKey {
    /// The issuer has no key of this id.
    Unknown,
    /// The issuer's keys were never read, or too long ago.
    Unavailable,
}

impl KeyRing {
    /// A ring without keys yet; the name is ours, for the log.
    #[must_use]
    pub fn new(issuer: Arc<str>, source: KeySource, allowed: Vec<Algorithm>) -> Arc<Self> {
        Arc::new(Self { issuer, source, allowed, held: ArcSwapOption::empty(), last_question: Mutex::new(None) })
    }

    /// The key with this id. If it is unknown, the source is asked once more, unless that was done a moment ago.
    ///
    /// # Errors
    /// When there is none.
    pub async fn key(self: &Arc<Self>, kid: &str, now: DateTimeUtc) -> Result<Arc<VerifyingKey>, NoKey> {
        if let Some(key) = self.known(kid, now) {
            return Ok(key);
        }
        // In a task of its own: who asks with a made-up id and hangs up must not stop the question for all others.
        let ring = Arc::clone(self);
        let asking = tokio::spawn(async move { ring.ask_unless_just_done(now).await });
        if asking.await.is_err() {
            return Err(NoKey::Unavailable);
        }
        self.known(kid, now).ok_or(if self.has_answered(now) { NoKey::Unknown } else { NoKey::Unavailable })
    }

    /// Reads the keys now, and says how long they may rest.
    ///
    /// # Errors
    /// When the source is away, and the previous keys stay; or when it holds no key that we accept, and none is left.
    pub async fn refresh(&self, now: DateTimeUtc) -> Result<Duration, KeysRefused> {
        let mut last_question = self.last_question.lock().await;
        *last_question = Some(now);
        self.read(now).await
    }

    /// As `refresh`; a failure goes to the log and shortens the rest.
    pub async fn refresh_or_log(&self, now: DateTimeUtc) -> Duration {
        self.refresh(now).await.unwrap_or_else(|error| {
            self.log(&error);
            AFTER_FAILURE
        })
    }

    /// Whether there are keys to judge by.
    #[must_use]
    pub fn has_keys(&self, now: DateTimeUtc) -> bool {
        self.held.load().as_ref().is_some_and(|held| held.is_fresh_enough(now) && held.keys.count() > 0)
    }

    /// Whether the source has answered, with keys or without.
    fn has_answered(&self, now: DateTimeUtc) -> bool {
        self.held.load().as_ref().is_some_and(|held| held.is_fresh_enough(now))
    }

    fn known(&self, kid: &str, now: DateTimeUtc) -> Option<Arc<VerifyingKey>> {
        self.held.load().as_ref().filter(|held| held.is_fresh_enough(now))?.keys.get(kid)
    }

    async fn ask_unless_just_done(&self, now: DateTimeUtc) {
        // Whoever waits here finds, when it is its turn, that the question was just asked.
        let mut last_question = self.last_question.lock().await;
        if last_question.is_none_or(|asked| now - asked >= BETWEEN_QUESTIONS) {
            *last_question = Some(now);
            if let Err(error) = self.read(now).await {
                self.log(&error);
            }
        }
    }

    fn log(&self, error: &KeysRefused) {
        if matches!(error, KeysRefused::NoneUsable(_)) {
            tracing::error!(issuer = %self.issuer, %error, "the issuer has withdrawn its keys; its tokens are refused");
        } else {
            tracing::warn!(issuer = %self.issuer, %error, "keys not refreshed; the previous ones stay");
        }
    }

    /// Called only with the lock on `last_question`, so that there is one reader at a time.
    async fn read(&self, now: DateTimeUtc) -> Result<Duration, KeysRefused> {
        let read = match self.source.read(&self.allowed).await {
            // The source answered, and no key is left: all were withdrawn. An outage does not look like this.
            Err(withdrawn @ KeysRefused::NoneUsable(_)) => {
                self.held.store(Some(Arc::new(Held { keys: KeySet::default(), read_at: now })));
                return Err(withdrawn);
            }
            read => read?,
        };
        tracing::debug!(issuer = %self.issuer, keys = read.keys.count(), "keys read");
        self.held.store(Some(Arc::new(Held { keys: read.keys, read_at: now })));
        Ok(read.rest)
    }
}

impl Held {
    fn is_fresh_enough(&self, now: DateTimeUtc) -> bool {
        now - self.read_at < LONGEST_OUTAGE
    }
}
