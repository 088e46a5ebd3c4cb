//! The parameters of a GraphQL request, out of a JSON body or the address. Nothing of them is repeated in a refusal.

use async_graphql::Variables;
use axum::{
    extract::Query,
    http::{StatusCode, Uri},
};
use serde::Deserialize;
use serde_json::{Map, Value, error::Category};

use super::answer::Coded;

/// What is to run.
#[derive(Debug)]
pub struct Parameters {
    /// The document.
    pub query: String,
    /// Which operation of it.
    pub operation_name: Option<String>,
    /// The values of its variables.
    pub variables: Variables,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InBody {
    query: String,
    operation_name: Option<String>,
    variables: Option<Map<String, Value>>,
    /// Taken because clients send it; nothing here reads it.
    #[serde(rename = "extensions")]
    _extensions: Option<Map<String, Value>>,
}

/// In the address, maps are JSON in text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InAddress {
    query: String,
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}

const MALFORMED_JSON: Coded = Coded::new(StatusCode::BAD_REQUEST, "MALFORMED_JSON", "this is not JSON in UTF-8");
const INVALID_REQUEST: Coded = Coded::new(
    StatusCode::BAD_REQUEST,
    "INVALID_REQUEST",
    "a request has a text `query`, and may have a text `operationName`, an object `variables` and an object `extensions`",
);
const BATCHING: Coded =
    Coded::new(StatusCode::BAD_REQUEST, "BATCHING_NOT_SUPPORTED", "send one operation at a time, not a list of them");

/// Out of the body of a POST.
pub fn in_body(body: &[u8]) -> Result<Parameters, Coded> {
    if body.trim_ascii_start().first() == Some(&b'[') {
        return Err(BATCHING);
    }
    let InBody { query, operation_name, variables, _extensions } =
        serde_json::from_slice(body).map_err(|error| refusal(&error))?;
    Ok(Parameters { query, operation_name, variables: read(variables) })
}

/// Out of the address of a GET.
pub fn in_address(uri: &Uri) -> Result<Parameters, Coded> {
    let Query(InAddress { query, operation_name, variables, extensions }) =
        Query::try_from_uri(uri).map_err(|_| INVALID_REQUEST)?;
    let map = |text: Option<String>| -> Result<Option<Map<String, Value>>, Coded> {
        text.filter(|text| !text.is_empty())
            .map_or(Ok(None), |text| serde_json::from_str(&text))
            .map_err(|error| refusal(&error))
    };
    map(extensions)?;
    let operation_name = operation_name.filter(|name| !name.is_empty());
    Ok(Parameters { query, operation_name, variables: read(map(variables)?) })
}

fn read(variables: Option<Map<String, Value>>) -> Variables {
    Variables::from_json(Value::Object(variables.unwrap_or_default()))
}

fn refusal(error: &serde_json::Error) -> Coded {
    if error.classify() == Category::Data { INVALID_REQUEST } else { MALFORMED_JSON }
}
