//! What the claims of a token say, against the entry of its issuer: each rule by itself, so that `explain` can ask them all.
//! The signature has been looked at before, or is looked at elsewhere.

use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::codes::{Oversight, Role};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

use super::{
    claims::{Claims, code},
    issuers::IssuerEntry,
    refusal::Reason,
};
use crate::access::{
    exclusion,
    verified_token::{LEEWAY, VerifiedToken},
};

/// Claims that only an ID token has (OpenID Connect Core, sections 2 and 3.3.2.11).
const OF_ID_TOKENS: [&str; 3] = ["nonce", "at_hash", "c_hash"];
/// Claims that bind a token to a key (RFC 7800) or to somebody who acts for the subject (RFC 8693).
const BINDING: [&str; 2] = ["cnf", "act"];

/// The facts that a token with these claims tells.
///
/// # Errors
/// The first rule that does not hold.
pub(super) fn facts(
    entry: &IssuerEntry,
    claims: &Claims,
    token: &str,
    now: DateTimeUtc,
) -> Result<VerifiedToken, Reason> {
    is_for_access(claims)?;
    claims.made_for(&entry.audience)?;
    let (issued_at, expires_at) = life(entry, claims, now)?;
    signed_in_well(entry, claims)?;
    let (places, defaults) = (&entry.places, &entry.defaults);
    Ok(VerifiedToken {
        issuer: entry.issuer.clone(),
        subject: claims.text("/sub", "sub")?,
        jti: token_id(entry, claims, token)?,
        organisation_id: organisation(entry, claims)?,
        organisation_type: claims.code_if_any(&places.organisation_type, "organisation_type")?,
        roles: roles(entry, claims)?,
        // What a token does not say, it does not open: without the claim only the issuer's entry can say it.
        centres: claims.texts_if_any(&places.centres, "centres")?.unwrap_or_else(|| defaults.centres.clone()),
        oversight: claims
            .code_if_any(&places.oversight, "oversight")?
            .or(defaults.oversight)
            .unwrap_or(Oversight::None),
        purpose: claims.code_if_any(&places.purpose, "purpose")?.or(defaults.purpose),
        country: claims.one_if_any(&places.country, "country")?.or_else(|| defaults.country.clone()),
        post: claims.one_if_any(&places.post, "post")?.or_else(|| defaults.post.clone()),
        display_name: claims.shown(&places.name),
        issued_at,
        expires_at,
    })
}

/// An ID token tells another program who signed in; a refresh token is for the provider alone. Keycloak names its kinds in
/// a claim `typ`.
pub(super) fn is_for_access(claims: &Claims) -> Result<(), Reason> {
    if let Some(name) = OF_ID_TOKENS.into_iter().find(|name| claims.has(name)) {
        return Err(Reason::NotForAccess(name));
    }
    if claims.has("typ") && !claims.text("/typ", "typ").is_ok_and(|typ| typ.eq_ignore_ascii_case("bearer")) {
        return Err(Reason::NotForAccess("typ"));
    }
    BINDING.into_iter().find(|name| claims.has(name)).map_or(Ok(()), |name| Err(Reason::Bound(name)))
}

/// When the token was made and when it ends, if it holds now.
pub(super) fn life(
    entry: &IssuerEntry,
    claims: &Claims,
    now: DateTimeUtc,
) -> Result<(DateTimeUtc, DateTimeUtc), Reason> {
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
    Ok((issued_at, expires_at))
}

/// The sign-in was of a kind that the entry asks for, where it asks.
pub(super) fn signed_in_well(entry: &IssuerEntry, claims: &Claims) -> Result<(), Reason> {
    for (name, place, required) in
        [("amr", "/amr", &entry.form.required_amr), ("acr", "/acr", &entry.form.required_acr)]
    {
        let named = claims.names_if_any(place, name)?.unwrap_or_default();
        if !required.is_empty() && !named.iter().any(|kind| required.contains(kind)) {
            return Err(Reason::WeakSignIn(name));
        }
    }
    Ok(())
}

/// The token's number; where the issuer gives none, its hash, by which it can be revoked just as well.
pub(super) fn token_id(entry: &IssuerEntry, claims: &Claims, token: &str) -> Result<String, Reason> {
    match claims.one_if_any(&entry.places.token_id, "jti")? {
        Some(id) => Ok(id),
        None if entry.form.token_id_may_be_missing => Ok(hash_as_id(token)),
        None => Err(Reason::MissingClaim("jti")),
    }
}

/// The hash of a token as its number.
fn hash_as_id(token: &str) -> String {
    format!("sha256:{}", URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, token.as_bytes())))
}

/// The organisation that the token names, in the issuer's words or by its id, among those that the issuer may speak for.
pub(super) fn organisation(entry: &IssuerEntry, claims: &Claims) -> Result<Uuid, Reason> {
    let named = claims.one_if_any(&entry.places.organisation, "organisation")?;
    let id = match named {
        Some(name) => match entry.organisation_names.get(&name) {
            Some(id) => *id,
            None => Uuid::parse_str(&name).map_err(|_| Reason::MalformedClaim("organisation"))?,
        },
        None => entry.defaults.organisation.ok_or(Reason::MissingClaim("organisation"))?,
    };
    if entry.organisations.hold(id) { Ok(id) } else { Err(Reason::OrganisationNotAllowed) }
}

/// The roles that we know and that the issuer may grant. Others are dropped, since a provider also writes the roles of
/// its other programs; without any left there is no access, and none with two that exclude each other.
pub(super) fn roles(entry: &IssuerEntry, claims: &Claims) -> Result<Vec<Role>, Reason> {
    let mut roles: Vec<Role> = match claims.names_if_any(&entry.places.roles, "roles")? {
        Some(named) => {
            named.iter().filter_map(|name| entry.role_names.get(name).copied().or_else(|| code(name))).collect()
        }
        None if entry.defaults.roles.is_empty() => return Err(Reason::MissingClaim("roles")),
        None => entry.defaults.roles.clone(),
    };
    roles.retain(|role| entry.roles.contains(role));
    roles.sort_unstable();
    roles.dedup();
    match exclusion::clash(&roles) {
        Some((one, other)) => Err(Reason::RolesExclude(one, other)),
        None if roles.is_empty() => Err(Reason::NoRole),
        None => Ok(roles),
    }
}
