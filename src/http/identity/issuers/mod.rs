//! The trusted identity providers, and the limits of each: which organisations, which roles, which lifetime. Tokens of
//! other issuers are refused, and a token never gets more than its issuer's entry allows.

mod entry;
pub mod file;
mod layout;
mod reading;

pub use self::entry::{DEVELOPMENT_ISSUER, Defaults, Form, IssuerEntry, LARGEST_TOKEN};

use std::{collections::HashMap, sync::Arc, time::Duration};

use sea_orm::prelude::DateTimeUtc;
use tokio::task::JoinSet;

use super::{super::documents::Accepts, keys::ring::KeyRing};
use crate::access::findings::Mistakes;

/// A trusted issuer: its entry and its keys.
#[derive(Debug)]
pub(crate) struct Issuer {
    /// Its settings.
    pub entry: IssuerEntry,
    /// Its keys.
    pub ring: Arc<KeyRing>,
}

/// All trusted issuers, by the value of `iss` in their tokens.
#[derive(Debug)]
pub struct Issuers(HashMap<String, Issuer>);

impl Issuers {
    /// Trusts these issuers. Key files are read here, because a broken file is a mistake in the settings. Key servers
    /// are asked later, because an unavailable one must not stop the start; until it answers, its tokens cannot be
    /// checked.
    /// Errors: all key files that cannot be used.
    pub async fn trust(entries: Vec<IssuerEntry>, now: DateTimeUtc) -> Result<Self, Mistakes> {
        let mut faults = Vec::new();
        let mut issuers = HashMap::new();
        for entry in entries {
            let ring = KeyRing::new(Arc::clone(&entry.name), entry.keys.clone(), entry.algorithms.clone());
            if entry.keys.is_local()
                && let Err(error) = ring.refresh(now).await
            {
                faults.push(format!("issuer {}: {error}", entry.name));
            }
            issuers.insert(entry.issuer.clone(), Issuer { entry, ring });
        }
        if faults.is_empty() { Ok(Self(issuers)) } else { Err(Mistakes(faults)) }
    }

    /// The issuer with this `iss`.
    pub(crate) fn get(&self, issuer: &str) -> Option<&Issuer> {
        self.0.get(issuer)
    }

    /// Whether the callers of any issuer may run only the documents of a manifest.
    pub(crate) fn accepts_only_persisted_documents(&self) -> bool {
        self.0.values().any(|issuer| issuer.entry.documents == Accepts::PersistedOnly)
    }

    /// The `iss` values of all issuers, for the log.
    pub(crate) fn names(&self) -> String {
        let mut names: Vec<_> = self.0.keys().map(|name| format!("\"{name}\"")).collect();
        names.sort_unstable();
        names.join(", ")
    }

    /// Our names of the issuers whose keys could not be read.
    pub(crate) fn without_keys(&self, now: DateTimeUtc) -> Vec<Arc<str>> {
        let away = self.0.values().filter(|issuer| !issuer.ring.has_keys(now));
        let mut names: Vec<_> = away.map(|issuer| Arc::clone(&issuer.entry.name)).collect();
        names.sort_unstable();
        names
    }

    /// Whether tokens of at least one issuer can be checked. One is enough, because the key server of one partner must
    /// not take the whole server out of service.
    pub(crate) fn are_ready(&self, now: DateTimeUtc) -> bool {
        self.0.values().any(|issuer| issuer.ring.has_keys(now))
    }

    /// Reads all keys now, and again whenever their cache time is over. It stops when the returned set is dropped.
    pub(crate) fn keep_keys_fresh(&self, clock: fn() -> DateTimeUtc) -> JoinSet<()> {
        let mut tasks = JoinSet::new();
        for issuer in self.0.values() {
            let ring = Arc::clone(&issuer.ring);
            tasks.spawn(async move {
                loop {
                    let rest: Duration = ring.refresh_or_log(clock()).await;
                    tokio::time::sleep(rest).await;
                }
            });
        }
        tasks
    }
}
