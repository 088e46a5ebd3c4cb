//! Verifies one token: first the signature by a key of a trusted issuer, then every rule of RFC 7519, 8725 and 9068
//! that applies. Cheap checks run first. Until the signature is verified, only `iss` and `kid` are used, to find the
//! key.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::Algorithm;
use sea_orm::prelude::DateTimeUtc;

use super::{
    claimed::{facts, token_id},
    claims::Claims,
    issuers::{Issuer, IssuerEntry, Issuers, LARGEST_TOKEN},
    json,
    keys::{is_asymmetric, ring::NoKey},
    refusal::{Reason, TokenRefused},
};
use crate::access::verified_token::VerifiedToken;

/// `crit` names extensions that we do not support. `zip` compresses. The others carry a key, and a key that comes with
/// the token proves nothing.
const FORBIDDEN_HEADERS: [&str; 6] = ["crit", "jku", "jwk", "x5u", "x5c", "zip"];

/// Verifies a token.
pub(crate) async fn verify(token: &str, issuers: &Issuers, now: DateTimeUtc) -> Result<VerifiedToken, TokenRefused> {
    let parts = Parts::of(token)?;
    let claims = Claims::new(json::object(&parts.claims)?);
    let name = claims.text("/iss", "iss")?;
    let Some(issuer) = issuers.get(&name) else {
        let detail = format!("the token has iss \"{name}\"; trusted issuers: {}", issuers.names());
        return Err(TokenRefused { detail: Some(detail), ..Reason::UnknownIssuer.into() });
    };
    let judged = signed_by(issuer, &parts, now).await.and_then(|()| facts(&issuer.entry, &claims, token, now));
    judged.map_err(|reason| TokenRefused {
        detail: detail(reason, &claims, &issuer.entry),
        ..reason.of(&issuer.entry.name, &parts.kid)
    })
}

/// Details for an operator: the value that came, and the value that the issuer's entry expects.
fn detail(reason: Reason, claims: &Claims, entry: &IssuerEntry) -> Option<String> {
    let came = |place: &str| claims.for_the_log(place);
    match reason {
        Reason::WrongAudience => Some(format!("the token has aud {}; expected \"{}\"", came("/aud"), entry.audience)),
        Reason::LifetimeTooLong => {
            let most = entry.maximum_lifetime.num_seconds();
            Some(format!("exp {} is more than {most} seconds after iat {}", came("/exp"), came("/iat")))
        }
        Reason::MissingClaim(name) | Reason::MalformedClaim(name) => {
            entry.places.of(name).map(|place| format!("expected at {place}"))
        }
        Reason::OrganisationNotAllowed => {
            Some(format!("{} has {}", entry.places.organisation, came(&entry.places.organisation)))
        }
        Reason::NoRole => Some(format!("{} has {}", entry.places.roles, came(&entry.places.roles))),
        Reason::WeakSignIn(name) => Some(format!("the token has {}", came(&format!("/{name}")))),
        _ => None,
    }
}

/// The kind of token according to the header `typ`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    /// `at+jwt`: an access token.
    Access,
    /// `JWT`: any token.
    Any,
    /// No `typ`.
    Unsaid,
}

/// The parts of a token. The header has been checked.
pub(super) struct Parts<'a> {
    algorithm: Algorithm,
    kid: String,
    kind: Kind,
    claims: Vec<u8>,
    message: &'a str,
    signature: &'a str,
    length: usize,
}

impl<'a> Parts<'a> {
    pub(super) fn of(token: &'a str) -> Result<Self, Reason> {
        if token.len() > LARGEST_TOKEN {
            return Err(Reason::TooLong);
        }
        let (message, signature) = token.rsplit_once('.').ok_or(Reason::Malformed)?;
        let (header, claims) = message.split_once('.').ok_or(Reason::Malformed)?;
        let decode = |part| URL_SAFE_NO_PAD.decode(part).map_err(|_| Reason::Malformed);
        let header = json::object(&decode(header)?)?;
        if let Some(name) = FORBIDDEN_HEADERS.iter().find(|name| header.contains_key(**name)) {
            return Err(Reason::ForbiddenHeader(name));
        }
        let text = |name: &str| header.get(name).and_then(|value| value.as_str());
        // `none` does not parse as an algorithm. Shared secrets are refused before a key is looked up, because anybody
        // could sign with a public key that is used as a secret.
        let algorithm = text("alg").and_then(|name| name.parse().ok()).filter(|algorithm| is_asymmetric(*algorithm));
        Ok(Self {
            algorithm: algorithm.ok_or(Reason::WrongAlgorithm)?,
            kid: text("kid").filter(|kid| !kid.is_empty()).ok_or(Reason::NoKeyId)?.to_owned(),
            kind: if header.contains_key("typ") { kind(text("typ"))? } else { Kind::Unsaid },
            claims: decode(claims)?,
            message,
            signature,
            length: token.len(),
        })
    }

    /// The decoded claims, not verified.
    pub(super) fn claims(&self) -> &[u8] {
        &self.claims
    }
}

impl fmt::Display for Parts<'_> {
    /// The header, for an operator.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let typ = match self.kind {
            Kind::Access => "at+jwt",
            Kind::Any => "JWT",
            Kind::Unsaid => "nothing",
        };
        write!(f, "alg {:?}, typ {typ}, kid {}", self.algorithm, self.kid)
    }
}

fn kind(typ: Option<&str>) -> Result<Kind, Reason> {
    let typ = typ.ok_or(Reason::WrongType)?.to_ascii_lowercase();
    match typ.strip_prefix("application/").unwrap_or(&typ) {
        "at+jwt" => Ok(Kind::Access),
        "jwt" => Ok(Kind::Any),
        _ => Err(Reason::WrongType),
    }
}

pub(super) async fn signed_by(issuer: &Issuer, parts: &Parts<'_>, now: DateTimeUtc) -> Result<(), Reason> {
    let form = &issuer.entry.form;
    if parts.length > form.maximum_bytes {
        return Err(Reason::TooLong);
    }
    // Check this before looking up the key, so that a token that cannot be valid causes no request to the key server.
    if !issuer.entry.algorithms.contains(&parts.algorithm) {
        return Err(Reason::WrongAlgorithm);
    }
    let acceptable = match parts.kind {
        Kind::Access => true,
        Kind::Any => !form.only_access_token_type,
        Kind::Unsaid => form.type_may_be_missing,
    };
    if !acceptable {
        return Err(Reason::WrongType);
    }
    let key = issuer.ring.key(&parts.kid, now).await.map_err(|none| match none {
        NoKey::Unknown => Reason::UnknownKey,
        NoKey::Unavailable => Reason::KeysUnavailable,
    })?;
    if key.algorithm != parts.algorithm {
        return Err(Reason::WrongAlgorithm);
    }
    if key.verifies(parts.message.as_bytes(), parts.signature) { Ok(()) } else { Err(Reason::WrongSignature) }
}

/// The issuer and the id of a token, for revoking it. Nothing is verified.
/// Errors: when it is not a token, or its issuer is not in the entries.
pub(crate) fn named(token: &str, entries: &[IssuerEntry]) -> Result<(String, String), Reason> {
    let claims = Claims::new(json::object(&Parts::of(token)?.claims)?);
    let issuer = claims.text("/iss", "iss")?;
    let entry = entries.iter().find(|entry| entry.issuer == issuer).ok_or(Reason::UnknownIssuer)?;
    Ok((issuer, token_id(entry, &claims, token)?))
}
