//! Why a caller is refused. The answer is the same for every bad token; only the log has the exact reason.

use std::{fmt, sync::Arc};

use axum::http::{HeaderValue, StatusCode};
use entity::codes::Role;

use crate::{access::policy::spelled, metrics::labels::NOT_CHECKED, store::identity::viewers::SubjectRefused};

/// The refusal of a caller that could not be identified.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Refusal {
    /// The request carries no bearer token.
    NoToken,
    /// The token is not acceptable.
    Invalid(TokenRefused),
    /// The token cannot be checked now, because the issuer's keys or our database are unavailable.
    Unavailable(String),
}

impl Refusal {
    /// The HTTP status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NoToken | Self::Invalid(_) => StatusCode::UNAUTHORIZED,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The `WWW-Authenticate` header of the answer (RFC 6750, section 3): no error code if no token was sent.
    pub(crate) fn www_authenticate(&self) -> Option<HeaderValue> {
        match self {
            Self::NoToken => Some(HeaderValue::from_static("Bearer realm=\"waystation\"")),
            Self::Invalid(_) => Some(HeaderValue::from_static("Bearer realm=\"waystation\", error=\"invalid_token\"")),
            Self::Unavailable(_) => None,
        }
    }

    /// The word under which it is counted.
    pub(crate) const fn counted_as(&self) -> &'static str {
        match self {
            Self::NoToken => "no_token",
            Self::Invalid(refused) => refused.reason.counted_as(),
            Self::Unavailable(_) => NOT_CHECKED,
        }
    }

    /// The sentence for the caller. It is the same for every bad token, so that an attacker learns nothing from it.
    pub(crate) fn public_sentence(&self) -> &'static str {
        match self {
            Self::NoToken => "a bearer token is needed",
            Self::Invalid(_) => "the token is not valid",
            Self::Unavailable(_) => "the token cannot be checked at the moment; please try again",
        }
    }
}

impl fmt::Display for Refusal {
    /// The text for the log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoToken => f.write_str("no bearer token"),
            Self::Invalid(refused) => refused.fmt(f),
            Self::Unavailable(cause) => write!(f, "token not checked: {cause}"),
        }
    }
}

/// A refused token: the reason, our name for the issuer, and the id of the key. No other content of the token.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct TokenRefused {
    /// Why it was refused.
    pub reason: Reason,
    /// Our name for the issuer, if the token named a trusted one.
    pub issuer: Option<Arc<str>>,
    /// The id of the key, if the token named one.
    pub kid: Option<String>,
    /// The value that came and the expected value, where that helps an operator. Never a claim about a person.
    pub detail: Option<String>,
}

/// Maximum length of a detail in the log, because part of it comes from a stranger.
const LONGEST_DETAIL: usize = 400;

impl From<Reason> for TokenRefused {
    fn from(reason: Reason) -> Self {
        Self { reason, issuer: None, kid: None, detail: None }
    }
}

impl fmt::Display for TokenRefused {
    /// The text for the log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "token refused: {}", self.reason)?;
        if let Some(detail) = &self.detail {
            // Only characters that cannot break a log line.
            let detail: String =
                detail.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').take(LONGEST_DETAIL).collect();
            write!(f, ": {detail}")?;
        }
        if let Some(issuer) = &self.issuer {
            write!(f, " (issuer {issuer})")?;
        }
        if let Some(kid) = &self.kid {
            // A stranger wrote it: log only characters that cannot break a log line, and at most 64.
            let kid: String = kid.chars().filter(char::is_ascii_graphic).take(64).collect();
            write!(f, " (kid {kid})")?;
        }
        Ok(())
    }
}

/// Why a token was refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub(crate) enum Reason {
    /// Longer than this issuer allows.
    #[error("too long; `maximum_token_bytes` of the issuer sets the limit")]
    TooLong,
    /// Not three parts in base64url with JSON objects in the first two.
    #[error("not a well-formed signed token")]
    Malformed,
    /// An object contains a name twice, so two parsers could read two different tokens.
    #[error("a name occurs twice in one object")]
    RepeatedName,
    /// A header that the receiver must understand (`crit`), that compresses (`zip`), or that brings its own key (`jku`,
    /// `jwk`, `x5u`, `x5c`).
    #[error("forbidden header {0}")]
    ForbiddenHeader(&'static str),
    /// The header `typ` is not that of an access token.
    #[error("typ does not mark an access token")]
    WrongType,
    /// `none`, a shared secret, or an algorithm other than that of the key.
    #[error("algorithm not accepted")]
    WrongAlgorithm,
    /// The header names no key.
    #[error("no kid")]
    NoKeyId,
    /// Not a trusted issuer.
    #[error("issuer not trusted")]
    UnknownIssuer,
    /// The issuer has no such key, as far as its key server could be asked.
    #[error("key unknown")]
    UnknownKey,
    /// The issuer's keys have not been read yet, or too long ago, so the token cannot be checked.
    #[error("the issuer's keys are not available")]
    KeysUnavailable,
    /// The signature does not match the key.
    #[error("signature wrong")]
    WrongSignature,
    /// A required claim is missing.
    #[error("claim {0} missing")]
    MissingClaim(&'static str),
    /// A claim does not have the expected form.
    #[error("claim {0} malformed")]
    MalformedClaim(&'static str),
    /// The audience is somebody else.
    #[error("wrong audience")]
    WrongAudience,
    /// Expired (`exp`).
    #[error("expired")]
    Expired,
    /// Not valid yet (`nbf`).
    #[error("not valid yet")]
    NotYetValid,
    /// Issued in the future (`iat`), so its lifetime cannot be trusted.
    #[error("issued in the future")]
    IssuedInFuture,
    /// An ID token or a refresh token. It is for another program and grants no access here.
    #[error("not an access token: it has the claim {0}")]
    NotForAccess(&'static str),
    /// Bound to a key or to an actor for the subject, which the sender of a bearer token does not prove.
    #[error("the claim {0} binds the token, and this server takes bearer tokens only")]
    Bound(&'static str),
    /// The sign-in was weaker than the issuer's entry requires.
    #[error("the sign-in was not of a required kind; the claim {0} must name one")]
    WeakSignIn(&'static str),
    /// Valid for longer than this issuer allows.
    #[error("lifetime too long")]
    LifetimeTooLong,
    /// The issuer may not speak for this organisation.
    #[error("issuer may not speak for this organisation")]
    OrganisationNotAllowed,
    /// No known role that the issuer may grant.
    #[error("no known role that the issuer may grant")]
    NoRole,
    /// Two roles of the token exclude each other.
    #[error("roles {} and {} exclude each other", spelled(.0), spelled(.1))]
    RolesExclude(Role, Role),
    /// Revoked: the token, the sign-ins of its subject, or its organisation.
    #[error("revoked")]
    Revoked,
    /// The database does not accept the organisation or the subject.
    #[error(transparent)]
    Subject(SubjectRefused),
}

impl Reason {
    /// The word under which it is counted.
    pub(crate) const fn counted_as(&self) -> &'static str {
        use SubjectRefused as S;
        match self {
            Self::TooLong => "too_long",
            Self::Malformed => "malformed",
            Self::RepeatedName => "repeated_name",
            Self::ForbiddenHeader(_) => "forbidden_header",
            Self::WrongType => "wrong_type",
            Self::WrongAlgorithm => "wrong_algorithm",
            Self::NoKeyId => "no_key_id",
            Self::UnknownIssuer => "unknown_issuer",
            Self::UnknownKey => "unknown_key",
            Self::KeysUnavailable => "keys_unavailable",
            Self::WrongSignature => "wrong_signature",
            Self::MissingClaim(_) => "missing_claim",
            Self::MalformedClaim(_) => "malformed_claim",
            Self::WrongAudience => "wrong_audience",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::IssuedInFuture => "issued_in_future",
            Self::NotForAccess(_) => "not_for_access",
            Self::Bound(_) => "bound",
            Self::WeakSignIn(_) => "weak_sign_in",
            Self::LifetimeTooLong => "lifetime_too_long",
            Self::OrganisationNotAllowed => "organisation_not_allowed",
            Self::NoRole => "no_role",
            Self::RolesExclude(..) => "roles_exclude",
            Self::Revoked => "revoked",
            Self::Subject(S::UnknownOrganisation) => "unknown_organisation",
            Self::Subject(S::SuspendedOrganisation) => "suspended_organisation",
            Self::Subject(S::DeactivatedWorker) => "deactivated_worker",
            Self::Subject(S::OtherOrganisationType) => "other_organisation_type",
            Self::Subject(S::OtherCountry) => "other_country",
            Self::Subject(S::NotACountry) => "not_a_country",
            Self::Subject(S::OtherPost) => "other_post",
        }
    }

    /// Adds the issuer and the id of the key to the reason.
    pub(crate) fn of(self, issuer: &Arc<str>, kid: &str) -> TokenRefused {
        TokenRefused { reason: self, issuer: Some(Arc::clone(issuer)), kid: Some(kid.to_owned()), detail: None }
    }
}
