//! One GraphQL request over HTTP: JSON bodies only, GET for queries only, one operation at a time. In this order, so that
//! nothing is done for a request that will be refused: form, viewer, rate, parameters, a free place, admission, engine.

use std::sync::Arc;

use async_graphql::{Name, Request, Value, indexmap::IndexMap, parser::types::OperationType};
use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use tokio::sync::Semaphore;

use super::{
    answer::{self, Coded},
    backend::Backend,
    gates::Gates,
    limits::ServerLimits,
    media::{self, Media},
    parameters::{self, Parameters},
    rate::LiaisonRate,
    request_log::OperationLog,
};
use crate::graphql::admission::Admitted;

/// What the route needs.
pub struct Endpoint<B> {
    backend: Arc<B>,
    gates: Gates,
    /// One for each request that may run at a time.
    places: Semaphore,
    liaisons: LiaisonRate,
}

impl<B: Backend> Endpoint<B> {
    /// An endpoint within the limits of the server.
    pub fn new(backend: Arc<B>, gates: Gates, limits: &ServerLimits) -> Self {
        Self {
            backend,
            gates,
            places: Semaphore::new(limits.concurrent_requests.min(Semaphore::MAX_PERMITS)),
            liaisons: LiaisonRate::per_minute(limits.liaison_requests_per_minute),
        }
    }

    async fn run(
        &self,
        media: Media,
        headers: &HeaderMap,
        parameters: impl FnOnce() -> Result<Parameters, Coded> + Send,
        get: bool,
    ) -> Response {
        let viewer = match self.backend.viewer(headers).await {
            Ok(viewer) => viewer,
            Err(refusal) => return refusal,
        };
        if let Some(refusal) = self.liaisons.refuses(&viewer, media) {
            return refusal;
        }
        let Parameters { query, operation_name, variables } = match parameters() {
            Ok(parameters) => parameters,
            Err(refusal) => return refusal.answer(media),
        };
        let Ok(_place) = self.places.try_acquire() else {
            let mut response = BUSY.answer(media);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            return response;
        };
        let Admitted { document, operation, operation_name, cost } =
            match self.gates.for_viewer(&viewer).admit(&query, operation_name.as_deref(), &variables) {
                Ok(admitted) => admitted,
                Err(errors) => return answer::not_run(media, &errors, &[].into()),
            };
        let mut response = match operation {
            OperationType::Mutation if get => allowed(MUTATION_ON_GET.answer(media), "POST"),
            OperationType::Subscription => SUBSCRIPTION.answer(media),
            OperationType::Query | OperationType::Mutation => {
                let mut request = Request::new(query).variables(variables);
                request.operation_name.clone_from(&operation_name);
                request.set_parsed_query(document);
                let mut response = self.backend.execute(viewer, request).await;
                if headers.get(WITHHELD).is_some_and(|value| value == "error") {
                    answer::withheld_as_errors(&mut response);
                }
                response.extensions.insert("cost".to_owned(), self.cost(cost));
                answer::ran(media, response, self.gates.limits().validation_errors)
            }
        };
        response.extensions_mut().insert(OperationLog { operation, operation_name, cost });
        response
    }

    fn cost(&self, cost: u64) -> Value {
        let maximum = self.gates.limits().cost;
        Value::Object(IndexMap::from([
            (Name::new("requested"), Value::from(cost)),
            (Name::new("maximum"), Value::from(maximum)),
        ]))
    }
}

/// Asks for errors instead of notes where a field is withheld.
const WITHHELD: &str = "x-waystation-withheld";

const BUSY: Coded = Coded::new(
    StatusCode::SERVICE_UNAVAILABLE,
    "TOO_MANY_REQUESTS_AT_ONCE",
    "the server is busy; try again in a moment",
);
const MUTATION_ON_GET: Coded =
    Coded::new(StatusCode::METHOD_NOT_ALLOWED, "MUTATION_NEEDS_POST", "a mutation must be sent with POST");
const SUBSCRIPTION: Coded =
    Coded::new(StatusCode::BAD_REQUEST, "SUBSCRIPTION_NOT_SUPPORTED", "subscriptions are not served here");
const NOT_ACCEPTABLE: Coded = Coded::new(
    StatusCode::NOT_ACCEPTABLE,
    "NOT_ACCEPTABLE",
    "answers are application/graphql-response+json or application/json",
);
const NOT_JSON: Coded = Coded::new(
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    "UNSUPPORTED_MEDIA_TYPE",
    "send JSON in UTF-8 with `content-type: application/json`",
);
const TOO_LARGE: Coded = Coded::new(StatusCode::PAYLOAD_TOO_LARGE, "BODY_TOO_LARGE", "the request body is too large");
const UNREADABLE: Coded = Coded::new(StatusCode::BAD_REQUEST, "BODY_UNREADABLE", "the request body broke off");
const METHOD: Coded = Coded::new(
    StatusCode::METHOD_NOT_ALLOWED,
    "METHOD_NOT_ALLOWED",
    "send a query with GET or POST, a mutation with POST",
);

/// `POST /graphql`.
pub async fn post<B: Backend>(
    State(endpoint): State<Arc<Endpoint<B>>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Some(media) = Media::accepted(&headers) else { return NOT_ACCEPTABLE.answer(Media::Json) };
    if !media::is_json(&headers) {
        return NOT_JSON.answer(media);
    }
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => return TOO_LARGE.answer(media),
        Err(_) => return UNREADABLE.answer(media),
    };
    endpoint.run(media, &headers, || parameters::in_body(&body), false).await
}

/// `GET /graphql`, for queries.
pub async fn get<B: Backend>(State(endpoint): State<Arc<Endpoint<B>>>, headers: HeaderMap, uri: Uri) -> Response {
    let Some(media) = Media::accepted(&headers) else { return NOT_ACCEPTABLE.answer(Media::Json) };
    endpoint.run(media, &headers, || parameters::in_address(&uri), true).await
}

/// Every other method.
pub async fn other(headers: HeaderMap) -> Response {
    allowed(METHOD.answer(Media::accepted(&headers).unwrap_or(Media::Json)), "GET, POST")
}

fn allowed(mut response: Response, methods: &'static str) -> Response {
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(methods));
    response
}
