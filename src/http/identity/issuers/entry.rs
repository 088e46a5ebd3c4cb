//! The entry of one trusted issuer: the settings from which its tokens are judged.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use chrono::TimeDelta;
use entity::codes::{Oversight, Purpose, Role};
use jsonwebtoken::Algorithm;
use sea_orm::Iterable;
use uuid::Uuid;

use super::local::{LOCAL_AUDIENCE, LOCAL_ISSUER, LocalIssuer};
use crate::{
    access::verified_token::LONGEST_LIFETIME,
    http::identity::{claims::Places, keys::source::KeySource},
};

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
    pub(crate) fn hold(&self, organisation_id: Uuid) -> bool {
        match self {
            Self::All => true,
            Self::Only(ids) => ids.contains(&organisation_id),
        }
    }
}

impl IssuerEntry {
    /// The entry of the local development issuer in the demo: every organisation, every role, 12 hours.
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
    pub(crate) fn is_anybody(&self) -> bool {
        self.organisations == Organisations::All
    }

    /// Whether its keys are those of the local development issuer.
    pub(crate) const fn is_development(&self) -> bool {
        matches!(self.keys, KeySource::LocalKeyFile(_) | KeySource::Own(_))
    }
}
