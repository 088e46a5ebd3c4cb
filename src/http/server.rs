//! The server behind the routes: identity, engine, and the clock, which is read here and passed on.

use std::sync::Arc;

use axum::{
    http::{
        HeaderMap,
        header::{RETRY_AFTER, WWW_AUTHENTICATE},
    },
    response::Response,
};
use chrono::SubsecRound as _;
use sea_orm::prelude::DateTimeUtc;
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    answer::{Coded, SOON},
    backend::{Backend, Caller},
    documents::Documents,
    entity_tag::EntityTags,
    identity::{Identity, Known, refusal::Refusal},
    media::Media,
};
use crate::{
    access::viewer::Viewer,
    error::ErrorCode,
    graphql::{
        basis::Basis,
        changes::following::Following,
        engine::{Engine, RequestContext},
        request::Accepted,
    },
    metrics::list::TOKENS_REFUSED,
};

/// The current time, truncated to microseconds, because both databases store microseconds.
#[expect(clippy::disallowed_methods, reason = "this is the edge: from here the moment is passed on")]
pub fn clock() -> DateTimeUtc {
    chrono::Utc::now().trunc_subsecs(6)
}

/// Identity and engine.
pub struct Server {
    /// Identifies the viewer.
    pub identity: Identity,
    /// Runs the operations.
    pub engine: Engine,
    /// The documents that are known by a name.
    pub documents: Documents,
    /// The entity tags of answers.
    pub entity_tags: EntityTags,
}

impl Backend for Server {
    async fn caller(&self, headers: &HeaderMap) -> Result<Caller, Response> {
        self.identity.caller(headers, clock()).await.map(caller).map_err(|refusal| refused(headers, &refusal))
    }

    fn remembered(&self, headers: &HeaderMap) -> Option<Result<Caller, Response>> {
        let judged = self.identity.remembered(headers, clock())?;
        Some(judged.map(caller).map_err(|refusal| refused(headers, &refusal)))
    }

    fn issuers_without_keys(&self) -> usize {
        self.identity.issuers_away(clock()).len()
    }

    async fn execute(&self, viewer: Arc<Viewer>, request: async_graphql::Request) -> async_graphql::Response {
        let asked = RequestContext { now: clock(), request_id: Uuid::now_v7() };
        tracing::Span::current().record("reading", tracing::field::display(asked.request_id));
        self.engine.execute(viewer, asked, request).await
    }

    async fn still_holds(&self, viewer: Arc<Viewer>, basis: &Basis) -> bool {
        self.engine.still_holds(viewer, clock(), basis).await
    }

    async fn has_nothing_for(&self, viewer: Arc<Viewer>, following: &Following) -> bool {
        self.engine.has_nothing_for(viewer, clock(), following).await
    }

    fn wakes(&self) -> watch::Receiver<i64> {
        self.engine.wakes()
    }

    fn documents(&self) -> &Documents {
        &self.documents
    }

    fn entity_tags(&self) -> &EntityTags {
        &self.entity_tags
    }

    fn away(&self) -> Vec<&'static str> {
        let mut away = Vec::new();
        if self.engine.health().is_away() {
            away.push("database");
        }
        if !self.identity.is_ready(clock()) {
            away.push("issuers");
        }
        away
    }

    async fn without_database(&self) {
        self.engine.health().turns(true).await;
    }
}

fn caller(known: Known) -> Caller {
    let (viewer, accepts) = (Arc::clone(&known.viewer), known.accepts);
    Caller { viewer, accepts, accepted: Accepted::by(move || known.is_accepted(clock())) }
}

fn refused(headers: &HeaderMap, refusal: &Refusal) -> Response {
    TOKENS_REFUSED.add([refusal.counted_as().into()], 1);
    let code = if refusal.www_authenticate().is_some() { ErrorCode::Unauthenticated } else { ErrorCode::Unavailable };
    let media = Media::accepted(headers).unwrap_or(Media::Json);
    let mut response = Coded::new(refusal.status(), code, refusal.public_sentence()).answer(media);
    match refusal.www_authenticate() {
        Some(challenge) => response.headers_mut().insert(WWW_AUTHENTICATE, challenge),
        None => response.headers_mut().insert(RETRY_AFTER, SOON),
    };
    response
}
