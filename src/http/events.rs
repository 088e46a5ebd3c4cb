//! Answers as events, in the form of GraphQL over SSE.

use std::convert::Infallible;

use axum::{
    body::{Body, to_bytes},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse as _, Response, Sse, sse},
};
use futures_util::stream;

use super::answer;

/// The answer of a query or a mutation as events.
pub(crate) async fn as_events(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let event = sse::Event::default().event("next").data(text(body).await);
    let mut events = answered(Sse::new(stream::iter([Ok::<_, Infallible>(event), Ok(complete())])).into_response());
    *events.extensions_mut() = std::mem::take(&mut parts.extensions);
    if let Some(after) = parts.headers.remove(header::RETRY_AFTER) {
        events.headers_mut().insert(header::RETRY_AFTER, after);
    }
    events
}

/// The event after the last result.
pub(super) fn complete() -> sse::Event {
    // The field is needed: an event without data is not dispatched.
    sse::Event::default().event("complete").data("")
}

/// The text of an answer.
pub(super) async fn text(body: Body) -> String {
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The answer with the headers that every answer has.
pub(super) fn answered(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::VARY, answer::VARIES);
    // nginx holds an answer back otherwise.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}
