//! The trusted identity providers, and the limits of each: which organisations, which roles, which lifetime. Tokens of
//! other issuers are refused, and a token never gets more than its issuer's entry allows.

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

/// The settings of one trusted issuer.
#[derive(Clone, Debug)]
pub struct IssuerEntry {
    /// Our short name for it, for the log.
    pub name: Arc<str>,
    /// The value of `iss` in its tokens; it must match exactly.
    pub issuer: String,
    /// The expected value of `aud` in its tokens.
    pub audience: String,
    /// The source of its keys.
    pub keys: KeySource,
    /// The algorithms that its keys may use. All are asymmetric.
    pub algorithms: Vec<Algorithm>,
    /// The organisations that it may speak for.
    pub organisations: Organisations,
    /// Its own names for organisations, if it does not write our ids.
    pub organisation_names: BTreeMap<String, Uuid>,
    /// The roles that it may grant.
    pub roles: HashSet<Role>,
    /// Its own names for our roles, if they differ.
    pub role_names: BTreeMap<String, Role>,
    /// The longest allowed time from `iat` to `exp`.
    pub maximum_lifetime: TimeDelta,
    /// The form of its tokens.
    pub form: Form,
    /// Defaults for tokens without the claim.
    pub defaults: Defaults,
    /// The places of its claims.
    pub places: Places,
}

/// The largest value of `maximum_token_bytes` of any issuer.
pub const LARGEST_TOKEN: usize = 64 * 1024;

/// The allowed form of an issuer's tokens, in addition to the rules for all tokens.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Form {
    /// Maximum size of a token, in bytes.
    pub maximum_bytes: usize,
    /// Whether `typ` must be `at+jwt` (RFC 9068). If false, `JWT` is accepted too.
    pub only_access_token_type: bool,
    /// Whether the header may have no `typ`.
    pub type_may_be_missing: bool,
    /// Whether the token may have no id. Its hash is then used as its id.
    pub token_id_may_be_missing: bool,
    /// If not empty, the claim `amr` must contain one of these values.
    pub required_amr: Vec<String>,
    /// If not empty, the claim `acr` must be one of these values.
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

/// Defaults for tokens without a claim, for providers that cannot add claims.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Defaults {
    /// The organisation, if the issuer speaks for only one.
    pub organisation: Option<Uuid>,
    /// The roles, which the issuer must be allowed to grant.
    pub roles: Vec<Role>,
    /// The centres that count as the viewer's own.
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
    /// Only these.
    Only(HashSet<Uuid>),
    /// Every organisation; for local development only.
    All,
}

impl Organisations {
    /// Whether the issuer may speak for this organisation.
    #[must_use]
    pub fn hold(&self, organisation_id: Uuid) -> bool {
        match self {
            Self::All => true,
            Self::Only(ids) => ids.contains(&organisation_id),
        }
    }
}

impl IssuerEntry {
    /// The entry of the local development issuer in the demo: every organisation, every role, 12 hours.
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
    /// Whether the holder of its key can act as anybody in any organisation. This is for development only.
    #[must_use]
    pub fn is_anybody(&self) -> bool {
        self.organisations == Organisations::All
    }

    /// Whether its keys are those of the local development issuer.
    #[must_use]
    pub const fn is_development(&self) -> bool {
        matches!(self.keys, KeySource::LocalKeyFile(_) | KeySource::Own(_))
    }
}

/// A trusted issuer: its entry and its keys.
#[derive(Debug)]
pub struct Issuer {
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
    ///
    /// # Errors
    /// All key files that cannot be used.
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

    /// The issuer with this `iss`.
    #[must_use]
    pub fn get(&self, issuer: &str) -> Option<&Issuer> {
        self.0.get(issuer)
    }

    /// The `iss` values of all issuers, for the log.
    #[must_use]
    pub fn names(&self) -> String {
        let mut names: Vec<_> = self.0.keys().map(|name| format!("\"{name}\"")).collect();
        names.sort_unstable();
        names.join(", ")
    }

    /// Our names of the issuers whose keys could not be read.
    #[must_use]
    pub fn without_keys(&self, now: DateTimeUtc) -> Vec<Arc<str>> {
        let away = self.0.values().filter(|issuer| !issuer.ring.has_keys(now));
        let mut names: Vec<_> = away.map(|issuer| Arc::clone(&issuer.entry.name)).collect();
        names.sort_unstable();
        names
    }

    /// Whether tokens of at least one issuer can be checked. One is enough, because the key server of one partner must
    /// not take the whole server out of service.
    #[must_use]
    pub fn are_ready(&self, now: DateTimeUtc) -> bool {
        self.0.values().any(|issuer| issuer.ring.has_keys(now))
    }

    /// Reads all keys now, and again whenever their cache time is over. It stops when the returned set is dropped.
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
