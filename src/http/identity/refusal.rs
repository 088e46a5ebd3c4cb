//! Why a caller is not let in. Outside there is one answer for every bad token; the exact reason is for the log only.

use std::{fmt, sync::Arc};

use axum::http::{HeaderValue, StatusCode};
use entity::codes::Role;

use crate::{access::policy::spelled, store::subjects::SubjectRefused};

/// The answer to a caller whom we cannot name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// The request carries no bearer token.
    NoToken,
    /// The token is not acceptable.
    Invalid(TokenRefused),
    /// We cannot judge the token now: the issuer's keys or our database are away.
    Unavailable(String),
}

impl Refusal {
    /// The HTTP status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NoToken | Self::Invalid(_) => StatusCode::UNAUTHORIZED,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The `WWW-Authenticate` header of the answer (RFC 6750, section 3): no error code when no token was sent.
    #[must_use]
    pub fn www_authenticate(&self) -> Option<HeaderValue> {
        match self {
            Self::NoToken => Some(HeaderValue::from_static("Bearer realm=\"waystation\"")),
            Self::Invalid(_) => Some(HeaderValue::from_static("Bearer realm=\"waystation\", error=\"invalid_token\"")),
            Self::Unavailable(_) => None,
        }
    }

    /// The sentence for the caller. It is the same for every bad token, so that it cannot be used to probe.
    #[must_use]
    pub fn public_sentence(&self) -> &'static str {
        match self {
            Self::NoToken => "a bearer token is needed",
            Self::Invalid(_) => "the token is not valid",
            Self::Unavailable(_) => "the token cannot be checked at the moment; please try again",
        }
    }
}

impl fmt::Display for Refusal {
    /// For the log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoToken => f.write_str("no bearer token"),
            Self::Invalid(refused) => refused.fmt(f),
            Self::Unavailable(cause) => write!(f, "token not checked: {cause}"),
        }
    }
}

/// A refused token: the reason, and of its contents only the issuer as we named it and the key's id.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TokenRefused {
    /// What was wrong.
    pub reason: Reason,
    /// Our name for the issuer, if the token named a trusted one.
    pub issuer: Option<Arc<str>>,
    /// The id of the key, if the token named one.
    pub kid: Option<String>,
    /// What came and what is wanted, where that helps an operator. Never a claim about a person.
    pub detail: Option<String>,
}

/// A stranger wrote part of a detail: no more of it goes to the log.
const LONGEST_DETAIL: usize = 400;

impl From<Reason> for TokenRefused {
    fn from(reason: Reason) -> Self {
        Self { reason, issuer: None, kid: None, detail: None }
    }
}

impl fmt::Display for TokenRefused {
    /// For the log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "token refused: {}", self.reason)?;
        if let Some(detail) = &self.detail {
            // Only what cannot break a log line.
            let detail: String =
                detail.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').take(LONGEST_DETAIL).collect();
            write!(f, ": {detail}")?;
        }
        if let Some(issuer) = &self.issuer {
            write!(f, " (issuer {issuer})")?;
        }
        if let Some(kid) = &self.kid {
            // Written by a stranger: only what cannot break a log line, and not much of it.
            let kid: String = kid.chars().filter(char::is_ascii_graphic).take(64).collect();
            write!(f, " (kid {kid})")?;
        }
        Ok(())
    }
}

/// What was wrong with a token.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Reason {
    /// Longer than this issuer's tokens may be.
    #[error("too long; `maximum_token_bytes` of the issuer sets the limit")]
    TooLong,
    /// Not three parts of base64url with JSON objects in the first two.
    #[error("not a well-formed signed token")]
    Malformed,
    /// The same name twice in one object: two readers would read two tokens.
    #[error("a name stands twice in one object")]
    RepeatedName,
    /// A header that must be understood (`crit`), or that brings its own key (`jku`, `jwk`, `x5u`, `x5c`).
    #[error("forbidden header {0}")]
    ForbiddenHeader(&'static str),
    /// Not an access token by its `typ`.
    #[error("typ is not that of an access token")]
    WrongType,
    /// `none`, a shared secret, or not the algorithm of this key.
    #[error("algorithm not accepted")]
    WrongAlgorithm,
    /// The header names no key.
    #[error("no kid")]
    NoKeyId,
    /// Not an issuer that we trust.
    #[error("issuer not trusted")]
    UnknownIssuer,
    /// The issuer has no such key, as far as we could ask.
    #[error("key unknown")]
    UnknownKey,
    /// The issuer's keys could not be read so far: no judgement is possible.
    #[error("the issuer's keys are not available")]
    KeysUnavailable,
    /// The signature is not the key's.
    #[error("signature wrong")]
    WrongSignature,
    /// A claim that we need is missing.
    #[error("claim {0} missing")]
    MissingClaim(&'static str),
    /// A claim is not of the form we expect.
    #[error("claim {0} malformed")]
    MalformedClaim(&'static str),
    /// Made for somebody else.
    #[error("wrong audience")]
    WrongAudience,
    /// Over.
    #[error("expired")]
    Expired,
    /// Not begun.
    #[error("not valid yet")]
    NotYetValid,
    /// Issued in the future: its lifetime cannot be trusted.
    #[error("issued in the future")]
    IssuedInFuture,
    /// An ID token or a refresh token: it says who signed in to another program, and opens nothing here.
    #[error("not an access token: it has the claim {0}")]
    NotForAccess(&'static str),
    /// Bound to a key or to somebody who acts for the subject, which a bearer token cannot prove.
    #[error("the claim {0} binds the token, and this server takes bearer tokens only")]
    Bound(&'static str),
    /// The sign-in was weaker than the issuer's entry asks for.
    #[error("the sign-in was not of a required kind; the claim {0} must name one")]
    WeakSignIn(&'static str),
    /// Valid for longer than this issuer may say.
    #[error("lifetime too long")]
    LifetimeTooLong,
    /// The issuer may not speak for this organisation.
    #[error("issuer may not speak for this organisation")]
    OrganisationNotAllowed,
    /// No role that we know and the issuer may grant.
    #[error("no role that we know and the issuer may grant")]
    NoRole,
    /// Two roles of the token exclude each other.
    #[error("roles {} and {} exclude each other", spelled(.0), spelled(.1))]
    RolesExclude(Role, Role),
    /// Taken back: the token, what its subject signed in with, or its organisation.
    #[error("revoked")]
    Revoked,
    /// The database does not accept who it speaks for.
    #[error(transparent)]
    Subject(SubjectRefused),
}

impl Reason {
    /// Names the issuer and the key beside the reason.
    #[must_use]
    pub fn of(self, issuer: &Arc<str>, kid: &str) -> TokenRefused {
        TokenRefused { reason: self, issuer: Some(Arc::clone(issuer)), kid: Some(kid.to_owned()), detail: None }
    }
}
