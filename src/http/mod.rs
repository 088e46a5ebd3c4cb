//! The HTTP layer: routes, limits, tokens.

pub(crate) mod answer;
pub mod backend;
pub mod cors;
pub mod documents;
pub(crate) mod endpoint;
pub mod entity_tag;
mod events;
pub mod explorer;
pub(crate) mod graphql_request;
pub(crate) mod health;
pub(crate) mod host;
pub mod identity;
pub mod limits;
mod measured;
pub(crate) mod media;
pub mod metrics;
pub(crate) mod parameters;
mod preferences;
pub(crate) mod rate;
mod refusals;
pub(crate) mod request_log;
pub mod serve;
pub mod server;
pub(crate) mod subscribing;
#[cfg(test)]
mod tests;
pub(crate) mod turns;
pub mod webhooks;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use tower::util::option_layer;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{Predicate, SizeAbove},
    },
};

use self::{
    answer::Coded,
    backend::Backend,
    cors::Cors,
    endpoint::Endpoint,
    limits::{ServerLimits, within_time},
    media::Media,
};
use crate::{error::ErrorCode, graphql::admission::Gates};

/// Smaller answers are not worth compressing.
const COMPRESS_ABOVE: u16 = 1024;

/// `/graphql`, `/healthz` and `/readyz`.
pub fn routes<B: Backend>(backend: Arc<B>, gates: Gates, limits: &ServerLimits) -> Router {
    let body_bytes = gates.limits().body_bytes;
    let endpoint = Arc::new(Endpoint::new(backend.clone(), gates, limits));
    let graphql = get(graphql_request::get::<B>).post(graphql_request::post::<B>).fallback(graphql_request::other);
    Router::new()
        .route("/graphql", graphql.clone())
        .route("/graphql/", graphql)
        .with_state(endpoint)
        .layer(DefaultBodyLimit::max(body_bytes))
        .merge(health::routes(backend))
        .layer(from_fn_with_state(limits.request_timeout(), within_time))
}

/// Wraps all routes: a 404 answer, compression, an answer after a panic, CORS, a request id and a log line. Apply it
/// last, around all routes together.
pub fn around(routes: Router, cors: &Cors) -> Router {
    let nothing =
        async || Coded::new(StatusCode::NOT_FOUND, ErrorCode::NotFound, "there is nothing here").answer(Media::Json);
    routes
        .fallback(nothing)
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(COMPRESS_ABOVE).and(answer::is_ours)))
        .layer(CatchPanicLayer::custom(answer::after_panic))
        .layer(option_layer(cors.layer()))
        .layer(from_fn(request_log::log))
}
