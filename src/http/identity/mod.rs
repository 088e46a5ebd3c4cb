//! Identifies the caller: from the `Authorization` header to a viewer. Only this module reads claims.
//!
//! Token text -> signature by a key (`keys`) of a trusted issuer (`issuers`), claims (`claims`), rules (`token`) ->
//! verified token -> organisation and worker (`store::identity::viewers`) -> viewer. The viewer is cached by the hash of the
//! token, for one minute at most and never past a revocation. The token itself is never stored, and neither the token
//! nor its claims are logged.

mod claimed;
pub(crate) mod claims;
pub(crate) mod explain;
pub mod issuers;
pub(in crate::http) mod json;
pub(crate) mod keys;
pub(crate) mod refusal;
#[cfg(test)]
mod tests;
pub(crate) mod token;

use std::{sync::Arc, time::Duration};

use aws_lc_rs::digest;
use axum::http::{HeaderMap, header::AUTHORIZATION};
use moka::sync::Cache;
use sea_orm::{DbErr, prelude::DateTimeUtc};
use tokio::{sync::Semaphore, task::JoinSet, time::MissedTickBehavior};

use self::{
    issuers::Issuers,
    refusal::{Reason, Refusal, TokenRefused},
};
use super::documents::Accepts;
use crate::{
    access::{
        verified_token::{LEEWAY, VerifiedToken},
        viewer::Viewer,
    },
    error::Error,
    metrics::labels::Job,
    store::{
        database::Database,
        identity::{
            revocations::{BETWEEN_READINGS, Revocations},
            viewers,
        },
    },
};

/// Cache time of a viewer. Organisation and centres from the database may be stale for as long; a suspension counts as
/// a revocation and works within seconds.
const REMEMBER: Duration = Duration::from_mins(1);
/// Short, because the cause may go away: a wrong clock, a missing key, a missing row in the database.
const REMEMBER_REFUSAL: Duration = Duration::from_secs(5);
const REMEMBERED_VIEWERS: u64 = 50_000;
const REMEMBERED_REFUSALS: u64 = 10_000;
/// Maximum number of unknown callers that are looked up at the same time, because each takes a read connection.
const LOOKED_AT: usize = 4;

/// Identifies the callers of this server.
#[derive(Debug)]
pub struct Identity {
    issuers: Issuers,
    database: Database,
    revocations: Arc<Revocations>,
    known: Cache<TokenHash, Known>,
    refused: Cache<TokenHash, TokenRefused>,
    looking: Semaphore,
}

type TokenHash = [u8; 32];

/// A viewer with its token, whose expiry and revocation end the access.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    token: Arc<VerifiedToken>,
    revocations: Arc<Revocations>,
    /// The viewer.
    pub viewer: Arc<Viewer>,
    /// The documents that its issuer lets it run.
    pub accepts: Accepts,
}

impl Known {
    /// Whether the token is still accepted. It is looked up in memory.
    /// Errors: `UNAUTHENTICATED`, or `UNAVAILABLE` if revocations were not read for a minute.
    pub(crate) fn is_accepted(&self, now: DateTimeUtc) -> Result<(), Error> {
        if self.revocations.are_stale(now) {
            return Err(Error::Unavailable);
        }
        let over = is_over(&self.token, now) || self.revocations.cover(&self.token);
        if over { Err(Error::Unauthenticated) } else { Ok(()) }
    }
}

impl Identity {
    /// Trusts these issuers and reads the revocations, because no token can be accepted before.
    pub async fn new(issuers: Issuers, database: Database, now: DateTimeUtc) -> Result<Self, DbErr> {
        let revocations = Arc::new(Revocations::default());
        revocations.refresh(&database, now).await?;
        Ok(Self {
            issuers,
            database,
            revocations,
            known: Cache::builder().max_capacity(REMEMBERED_VIEWERS).time_to_live(REMEMBER).build(),
            refused: Cache::builder().max_capacity(REMEMBERED_REFUSALS).time_to_live(REMEMBER_REFUSAL).build(),
            looking: Semaphore::new(LOOKED_AT),
        })
    }

    /// The caller that these headers identify. Refusals are already logged and only have to be answered.
    /// Errors: when the token is missing, not acceptable, or cannot be checked now.
    pub(crate) async fn caller(&self, headers: &HeaderMap, now: DateTimeUtc) -> Result<Known, Refusal> {
        logged(self.judge(headers, now).await)
    }

    /// The same for headers that can be judged from memory. `None` if a key, or the database, has to be looked up.
    pub(crate) fn remembered(&self, headers: &HeaderMap, now: DateTimeUtc) -> Option<Result<Known, Refusal>> {
        self.known(headers, now).transpose().map(logged)
    }

    /// Whether tokens can be checked: the keys of at least one issuer and the revocations have been read.
    pub(crate) fn is_ready(&self, now: DateTimeUtc) -> bool {
        self.issuers.are_ready(now) && !self.revocations.are_stale(now)
    }

    /// Our names of the issuers whose keys could not be read. Their tokens cannot be checked.
    pub(crate) fn issuers_away(&self, now: DateTimeUtc) -> Vec<Arc<str>> {
        self.issuers.without_keys(now)
    }

    /// Keeps the issuers' keys and the revocations up to date, until the returned set is dropped.
    pub fn keep_fresh(&self, clock: fn() -> DateTimeUtc) -> JoinSet<()> {
        let mut tasks = self.issuers.keep_keys_fresh(clock);
        let (revocations, database) = (Arc::clone(&self.revocations), self.database.clone());
        tasks.spawn(async move {
            // A fixed interval instead of a pause after each reading, because a slow database must not lengthen it.
            let mut times = tokio::time::interval(BETWEEN_READINGS);
            times.set_missed_tick_behavior(MissedTickBehavior::Delay);
            Job::Revocations.every(BETWEEN_READINGS, clock());
            loop {
                times.tick().await;
                if let Err(error) = Job::Revocations.measured(clock, revocations.refresh(&database, clock())).await {
                    tracing::error!(%error, "revocations not read; after a minute every token is refused");
                }
            }
        });
        tasks
    }

    /// The caller, or a refusal, as far as it is remembered.
    fn known(&self, headers: &HeaderMap, now: DateTimeUtc) -> Result<Option<Known>, Refusal> {
        let hash = hash(bearer(headers)?);
        if let Some(known) = self.known.get(&hash).filter(|known| !is_over(&known.token, now)) {
            self.unless_revoked(&known.token, now)?;
            return Ok(Some(known));
        }
        self.refused.get(&hash).map_or(Ok(None), |refused| Err(Refusal::Invalid(refused)))
    }

    async fn judge(&self, headers: &HeaderMap, now: DateTimeUtc) -> Result<Known, Refusal> {
        if let Some(known) = self.known(headers, now)? {
            return Ok(known);
        }
        let token = bearer(headers)?;
        let judged = self.look_up(token, now).await;
        match &judged {
            Ok(known) => self.known.insert(hash(token), known.clone()),
            Err(Refusal::Invalid(refused)) => self.refused.insert(hash(token), refused.clone()),
            Err(Refusal::NoToken | Refusal::Unavailable(_)) => {}
        }
        judged
    }

    async fn look_up(&self, token: &str, now: DateTimeUtc) -> Result<Known, Refusal> {
        let token = token::verify(token, &self.issuers, now).await.map_err(|refused| match refused.reason {
            Reason::KeysUnavailable => Refusal::Unavailable(refused.to_string()),
            _ => Refusal::Invalid(refused),
        })?;
        self.unless_revoked(&token, now)?;
        let _looking = self.looking.acquire().await.expect("it is never closed");
        match viewers::viewer(&self.database, &token, now).await {
            Ok(Ok(viewer)) => {
                let revocations = Arc::clone(&self.revocations);
                // An issuer that is gone by now accepts least.
                let accepts = self.issuers.get(&token.issuer).map_or(Accepts::PersistedOnly, |it| it.entry.documents);
                Ok(Known { token: Arc::new(token), revocations, viewer: Arc::new(viewer), accepts })
            }
            Ok(Err(refused)) => Err(self.refuse(Reason::Subject(refused), &token)),
            Err(error) => Err(Refusal::Unavailable(error.to_string())),
        }
    }

    fn unless_revoked(&self, token: &VerifiedToken, now: DateTimeUtc) -> Result<(), Refusal> {
        if self.revocations.are_stale(now) {
            return Err(Refusal::Unavailable("revocations were not read for a minute".to_owned()));
        }
        if self.revocations.cover(token) { Err(self.refuse(Reason::Revoked, token)) } else { Ok(()) }
    }

    fn refuse(&self, reason: Reason, token: &VerifiedToken) -> Refusal {
        let issuer = self.issuers.get(&token.issuer).map(|issuer| Arc::clone(&issuer.entry.name));
        Refusal::Invalid(TokenRefused { issuer, ..reason.into() })
    }
}

fn logged(judged: Result<Known, Refusal>) -> Result<Known, Refusal> {
    match &judged {
        Err(refusal @ Refusal::Invalid(_)) => tracing::info!(%refusal, "caller refused"),
        Err(refusal @ Refusal::Unavailable(_)) => tracing::error!(%refusal, "the caller could not be identified"),
        Ok(_) | Err(Refusal::NoToken) => {}
    }
    judged
}

fn is_over(token: &VerifiedToken, now: DateTimeUtc) -> bool {
    now >= token.expires_at + LEEWAY
}

/// The bearer token of a request. Another scheme counts as no token. Two headers are refused, because two readers could
/// see two different callers.
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
