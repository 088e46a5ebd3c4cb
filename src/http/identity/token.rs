//! One token, from its text to facts about who asks: the signature by a key of a trusted issuer, then every rule of
//! RFC 7519, 8725 and 9068 that applies. The order is cheap before dear, and nothing is believed before the signature
//! but the two names that are needed to find the key.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::codes::Role;
use jsonwebtoken::Algorithm;
use sea_orm::prelude::DateTimeUtc;

use super::{
    claims::{Claims, code},
    issuers::{Issuer, IssuerEntry, Issuers},
    json,
    keys::{is_asymmetric, ring::NoKey},
    refusal::{Reason, TokenRefused},
};
use crate::access::verified_token::{LEEWAY, VerifiedToken};

const LONGEST_TOKEN: usize = 8 * 1024;
/// `crit` asks for an understanding that we do not have; the others bring a key along, and a key that comes with the
/// token proves nothing.
const FORBIDDEN_HEADERS: [&str; 6] = ["crit", "jku", "jwk", "x5u", "x5c", "zip"];

/// Verifies a token.
///
/// # Errors
/// The first rule that does not hold.
pub async fn verify(token: &str, issuers: &Issuers, now: DateTimeUtc) -> Result<VerifiedToken, TokenRefused> {
    let parts = Parts::of(token)?;
    let claims = Claims::new(json::object(&parts.claims)?);
    let name = claims.text("/iss", "iss")?;
    let issuer = issuers.get(&name).ok_or(Reason::UnknownIssuer)?;
    let judged = signed_by(issuer, &parts, now).await.and_then(|()| facts(&issuer.entry, &claims, now));
    judged.map_err(|reason| reason.of(&issuer.entry.name, &parts.kid))
}

/// A token taken apart; its header has been checked.
struct Parts<'a> {
    algorithm: Algorithm,
    kid: String,
    is_access_token_type: bool,
    claims: Vec<u8>,
    message: &'a str,
    signature: &'a str,
}

impl<'a> Parts<'a> {
    fn of(token: &'a str) -> Result<Self, Reason> {
        if token.len() > LONGEST_TOKEN {
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
        // `none` is not a name that parses; a shared secret is refused before any key is looked at, since a public key
        // used as one would let anybody sign.
        let algorithm = text("alg").and_then(|name| name.parse().ok()).filter(|algorithm| is_asymmetric(*algorithm));
        let kind = text("typ").map(str::to_ascii_lowercase).ok_or(Reason::WrongType)?;
        let is_access_token_type = match kind.strip_prefix("application/").unwrap_or(&kind) {
            "at+jwt" => true,
            "jwt" => false,
            _ => return Err(Reason::WrongType),
        };
        Ok(Self {
            algorithm: algorithm.ok_or(Reason::WrongAlgorithm)?,
            kid: text("kid").filter(|kid| !kid.is_empty()).ok_or(Reason::NoKeyId)?.to_owned(),
            is_access_token_type,
            claims: decode(claims)?,
            message,
            signature,
        })
    }
}

async fn signed_by(issuer: &Issuer, parts: &Parts<'_>, now: DateTimeUtc) -> Result<(), Reason> {
    // Before the key is looked for: nobody needs to ask the key server about a token that cannot be good.
    if !issuer.entry.algorithms.contains(&parts.algorithm) {
        return Err(Reason::WrongAlgorithm);
    }
    if issuer.entry.only_access_token_type && !parts.is_access_token_type {
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

fn facts(entry: &IssuerEntry, claims: &Claims, now: DateTimeUtc) -> Result<VerifiedToken, Reason> {
    claims.made_for(&entry.audience)?;
    let expires_at = claims.time("exp")?;
    let issued_at = claims.time("iat")?;
    if now >= expires_at + LEEWAY {
        return Err(Reason::Expired);
    }
    if claims.time_if_any("nbf")?.is_some_and(|not_before| now + LEEWAY < not_before) {
        return Err(Reason::NotYetValid);
    }
    // Otherwise the length of a life could be hidden by moving its beginning.
    if now + LEEWAY < issued_at {
        return Err(Reason::IssuedInFuture);
    }
    if expires_at - issued_at > entry.maximum_lifetime {
        return Err(Reason::LifetimeTooLong);
    }
    let places = &entry.places;
    let organisation_id = claims.id(&places.organisation, "organisation")?;
    if !entry.organisations.hold(organisation_id) {
        return Err(Reason::OrganisationNotAllowed);
    }
    Ok(VerifiedToken {
        issuer: entry.issuer.clone(),
        subject: claims.text("/sub", "sub")?,
        jti: claims.text("/jti", "jti")?,
        organisation_id,
        organisation_type: claims.code_if_any(&places.organisation_type, "organisation_type")?,
        roles: roles(entry, claims)?,
        centres: claims.texts_if_any(&places.centres, "centres")?,
        purpose: claims.code_if_any(&places.purpose, "purpose")?,
        country: claims.text_if_any(&places.country, "country")?,
        post: claims.text_if_any(&places.post, "post")?,
        issued_at,
        expires_at,
    })
}

/// The roles that we know and that the issuer may grant. Others are dropped, since a provider also writes the roles of
/// its other programs; without any left there is no access.
fn roles(entry: &IssuerEntry, claims: &Claims) -> Result<Vec<Role>, Reason> {
    let named = claims.texts_if_any(&entry.places.roles, "roles")?.ok_or(Reason::MissingClaim("roles"))?;
    let known = named.iter().filter_map(|name| entry.role_names.get(name).copied().or_else(|| code(name)));
    let mut roles: Vec<Role> = known.filter(|role| entry.roles.contains(role)).collect();
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() { Err(Reason::NoRole) } else { Ok(roles) }
}
