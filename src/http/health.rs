//! Health checks for monitoring. `/healthz` answers as long as the program runs, `/readyz` only when all parts are
//! available. Neither needs a token, and both reveal only which part is unavailable. Neither queries the database; both
//! report what a background task found.

use std::sync::Arc;

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use serde_json::{Value, json};

use super::backend::Backend;

/// Both routes.
pub(crate) fn routes<B: Backend>(backend: Arc<B>) -> Router {
    Router::new()
        .route("/healthz", get(async || Json(json!({ "alive": true }))))
        .route("/readyz", get(readyz::<B>))
        .with_state(backend)
}

async fn readyz<B: Backend>(State(backend): State<Arc<B>>) -> (StatusCode, Json<Value>) {
    let away = backend.away();
    let status = if away.is_empty() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    // One unavailable provider does not take the server out of service, but monitoring should see it.
    let unread = backend.issuers_without_keys();
    (status, Json(json!({ "ready": away.is_empty(), "away": away, "issuersWithoutKeys": unread })))
}
