//! One GraphQL request over HTTP: JSON bodies only, GET for queries only, one operation at a time. A subscription stays open
//! as events, see `subscribing`. The steps are ordered so that little work is done for a request that will be refused: form,
//! permit for judging the token, viewer, rate limit, turn of the viewer, parameters, the token again, permit for running,
//! admission, execution.

use std::sync::Arc;

use async_graphql::{Request, parser::types::OperationType};
use axum::{
    body::Bytes,
    extract::{self, FromRequest, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::Response,
};

use super::{
    answer::{self, Coded, SOON},
    backend::{Backend, Caller},
    documents::Found,
    endpoint::Endpoint,
    entity_tag::{self, RepeatedRequest},
    events,
    measured::Measured,
    media::{self, Events, Media},
    parameters::{self, Parameters},
    preferences,
    rate::TOO_MANY,
    refusals::{
        AWAY, BUSY, METHOD, MUTATION_ON_GET, NO_SUBSCRIPTION, NOT_ACCEPTABLE, NOT_JSON, PERSONAL_ON_GET, SUBSCRIPTION,
        TOO_LARGE, TOO_SLOW, UNREADABLE, WITHHELD_VALUE,
    },
    request_log::OperationLog,
    subscribing::{Asked, Wanted},
};
use crate::graphql::{admission::Admitted, basis::KeptBasis, request::WithheldAsErrors};

impl<B: Backend> Endpoint<B> {
    /// Stops as soon as the database is unavailable. Otherwise every request would wait for a connection or for an
    /// answer.
    async fn run(
        self: &Arc<Self>,
        wanted: Wanted,
        headers: &HeaderMap,
        parameters: impl Future<Output = Result<Parameters, Coded>> + Send,
        get: bool,
    ) -> Response {
        let (media, events) = (wanted.media, wanted.events);
        let measured = Measured::begin(self.request_timeout());
        let response = tokio::select! {
            biased;
            () = self.backend.without_database() => AWAY.answer_later(media, SOON),
            response = self.answer(wanted, headers, parameters, get, &measured) => response,
        };
        measured.end(&response);
        let is_json = response.headers().get(header::CONTENT_TYPE).is_some_and(|it| it.as_bytes().starts_with(b"app"));
        if events == Events::Preferred && response.status() == StatusCode::OK && is_json {
            return events::as_events(response).await;
        }
        response
    }

    async fn answer(
        self: &Arc<Self>,
        wanted: Wanted,
        headers: &HeaderMap,
        parameters: impl Future<Output = Result<Parameters, Coded>> + Send,
        get: bool,
        measured: &Measured,
    ) -> Response {
        let media = wanted.media;
        let Some(as_errors) = preferences::withheld_as_errors(headers) else { return WITHHELD_VALUE.answer(media) };
        let Caller { viewer, accepted, accepts } = match self.caller(media, headers).await {
            Ok(caller) => caller,
            Err(refusal) => return refusal,
        };
        if let Some(refusal) = self.rates.refuses(&viewer, media) {
            return refusal;
        }
        let Some(_turn) = self.turn(&viewer) else { return TOO_MANY.answer_later(media, SOON) };
        let Parameters { document: named, operation_name, variables } = match parameters.await {
            Ok(parameters) => parameters,
            Err(refusal) => return refusal.answer(media),
        };
        // The body may have taken its time, and the token may be revoked by now.
        let accepted = match accepted.now() {
            Ok(()) => accepted,
            Err(_) => match self.caller(media, headers).await {
                Ok(again) => again.accepted,
                Err(refusal) => return refusal,
            },
        };
        let Some(_place) = self.place() else {
            return BUSY.answer_later(media, SOON);
        };
        let registering = named.registering();
        let Found { text: query, counted } = match self.backend.documents().find(viewer.organisation_id, accepts, named)
        {
            Ok(found) => found,
            Err(refusal) => return refusal.answer(media),
        };
        let asked = (&*query, operation_name.as_deref(), &variables);
        let languages = preferences::languages(headers);
        let repeated = if get { RepeatedRequest::of(&viewer, headers, asked, (as_errors, &languages)) } else { None };
        if let Some((tag, basis)) = repeated.and_then(|it| self.backend.entity_tags().remembered(&it, headers))
            && self.backend.still_holds(Arc::clone(&viewer), &basis).await
        {
            return entity_tag::not_modified(tag);
        }
        let Admitted { document, operation, root, operation_name, cost, personal, validation } =
            match self.gates.admit(&viewer, &query, operation_name.as_deref(), &variables) {
                Ok(admitted) => admitted,
                Err(errors) => return answer::not_run(media, &errors, &[].into()),
            };
        measured.runs(root, counted);
        if let Some(hash) = registering {
            self.backend.documents().register(viewer.organisation_id, hash, &query);
        }
        let mut response = match operation {
            OperationType::Mutation if get => allowed(MUTATION_ON_GET.answer(media), "POST"),
            OperationType::Query if get && personal => allowed(PERSONAL_ON_GET.answer(media), "POST"),
            OperationType::Subscription if viewer.is_of_origin() => NO_SUBSCRIPTION.answer(media),
            OperationType::Subscription if get || wanted.events == Events::Refused => SUBSCRIPTION.answer(media),
            OperationType::Subscription => {
                let operation_name = operation_name.clone();
                let asked =
                    Asked { query, document, operation_name, variables, languages, as_errors, validation, cost };
                self.subscribe(Caller { viewer, accepted, accepts }, (headers, wanted), asked).await
            }
            OperationType::Query | OperationType::Mutation => {
                let mut request = Request::new(&*query).variables(variables).data(accepted).data(languages);
                request.operation_name.clone_from(&operation_name);
                if as_errors {
                    request = request.data(WithheldAsErrors);
                }
                request.set_parsed_query(document);
                if let Some(validation) = validation {
                    request = request.data(validation);
                }
                let repeated = repeated.map(|it| (it, KeptBasis::for_at_most(entity_tag::LONGEST)));
                if let Some((_, kept)) = &repeated {
                    request = request.data(kept.clone());
                }
                let mut response = self.backend.execute(Arc::clone(&viewer), request).await;
                response.extensions.insert("cost".to_owned(), self.cost(cost));
                let whole = response.errors.is_empty();
                let response = answer::ran(media, response, self.gates.limits().validation_errors);
                if get && whole {
                    self.backend.entity_tags().conditional(&viewer, headers, response, repeated).await
                } else {
                    response
                }
            }
        };
        response.extensions_mut().insert(OperationLog { operation, operation_name, cost });
        response
    }

    /// Reads the body only when this future is polled, so that a caller without a token is refused first.
    async fn in_body(&self, request: extract::Request) -> Result<Parameters, Coded> {
        let length = request.headers().get(header::CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|length| length > self.gates.limits().body_bytes as u64) {
            return Err(TOO_LARGE);
        }
        let body = tokio::time::timeout(self.body_timeout, Bytes::from_request(request, &()));
        match body.await.map_err(|_| TOO_SLOW)? {
            Ok(body) => parameters::in_body(&body),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(TOO_LARGE),
            Err(_) => Err(UNREADABLE),
        }
    }
}

/// `POST /graphql`.
pub(crate) async fn post<B: Backend>(State(endpoint): State<Arc<Endpoint<B>>>, request: extract::Request) -> Response {
    let headers = request.headers().clone();
    let Some(wanted) = Wanted::of(&request) else { return NOT_ACCEPTABLE.answer(Media::Json) };
    if !media::is_json(&headers) {
        return NOT_JSON.answer(wanted.media);
    }
    endpoint.run(wanted, &headers, endpoint.in_body(request), false).await
}

/// `GET /graphql`, for queries.
pub(crate) async fn get<B: Backend>(
    State(endpoint): State<Arc<Endpoint<B>>>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let Some(media) = Media::accepted(&headers) else { return NOT_ACCEPTABLE.answer(Media::Json) };
    endpoint.run(Wanted::json(media), &headers, async { parameters::in_address(&uri) }, true).await
}

/// Every other method.
pub(crate) async fn other(headers: HeaderMap) -> Response {
    allowed(METHOD.answer(Media::accepted(&headers).unwrap_or(Media::Json)), "GET, POST")
}

fn allowed(mut response: Response, methods: &'static str) -> Response {
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(methods));
    response
}
