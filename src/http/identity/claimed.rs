//! Checks the claims of a token against the entry of its issuer. Each rule is a function, so that `explain` can run all
//! of them. The signature is verified elsewhere.

use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::codes::{Oversight, Role};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

use super::{
    claims::{Claims, Places, code},
    issuers::IssuerEntry,
    refusal::Reason,
};
use crate::{
    access::{
        exclusion,
        verified_token::{LEEWAY, VerifiedToken},
        viewer::Settings,
    },
    rules::{language, time_zone},
};

/// Claims that occur only in ID tokens (OpenID Connect Core, sections 2 and 3.3.2.11).
const OF_ID_TOKENS: [&str; 3] = ["nonce", "at_hash", "c_hash"];
/// Claims that bind a token to a key (`cnf`, RFC 7800) or to an actor for the subject (`act`, RFC 8693).
const BINDING: [&str; 2] = ["cnf", "act"];

/// Checks all rules and returns the verified token.
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
        // Without the claim, only a default in the issuer's entry can grant centres.
        centres: claims.texts_if_any(&places.centres, "centres")?.unwrap_or_else(|| defaults.centres.clone()),
        oversight: claims
            .code_if_any(&places.oversight, "oversight")?
            .or(defaults.oversight)
            .unwrap_or(Oversight::None),
        purpose: claims.code_if_any(&places.purpose, "purpose")?.or(defaults.purpose),
        country: claims.one_if_any(&places.country, "country")?.or_else(|| defaults.country.clone()),
        post: claims.one_if_any(&places.post, "post")?.or_else(|| defaults.post.clone()),
        display_name: claims.shown(&places.name),
        settings: settings(claims, places),
        issued_at,
        expires_at,
    })
}

/// The settings of the person. A value that is no language or time zone is left out, because it decides no access.
/// Providers also write `fr_NE` for `fr-NE`.
fn settings(claims: &Claims, places: &Places) -> Settings {
    let language = claims.shown(&places.locale).map(|tag| tag.replace('_', "-"));
    let zone = claims.shown(&places.zoneinfo);
    Settings {
        language: language.and_then(|tag| language::language("locale", &tag).ok()),
        time_zone: zone.and_then(|name| time_zone::time_zone("zoneinfo", &name).ok()),
    }
}

/// Refuses ID tokens, which are for other programs, and refresh tokens, which are for the provider only. Keycloak
/// writes the kind of a token in the claim `typ`.
pub(super) fn is_for_access(claims: &Claims) -> Result<(), Reason> {
    if let Some(name) = OF_ID_TOKENS.into_iter().find(|name| claims.has(name)) {
        return Err(Reason::NotForAccess(name));
    }
    if claims.has("typ") && !claims.text("/typ", "typ").is_ok_and(|typ| typ.eq_ignore_ascii_case("bearer")) {
        return Err(Reason::NotForAccess("typ"));
    }
    BINDING.into_iter().find(|name| claims.has(name)).map_or(Ok(()), |name| Err(Reason::Bound(name)))
}

/// Returns when the token was issued and when it expires, if it is valid now.
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
    // `iat` in the future would make `exp - iat`, the lifetime checked below, look shorter than it is.
    if now + LEEWAY < issued_at {
        return Err(Reason::IssuedInFuture);
    }
    if expires_at - issued_at > entry.maximum_lifetime {
        return Err(Reason::LifetimeTooLong);
    }
    Ok((issued_at, expires_at))
}

/// Checks that `amr` and `acr` name a kind of sign-in that the entry requires, if it requires any.
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

/// The id of the token (`jti`). If the issuer writes none, it is the hash of what was signed, which can be revoked in the
/// same way.
pub(super) fn token_id(entry: &IssuerEntry, claims: &Claims, token: &str) -> Result<String, Reason> {
    match claims.one_if_any(&entry.places.token_id, "jti")? {
        Some(id) => Ok(id),
        None if entry.form.token_id_may_be_missing => Ok(hash_as_id(token)),
        None => Err(Reason::MissingClaim("jti")),
    }
}

/// The hash of a token without its signature, as its id. One ECDSA signature can be turned into a second valid one, so a
/// hash of the whole token would let a revoked token in again.
fn hash_as_id(token: &str) -> String {
    let signed = token.rsplit_once('.').map_or(token, |(signed, _)| signed);
    format!("sha256:{}", URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, signed.as_bytes())))
}

/// The organisation of the token, by the issuer's own name or by our id. It must be one that the issuer may speak for.
pub(super) fn organisation(entry: &IssuerEntry, claims: &Claims) -> Result<Uuid, Reason> {
    let named = claims.one_if_any(&entry.places.organisation, "organisation")?;
    let id = match named {
        Some(name) => match entry.organisation_names.get(&name) {
            Some(id) => *id,
            None => Uuid::parse_str(&name).map_err(|_| Reason::MalformedClaim("organisation"))?,
        },
        None => entry.defaults.organisation.ok_or(Reason::MissingClaim("organisation"))?,
    };
    if entry.organisations.contains(&id) { Ok(id) } else { Err(Reason::OrganisationNotAllowed) }
}

/// The known roles that the issuer may grant. Other names are dropped, because a provider also writes roles of its
/// other programs. An empty result and a pair of roles that exclude each other are refused.
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

#[cfg(test)]
mod tests {
    use super::hash_as_id;

    #[test]
    fn another_signature_of_the_same_token_is_the_same_token() {
        assert_eq!(hash_as_id("header.claims.one"), hash_as_id("header.claims.other"));
        assert_ne!(hash_as_id("header.claims.one"), hash_as_id("header.others.one"));
    }
}
