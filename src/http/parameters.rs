//! Parses the parameters of a GraphQL request from a JSON body or a URL. A refusal never repeats them.

use async_graphql::Variables;
use axum::{
    extract::Query,
    http::{StatusCode, Uri},
};
use serde::Deserialize;
use serde_json::{Number, Value, error::Category};

use super::{
    answer::Coded,
    documents::{Hash, Named},
    identity::json::{self, Object},
};
use crate::error::ErrorCode;

/// The operation to run.
#[derive(Debug)]
pub(crate) struct Parameters {
    /// The GraphQL document, or what names it.
    pub document: Named,
    /// The name of the operation in the document.
    pub operation_name: Option<String>,
    /// The values of the variables.
    pub variables: Variables,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InBody {
    query: Option<String>,
    document_id: Option<String>,
    operation_name: Option<String>,
    variables: Option<Object>,
    extensions: Option<Object>,
}

/// In a URL, maps are JSON texts.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InAddress {
    query: Option<String>,
    document_id: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}

const MALFORMED_JSON: Coded =
    Coded::new(StatusCode::BAD_REQUEST, ErrorCode::MalformedJson, "this is not JSON in UTF-8");
const REPEATED_NAME: Coded =
    Coded::new(StatusCode::BAD_REQUEST, ErrorCode::RepeatedName, "an object in this JSON has the same name twice");
const NUMBER_TOO_LARGE: Coded = Coded::new(
    StatusCode::BAD_REQUEST,
    ErrorCode::NumberTooLarge,
    "a number in this JSON is too large for a 64-bit float",
);
const INVALID_REQUEST: Coded = Coded::new(
    StatusCode::BAD_REQUEST,
    ErrorCode::InvalidRequest,
    "a request has a text `query` or `documentId` or a hash in `extensions.persistedQuery`, and may have a text \
     `operationName`, an object `variables` and an object `extensions`",
);
const BATCHING: Coded = Coded::new(
    StatusCode::BAD_REQUEST,
    ErrorCode::BatchingNotSupported,
    "send one operation at a time, not a list of them",
);
const PERSISTED_QUERY: Coded = Coded::new(
    StatusCode::BAD_REQUEST,
    ErrorCode::InvalidRequest,
    "`extensions.persistedQuery` has `version` 1 and, as `sha256Hash`, the SHA-256 of the document in 64 hexadecimal digits",
);

/// Parses the body of a POST.
pub(crate) fn in_body(body: &[u8]) -> Result<Parameters, Coded> {
    if body.trim_ascii_start().first() == Some(&b'[') {
        return Err(BATCHING);
    }
    let InBody { query, document_id, operation_name, variables, extensions } =
        serde_json::from_slice(body).map_err(|error| refusal(&error))?;
    let document = named(query, document_id, extensions)?;
    Ok(Parameters { document, operation_name, variables: coerced(variables) })
}

/// Parses the URL of a GET.
pub(crate) fn in_address(uri: &Uri) -> Result<Parameters, Coded> {
    let Query(InAddress { query, document_id, operation_name, variables, extensions }) =
        Query::try_from_uri(uri).map_err(|_| INVALID_REQUEST)?;
    let map = |text: Option<String>| -> Result<Option<Object>, Coded> {
        text.filter(|text| !text.is_empty())
            .map_or(Ok(None), |text| serde_json::from_str(&text))
            .map_err(|error| refusal(&error))
    };
    let operation_name = operation_name.filter(|name| !name.is_empty());
    let document = named(query, document_id, map(extensions)?)?;
    Ok(Parameters { document, operation_name, variables: coerced(map(variables)?) })
}

/// The document: as a text, as a text to register under its hash, or by hash or identifier. A document identifier
/// `sha256:` with 64 hexadecimal digits is a hash, as in the appendix on persisted documents of GraphQL over HTTP.
fn named(query: Option<String>, document_id: Option<String>, extensions: Option<Object>) -> Result<Named, Coded> {
    let persisted = extensions.and_then(|Object(mut it)| it.remove("persistedQuery"));
    let hash = persisted.map(|persisted| hash(&persisted).ok_or(PERSISTED_QUERY)).transpose()?;
    let given = |text: &String| !text.is_empty() || hash.is_none();
    match (query.filter(given), document_id.filter(|id| !id.is_empty()), hash) {
        (Some(text), None, None) => Ok(Named::Text(text)),
        (Some(text), None, Some(hash)) => Ok(Named::Registering(text, hash)),
        (None, None, Some(hash)) => Ok(Named::Hash(hash)),
        (None, Some(id), None) => match id.strip_prefix("sha256:") {
            Some(digits) => digest(digits).map(Named::Hash).ok_or(INVALID_REQUEST),
            None => Ok(Named::Id(id)),
        },
        _ => Err(INVALID_REQUEST),
    }
}

/// The hash of an automatic persisted query; `None` if it is not one of version 1.
fn hash(persisted: &Value) -> Option<Hash> {
    let known = persisted.get("version")?.as_u64() == Some(1);
    digest(persisted.get("sha256Hash")?.as_str()?).filter(|_| known)
}

fn digest(digits: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    hex::decode_to_slice(digits, &mut hash).ok().map(|()| hash)
}

fn coerced(variables: Option<Object>) -> Variables {
    let mut variables = Value::Object(variables.map(|Object(it)| it).unwrap_or_default());
    whole_numbers(&mut variables);
    Variables::from_json(variables)
}

/// Converts whole floats to integers. JSON has one kind of number, so `1.0` and `-0` are valid for an `Int`.
fn whole_numbers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(whole) = number.as_f64().filter(|_| number.is_f64()).and_then(whole) {
                *number = whole;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(whole_numbers),
        Value::Object(fields) => fields.values_mut().for_each(whole_numbers),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// Converts only the range of `Int`. A larger number stays a float, which is refused for an `Int` and valid for a
/// `Float`.
fn whole(number: f64) -> Option<Number> {
    let fits = number.fract() == 0.0 && number >= f64::from(i32::MIN) && number <= f64::from(i32::MAX);
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    fits.then(|| Number::from(number as i32))
}

fn refusal(error: &serde_json::Error) -> Coded {
    if json::is_repeated_name(error) {
        REPEATED_NAME
    } else if error.to_string().starts_with("number out of range") {
        NUMBER_TOO_LARGE
    } else if error.classify() == Category::Data {
        INVALID_REQUEST
    } else {
        MALFORMED_JSON
    }
}
