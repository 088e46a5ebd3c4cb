//! The identity providers that we trust, and what each may say: for which organisations, in which roles, for how long.
//! An issuer that is not here does not exist for us; one that is here can never say more than its entry.

pub mod file;
pub mod local;
mod reading;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use chrono::TimeDelta;
use entity::codes::Role;
use jsonwebtoken::Algorithm;
use sea_orm::{Iterable, prelude::DateTimeUtc};
use tokio::task::JoinSet;
use uuid::Uuid;

use self::{
    file::IssuersRefused,
    local::{LOCAL_AUDIENCE, LOCAL_ISSUER, LocalIssuer},
};
use super::{
    claims::Places,
    keys::{ring::KeyRing, source::KeySource},
};
use crate::access::verified_token::LONGEST_LIFETIME;

/// What one issuer may say.
#[derive(Clone, Debug)]
pub struct IssuerEntry {
    /// Our short name for it, for the log.
    pub name: Arc<str>,
    /// How its tokens name it (`iss`), to the letter.
    pub issuer: String,
    /// How its tokens name us (`aud`).
    pub audience: String,
    /// Where its keys are.
    pub keys: KeySource,
    /// The algorithms that its keys may use; all asymmetric.
    pub algorithms: Vec<Algorithm>,
    /// The organisations it may speak for.
    pub organisations: Organisations,
    /// The roles it may grant.
    pub roles: HashSet<Role>,
    /// Its own names for our roles, where they differ.
    pub role_names: BTreeMap<String, Role>,
    /// The longest time from `iat` to `exp`.
    pub maximum_lifetime: TimeDelta,
    /// Whether only `typ: at+jwt` is an access token; otherwise `JWT` is taken too, as most providers still write.
    pub only_access_token_type: bool,
    /// Where its claims stand.
    pub places: Places,
}

/// The organisations that an issuer may speak for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Organisations {
    /// These.
    Only(HashSet<Uuid>),
    /// All: for local development.
    All,
}

impl Organisations {
    /// Whether this organisation is among them.
    #[must_use]
    pub fn hold(&self, organisation_id: Uuid) -> bool {
        match self {
            Self::All => true,
            Self::Only(ids) => ids.contains(&organisation_id),
        }
    }
}

impl IssuerEntry {
    /// The local development issuer, as the demo trusts it: every organisation, every role, for half a day.
    #[must_use]
    pub fn local_development(local: &LocalIssuer) -> Self {
        Self {
            name: "local-development".into(),
            issuer: LOCAL_ISSUER.to_owned(),
            audience: LOCAL_AUDIENCE.to_owned(),
            keys: KeySource::Own(local.keys()),
            algorithms: vec![Algorithm::ES256],
            organisations: Organisations::All,
            roles: Role::iter().collect(),
            role_names: BTreeMap::new(),
            maximum_lifetime: LONGEST_LIFETIME,
            only_access_token_type: true,
            places: Places::default(),
        }
    }
}

/// One trusted issuer: its entry and its keys over time.
#[derive(Debug)]
pub struct Issuer {
    /// What it may say.
    pub entry: IssuerEntry,
    /// Its keys.
    pub ring: Arc<KeyRing>,
}

/// All trusted issuers, by the name that their tokens carry.
#[derive(Debug)]
pub struct Issuers(HashMap<String, Issuer>);

impl Issuers {
    /// Trusts these. Keys in files are read here, since a fault in them is a mistake; key servers are asked later, since
    /// one that is away must not stop the start: until it answers, its tokens "cannot be checked".
    ///
    /// # Errors
    /// Every key file that cannot be used.
    pub async fn trust(entries: Vec<IssuerEntry>, now: DateTimeUtc) -> Result<Self, IssuersRefused> {
        let mut faults = Vec::new();
        let mut issuers = HashMap::new();
        for entry in entries {
            let ring = KeyRing::new(Arc::clone(&entry.name), entry.keys.clone(), entry.algorithms.clone());
            if matches!(entry.keys, KeySource::LocalKeyFile(_)) {
                tracing::warn!(issuer = %entry.name, "tokens signed with a file on this machine are accepted");
            }
            if entry.keys.is_local()
                && let Err(error) = ring.refresh(now).await
            {
                faults.push(format!("issuer {}: {error}", entry.name));
            }
            issuers.insert(entry.issuer.clone(), Issuer { entry, ring });
        }
        if faults.is_empty() { Ok(Self(issuers)) } else { Err(IssuersRefused(faults)) }
    }

    /// The issuer of this name.
    #[must_use]
    pub fn get(&self, issuer: &str) -> Option<&Issuer> {
        self.0.get(issuer)
    }

    /// Whether tokens of at least one issuer can be judged. Not of all: the key server of one partner must not be able to
    /// take the whole server out of service.
    #[must_use]
    pub fn are_ready(&self, now: DateTimeUtc) -> bool {
        self.0.values().any(|issuer| issuer.ring.has_keys(now))
    }

    /// Reads all keys now and again and again, each when its rest is over. Ends when the set of tasks is dropped.
    #[must_use]
    pub fn keep_keys_fresh(&self, clock: fn() -> DateTimeUtc) -> JoinSet<()> {
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
