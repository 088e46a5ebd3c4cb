//! One log line for every request, and an id that links it to the response and to other log lines. A line never
//! contains tokens, variables, the text of a document, or the URL beyond its route.

use std::time::Instant;

use async_graphql::parser::types::OperationType;
use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;
use uuid::Uuid;

/// The operation that ran, for the log line. It is passed in the extensions of the response.
#[derive(Clone, Debug)]
pub(crate) struct OperationLog {
    /// Query, mutation or subscription.
    pub operation: OperationType,
    /// Its name, which is a valid GraphQL name because the document was parsed.
    pub operation_name: Option<String>,
    /// The cost: the largest number of fields that the answer could hold.
    pub cost: u64,
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longer names are cut in the log.
const LONGEST_NAME: usize = 64;

/// Gives the request an id (the caller's, if it is well formed), runs it, and writes the log line.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let id = request.headers().get(REQUEST_ID).filter(|id| well_formed(id)).cloned();
    let id = id.unwrap_or_else(|| {
        HeaderValue::from_str(&Uuid::now_v7().to_string()).expect("a UUID is made of letters, digits and dashes")
    });
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id = id.to_str().unwrap_or_default(), reading = tracing::field::Empty);
    let begin = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let milliseconds = begin.elapsed().as_secs_f64() * 1000.0;
    let (operation, name, cost) = match response.extensions_mut().remove::<OperationLog>() {
        Some(OperationLog { operation, operation_name, cost }) => (Some(operation), operation_name, Some(cost)),
        None => (None, None, None),
    };
    let name = name.map(|name| name.chars().take(LONGEST_NAME).collect::<String>());
    span.in_scope(|| {
        tracing::info!(
            %method,
            route,
            status = response.status().as_u16(),
            milliseconds,
            operation = operation.map(tracing::field::display),
            name,
            cost,
            "answered"
        );
    });
    response.headers_mut().insert(REQUEST_ID, id);
    response
}

/// Whether an id is safe in a log: at most 64 letters, digits, dots, dashes and underscores.
fn well_formed(id: &HeaderValue) -> bool {
    let bytes = id.as_bytes();
    (1..=64).contains(&bytes.len()) && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte))
}
