//! Builds HTTP answers: refusals with codes, and responses of async-graphql. Nothing of async-graphql goes out
//! unchecked: the number of errors is limited, each gets a code, and an error without a code is hidden from the caller.

use std::any::Any;

use async_graphql::{ErrorExtensionValues, ServerError, Value, resolver_utils::EnumType as _};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, Version, header},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

use super::media::Media;
use crate::{
    error::{ErrorCode, in_plain_words},
    metrics::labels::Outcome,
};

/// Maximum length of an error message of async-graphql, in characters. It may repeat names from the document.
const LONGEST_SENTENCE: usize = 200;

/// `Retry-After` of a refusal that is due to the state of the server: one second.
pub(crate) const SOON: HeaderValue = HeaderValue::from_static("1");
/// Codes of errors that are the server's.
const FAULTS: [ErrorCode; 3] = [ErrorCode::Internal, ErrorCode::Unavailable, ErrorCode::StorageFull];
/// Codes of errors that go away without a change by the client.
const PASSING: [ErrorCode; 2] = [ErrorCode::Unavailable, ErrorCode::StorageFull];

/// `Vary`: the request header on which texts and labels depend.
pub(crate) const VARIES: HeaderValue = HeaderValue::from_static("accept-language");

/// A refusal by the HTTP layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Coded {
    /// The status, for every media type.
    pub status: StatusCode,
    code: ErrorCode,
    sentence: &'static str,
}

impl Coded {
    /// A refusal with a stable code.
    pub(crate) const fn new(status: StatusCode, code: ErrorCode, sentence: &'static str) -> Self {
        Self { status, code, sentence }
    }

    /// The refusal with a `Retry-After` header.
    pub(crate) fn answer_later(self, media: Media, after: HeaderValue) -> axum::response::Response {
        let mut response = self.answer(media);
        response.headers_mut().insert(header::RETRY_AFTER, after);
        response
    }

    /// The refusal as a GraphQL response without data.
    pub(crate) fn answer(self, media: Media) -> axum::response::Response {
        let error = coded(ServerError::new(self.sentence, None), self.code);
        send(media, self.status, &Outgoing { data: None, errors: &[error], extensions: &BTreeMap::new() })
    }
}

/// A request that did not run. It has no `data`. The status shows that only with the newer media type,
/// `application/graphql-response+json`.
pub(crate) fn not_run(
    media: Media,
    errors: &[ServerError],
    extensions: &BTreeMap<String, Value>,
) -> axum::response::Response {
    let status = if media == Media::Json { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    send(media, status, &Outgoing { data: None, errors, extensions })
}

/// Converts the response of async-graphql. `most_errors` limits the number of validation errors.
pub(crate) fn ran(media: Media, response: async_graphql::Response, most_errors: usize) -> axum::response::Response {
    let async_graphql::Response { data, mut errors, extensions, .. } = response;
    // Only errors that async-graphql finds before execution have neither a path nor a code.
    let never_ran = data == Value::Null
        && !errors.is_empty()
        && errors.iter().all(|error| error.path.is_empty() && code_of(error).is_none());
    if never_ran {
        errors.truncate(most_errors);
        let errors: Vec<_> =
            errors.into_iter().map(|error| coded(shortened(error), ErrorCode::ValidationFailed)).collect();
        return not_run(media, &errors, &extensions);
    }
    let errors: Vec<_> = errors.into_iter().map(for_the_caller).collect();
    let mut answer =
        send(media, StatusCode::OK, &Outgoing { data: Some(&data), errors: &errors, extensions: &extensions });
    if errors.iter().any(passes) {
        answer.headers_mut().insert(header::RETRY_AFTER, SOON);
    }
    answer
}

/// Whether an operation with one root field has errors instead of an answer.
pub(crate) fn failed(response: &async_graphql::Response) -> bool {
    is_empty(&response.data) && !response.errors.is_empty()
}

/// Whether the error goes away without a change by the client.
pub(crate) fn passes(error: &ServerError) -> bool {
    PASSING.iter().any(|code| code_of(error) == Some(&Value::from(code.name())))
}

/// The answer after a panic. The log has the details.
pub(crate) fn after_panic(_: Box<dyn Any + Send>) -> Response<Body> {
    Coded::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        ErrorCode::Internal,
        "the server failed; its log has the cause under this request id",
    )
    .answer(Media::Json)
}

/// Compression predicate: compress only our JSON, because the explorer's files are compressed already.
pub(crate) fn is_ours(_: StatusCode, _: Version, headers: &HeaderMap, _: &axum::http::Extensions) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|it| it.as_bytes().ends_with(b"json; charset=utf-8"))
}

#[derive(Serialize)]
struct Outgoing<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

fn send(media: Media, status: StatusCode, outgoing: &Outgoing<'_>) -> axum::response::Response {
    let body = serde_json::to_vec(outgoing).expect("GraphQL values are JSON values");
    let mut response = Response::new(Body::from(body));
    response.extensions_mut().insert(counted(outgoing));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media.content_type()));
    // An answer holds what one viewer may see; no cache may share it.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::VARY, VARIES);
    response
}

/// How an answer is counted once it goes to a client. It is in the extensions of the response.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    /// The codes of its errors.
    pub codes: BTreeSet<&'static str>,
    /// How the request ended.
    pub outcome: Outcome,
}

fn counted(outgoing: &Outgoing<'_>) -> Counted {
    let codes: BTreeSet<_> = outgoing.errors.iter().filter_map(|error| known(code_of(error)?)).collect();
    let outcome = match outgoing.data {
        _ if FAULTS.iter().any(|fault| codes.contains(fault.name())) => Outcome::Failed,
        Some(_) if outgoing.errors.is_empty() => Outcome::Answered,
        Some(data) if !is_empty(data) => Outcome::Partly,
        Some(_) | None => Outcome::Refused,
    };
    Counted { codes, outcome }
}

/// The code of this name.
fn known(name: &Value) -> Option<&'static str> {
    ErrorCode::items()
        .iter()
        .find(|code| matches!(name, Value::String(name) if name == code.name))
        .map(|code| code.name)
}

/// Whether all root fields are null.
fn is_empty(data: &Value) -> bool {
    match data {
        Value::Object(data) => data.values().all(|value| *value == Value::Null),
        data => *data == Value::Null,
    }
}

/// An error of a field. An error without a code is a bug of ours, or async-graphql's message about an input that it
/// could not parse.
fn for_the_caller(error: ServerError) -> ServerError {
    let error = in_plain_words(error);
    if code_of(&error).is_some() {
        return error;
    }
    tracing::error!(cause = error.message, "a field failed without a code");
    let sentence = "the server could not answer this field; its log has the cause under this request id";
    coded(ServerError { message: sentence.to_owned(), ..error }, ErrorCode::Internal)
}

fn code_of(error: &ServerError) -> Option<&Value> {
    error.extensions.as_ref()?.get("code")
}

fn coded(mut error: ServerError, code: ErrorCode) -> ServerError {
    error.extensions.get_or_insert_with(ErrorExtensionValues::default).set("code", code.name());
    error
}

fn shortened(mut error: ServerError) -> ServerError {
    if let Some((end, _)) = error.message.char_indices().nth(LONGEST_SENTENCE) {
        error.message.truncate(end);
        error.message.push('…');
    }
    error
}
