//! Who is asking: from the `Authorization` header to facts that can be relied on. The only place that reads claims.
//!
//! Token text -> (`token`) signature by a key (`keys`) of a trusted issuer (`issuers`), claims (`claims`) -> facts.
//! A token is verified once and then remembered by its hash for a minute at most; the token itself is never kept, and
//! neither it nor what it says is ever logged.

pub mod claims;
pub mod issuers;
mod json;
pub mod keys;
pub mod refusal;
#[cfg(test)]
mod tests;
pub mod token;

use std::{sync::Arc, time::Duration};

use aws_lc_rs::digest;
use axum::http::{HeaderMap, header::AUTHORIZATION};
use moka::sync::Cache;
use sea_orm::prelude::DateTimeUtc;
use tokio::task::JoinSet;

use self::{
    issuers::Issuers,
    refusal::{Reason, Refusal, TokenRefused},
    token::LEEWAY,
};
use crate::access::verified_token::VerifiedToken;

const REMEMBER: Duration = Duration::from_mins(1);
/// Short, since what was wrong may heal: a clock, a key, a row in the database.
const REMEMBER_REFUSAL: Duration = Duration::from_secs(5);
const REMEMBERED_TOKENS: u64 = 50_000;
const REMEMBERED_REFUSALS: u64 = 10_000;

/// Names the callers of this server.
#[derive(Debug)]
pub struct Identity {
    issuers: Issuers,
    remembered: Cache<TokenHash, Arc<VerifiedToken>>,
    refused: Cache<TokenHash, TokenRefused>,
}

type TokenHash = [u8; 32];

impl Identity {
    /// Trusts these issuers.
    #[must_use]
    pub fn new(issuers: Issuers) -> Self {
        Self {
            issuers,
            remembered: Cache::builder().max_capacity(REMEMBERED_TOKENS).time_to_live(REMEMBER).build(),
            refused: Cache::builder().max_capacity(REMEMBERED_REFUSALS).time_to_live(REMEMBER_REFUSAL).build(),
        }
    }

    /// The verified token of a request.
    ///
    /// # Errors
    /// When there is none, it is not acceptable, or it cannot be judged now.
    pub async fn verified_token(&self, headers: &HeaderMap, now: DateTimeUtc) -> Result<Arc<VerifiedToken>, Refusal> {
        let token = bearer(headers)?;
        let hash = hash(token);
        if let Some(verified) = self.remembered.get(&hash).filter(|verified| now < verified.expires_at + LEEWAY) {
            return Ok(verified);
        }
        if let Some(refused) = self.refused.get(&hash) {
            return Err(Refusal::Invalid(refused));
        }
        match token::verify(token, &self.issuers, now).await {
            Ok(verified) => {
                let verified = Arc::new(verified);
                self.remembered.insert(hash, Arc::clone(&verified));
                Ok(verified)
            }
            Err(refused) if refused.reason == Reason::KeysUnavailable => Err(Refusal::Unavailable(refused.to_string())),
            Err(refused) => {
                self.refused.insert(hash, refused.clone());
                Err(Refusal::Invalid(refused))
            }
        }
    }

    /// Whether tokens of every issuer can be judged.
    #[must_use]
    pub fn is_ready(&self, now: DateTimeUtc) -> bool {
        self.issuers.are_ready(now)
    }

    /// Keeps the issuers' keys fresh, for as long as the answer is held.
    pub fn keep_keys_fresh(&self, clock: fn() -> DateTimeUtc) -> JoinSet<()> {
        self.issuers.keep_keys_fresh(clock)
    }
}

/// The bearer token of a request. Another scheme is no token for us; two headers would let two readers see two callers.
fn bearer(headers: &HeaderMap) -> Result<&str, Refusal> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let value = values.next().ok_or(Refusal::NoToken)?;
    let malformed = || Refusal::Invalid(Reason::Malformed.into());
    if values.next().is_some() {
        return Err(malformed());
    }
    let text = value.to_str().map_err(|_| malformed())?;
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty() => Ok(token.trim()),
        _ => Err(Refusal::NoToken),
    }
}

fn hash(token: &str) -> TokenHash {
    let digest = digest::digest(&digest::SHA256, token.as_bytes());
    digest.as_ref().try_into().expect("SHA-256 has 32 bytes")
}
