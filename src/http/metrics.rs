//! `GET /metrics`, on a listener of its own: what Prometheus reads. What is read from memory is read at that moment. The database
//! is not asked.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::State,
    http::header,
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::sync::Mutex;

use super::{
    limits::within_time,
    server::{Server, clock},
};
use crate::metrics::{
    list::{DATABASE_UP, ISSUERS_WITHOUT_KEYS},
    recorder::Recorded,
};

/// The text format of Prometheus.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Maximum time for an answer.
const WITHIN: Duration = Duration::from_secs(10);

/// The only route of the listener.
pub fn routes(recorded: Recorded, server: Arc<Server>) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .with_state((recorded, server, Arc::default()))
        .layer(from_fn_with_state(WITHIN, within_time))
}

type Measured = (Recorded, Arc<Server>, Arc<Mutex<()>>);

async fn metrics(State((recorded, server, one)): State<Measured>) -> Response {
    // One at a time: printing many series takes a processor that requests need.
    let _one = one.lock().await;
    server.engine.measure();
    DATABASE_UP.set([], if server.engine.health().is_away() { 0.0 } else { 1.0 });
    ISSUERS_WITHOUT_KEYS.set_count([], server.identity.issuers_away(clock()).len());
    ([(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, "no-store")], recorded.text()).into_response()
}
