//! The entry of one trusted issuer: the settings from which its tokens are judged.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use chrono::TimeDelta;
use entity::codes::{Oversight, Purpose, Role};
use jsonwebtoken::Algorithm;
use uuid::Uuid;

use crate::http::{
    documents::Accepts,
    identity::{claims::Places, keys::source::KeySource},
};

/// `iss` of the tokens that `demo token` signs. Its private key is a file on the machine of a developer, so that a server
/// that other machines can reach does not trust it.
pub const DEVELOPMENT_ISSUER: &str = "urn:waystation:local-development";

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
    pub organisations: HashSet<Uuid>,
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
    /// The documents that its callers may run.
    pub documents: Accepts,
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

impl IssuerEntry {
    /// Whether its tokens are those of the local development issuer.
    pub(crate) fn is_development(&self) -> bool {
        self.issuer == DEVELOPMENT_ISSUER
    }
}
