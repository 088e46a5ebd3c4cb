//! How answers leave: coded refusals, and the engine's response put in order. Nothing of the engine goes out as it
//! comes: errors are cut to a few, each gets a code, and what has none was not written for the caller.

use std::any::Any;

use async_graphql::{ErrorExtensionValues, PathSegment, ServerError, Value};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, Version, header},
};
use serde::Serialize;
use std::collections::BTreeMap;

use super::{media::Media, place::Asked};
use crate::error::in_plain_words;

/// The longest sentence that the engine may say, in characters; it repeats names out of the document.
const LONGEST_SENTENCE: usize = 200;

/// When a client may ask again that was refused because of the server's state: in a second.
pub const SOON: HeaderValue = HeaderValue::from_static("1");
/// The codes of errors that pass by themselves.
const PASSING: [&str; 2] = ["UNAVAILABLE", "STORAGE_FULL"];

/// A refusal by the HTTP side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coded {
    /// The status, whatever the media type.
    pub status: StatusCode,
    code: &'static str,
    sentence: &'static str,
}

impl Coded {
    /// A refusal with a stable code.
    #[must_use]
    pub const fn new(status: StatusCode, code: &'static str, sentence: &'static str) -> Self {
        Self { status, code, sentence }
    }

    /// The refusal with the time after which the client may ask again.
    #[must_use]
    pub fn answer_later(self, media: Media, after: HeaderValue) -> axum::response::Response {
        let mut response = self.answer(media);
        response.headers_mut().insert(header::RETRY_AFTER, after);
        response
    }

    /// The refusal as a GraphQL answer without data.
    #[must_use]
    pub fn answer(self, media: Media) -> axum::response::Response {
        let error = coded(ServerError::new(self.sentence, None), self.code);
        send(media, self.status, &Outgoing { data: None, errors: &[error], extensions: &BTreeMap::new() })
    }
}

/// A request that did not run: no `data`; the status says so only to those who asked for the newer media type.
#[must_use]
pub fn not_run(media: Media, errors: &[ServerError], extensions: &BTreeMap<String, Value>) -> axum::response::Response {
    let status = if media == Media::Json { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    send(media, status, &Outgoing { data: None, errors, extensions })
}

/// The engine's response. `most_errors`: how many of its objections to a document go out.
pub fn ran(media: Media, response: async_graphql::Response, most_errors: usize) -> axum::response::Response {
    let async_graphql::Response { data, mut errors, extensions, .. } = response;
    // Only what the engine objects to before it runs has neither a path nor a code.
    let never_ran = data == Value::Null
        && !errors.is_empty()
        && errors.iter().all(|error| error.path.is_empty() && code_of(error).is_none());
    if never_ran {
        errors.truncate(most_errors);
        let errors: Vec<_> = errors.into_iter().map(|error| coded(shortened(error), "VALIDATION_FAILED")).collect();
        return not_run(media, &errors, &extensions);
    }
    let errors: Vec<_> = errors.into_iter().map(for_the_caller).collect();
    let mut answer =
        send(media, StatusCode::OK, &Outgoing { data: Some(&data), errors: &errors, extensions: &extensions });
    let passes = |error: &ServerError| PASSING.iter().any(|code| code_of(error) == Some(&Value::from(*code)));
    if errors.iter().any(passes) {
        answer.headers_mut().insert(header::RETRY_AFTER, SOON);
    }
    answer
}

/// Turns the notes on withheld fields into errors, for callers that want them so (`x-waystation-withheld: error`). There
/// is one for each field: at the place of its first row, with the number of rows.
pub fn withheld_as_errors(response: &mut async_graphql::Response, asked: &Asked<'_>) {
    let Some(Value::List(notes)) = response.extensions.remove("withheld") else { return };
    for note in notes {
        let Value::Object(note) = note else { continue };
        let mut error = ServerError::new("a field is withheld", None);
        let extensions = error.extensions.get_or_insert_default();
        for (name, value) in note {
            match value {
                Value::List(steps) if name == "path" => error.path = steps.iter().filter_map(step).collect(),
                value => extensions.set(name, value),
            }
        }
        error.locations = asked.place(&error.path).into_iter().collect();
        response.errors.push(coded(error, "WITHHELD"));
    }
}

fn step(step: &Value) -> Option<PathSegment> {
    match step {
        Value::String(key) => Some(PathSegment::Field(key.clone())),
        Value::Number(index) => index.as_u64().and_then(|it| usize::try_from(it).ok()).map(PathSegment::Index),
        _ => None,
    }
}

/// The answer after a panic. What it was about stays in the log.
#[must_use]
pub fn after_panic(_: Box<dyn Any + Send>) -> Response<Body> {
    Coded::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "INTERNAL",
        "the server failed; the log knows more under this request id",
    )
    .answer(Media::Json)
}

/// For the compression: only our JSON, not the explorer's files, which come compressed.
pub fn is_ours(_: StatusCode, _: Version, headers: &HeaderMap, _: &axum::http::Extensions) -> bool {
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
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media.content_type()));
    // Answers hold what one viewer may see.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// An error of a field. One without a code is a fault of ours, or the engine's word on an input that it could not read.
fn for_the_caller(error: ServerError) -> ServerError {
    let error = in_plain_words(error);
    if code_of(&error).is_some() {
        return error;
    }
    tracing::error!(cause = error.message, "a field failed without a code");
    let sentence = "the server could not answer this field; the log knows more under this request id";
    coded(ServerError { message: sentence.to_owned(), ..error }, "INTERNAL")
}

fn code_of(error: &ServerError) -> Option<&Value> {
    error.extensions.as_ref()?.get("code")
}

fn coded(mut error: ServerError, code: &'static str) -> ServerError {
    error.extensions.get_or_insert_with(ErrorExtensionValues::default).set("code", code);
    error
}

fn shortened(mut error: ServerError) -> ServerError {
    if let Some((end, _)) = error.message.char_indices().nth(LONGEST_SENTENCE) {
        error.message.truncate(end);
        error.message.push('…');
    }
    error
}
