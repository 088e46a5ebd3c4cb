//! For the machine that watches this one: `/healthz` answers as long as the program runs, `/readyz` only when all it
//! needs is there. Neither needs a token and neither tells more than which part is away. Neither asks the database: a task does
//! that, and they give what it found.

use std::sync::Arc;

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use serde_json::{Value, json};

use super::backend::Backend;

/// Both routes.
pub fn routes<B: Backend>(backend: Arc<B>) -> Router {
    Router::new()
        .route("/healthz", get(async || Json(json!({ "alive": true }))))
        .route("/readyz", get(readyz::<B>))
        .with_state(backend)
}

async fn readyz<B: Backend>(State(backend): State<Arc<B>>) -> (StatusCode, Json<Value>) {
    let away = backend.away();
    let status = if away.is_empty() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    // One provider that is away does not take the server out of service, but somebody should know.
    let unread = backend.issuers_without_keys();
    (status, Json(json!({ "ready": away.is_empty(), "away": away, "issuersWithoutKeys": unread })))
}
