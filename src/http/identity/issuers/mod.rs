//! The identity providers that we trust, and what each may say: for which organisations, in which roles, for how long.
//! An issuer that is not here does not exist for us; one that is here can never say more than its entry.

pub mod file;
mod layout;
pub mod local;
mod reading;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use chrono::TimeDelta;
use entity::codes::{Oversight, Purpose, Role};
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
    /// Its own names for organisations, where it does not write their ids.
    pub organisation_names: BTreeMap<String, Uuid>,
    /// The roles it may grant.
    pub roles: HashSet<Role>,
    /// Its own names for our roles, where they differ.
    pub role_names: BTreeMap<String, Role>,
    /// The longest time from `iat` to `exp`.
    pub maximum_lifetime: TimeDelta,
    /// The form of its tokens.
    pub form: Form,
    /// What a token without the claim gets.
    pub defaults: Defaults,
    /// Where its claims stand.
    pub places: Places,
}

/// The longest token that any issuer may be given, in bytes.
pub const LARGEST_TOKEN: usize = 64 * 1024;

/// The form of an issuer's tokens, beyond what every token must have.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Form {
    /// The longest that a token may be, in bytes.
    pub maximum_bytes: usize,
    /// Whether only `typ: at+jwt` (RFC 9068) is an access token; otherwise `JWT` is taken too.
    pub only_access_token_type: bool,
    /// Whether the header may have no `typ`.
    pub type_may_be_missing: bool,
    /// Whether the token may have no number of its own; its hash stands in for it.
    pub token_id_may_be_missing: bool,
    /// Where not empty, the claim `amr` must hold one of these.
    pub required_amr: Vec<String>,
    /// Where not empty, the claim `acr` must be one of these.
    pub required_acr: Vec<String>,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            maximum_bytes: 8 * 1024,
            only_access_token_type: true,
            type_may_be_missing: false,
            token_id_may_be_missing: false,
            required_amr: Vec::new(),
            required_acr: Vec::new(),
        }
    }
}

/// What a token without a claim gets, for providers that cannot add claims.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Defaults {
    /// The organisation, where the issuer speaks for one.
    pub organisation: Option<Uuid>,
    /// The roles, among those that the issuer may grant.
    pub roles: Vec<Role>,
    /// The centres that count as own.
    pub centres: Vec<String>,
    /// The oversight.
    pub oversight: Option<Oversight>,
    /// The purpose of the session.
    pub purpose: Option<Purpose>,
    /// The country of a liaison officer's organisation.
    pub country: Option<String>,
    /// The post of a liaison officer.
    pub post: Option<String>,
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
            organisation_names: BTreeMap::new(),
            role_names: BTreeMap::new(),
            maximum_lifetime: LONGEST_LIFETIME,
            form: Form::default(),
            defaults: Defaults::default(),
            places: Places::default(),
        }
    }
}

impl IssuerEntry {
    /// Whether whoever has its key can be anybody of any organisation: for development only.
    #[must_use]
    pub fn is_anybody(&self) -> bool {
        self.organisations == Organisations::All
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

    /// The issuers as their tokens name them, for the log.
    #[must_use]
    pub fn names(&self) -> String {
        let mut names: Vec<_> = self.0.keys().map(|name| format!("\"{name}\"")).collect();
        names.sort_unstable();
        names.join(", ")
    }

    /// The issuers whose keys could not be read, by our names for them.
    #[must_use]
    pub fn without_keys(&self, now: DateTimeUtc) -> Vec<Arc<str>> {
        let away = self.0.values().filter(|issuer| !issuer.ring.has_keys(now));
        let mut names: Vec<_> = away.map(|issuer| Arc::clone(&issuer.entry.name)).collect();
        names.sort_unstable();
        names
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
