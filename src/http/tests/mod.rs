//! Tests every rule of the HTTP layer against the routes, with a small schema behind them.

mod browsers;
mod documents;
mod entity_tag;
mod limits;
mod log;
mod measured;
mod requests;

use std::{
    future::ready,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_graphql::{EmptySubscription, Error, ErrorExtensions, Object, Schema};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
    response::{IntoResponse, Response},
};
use entity::codes::{DataClass, OrganisationType};
use serde_json::{Value, json};
use tokio::sync::Notify;
use tower::ServiceExt;
use uuid::Uuid;

use super::{
    around,
    backend::{Backend, Caller},
    cors::Cors,
    documents::{Accepts, Documents},
    entity_tag::EntityTags,
    limits::ServerLimits,
    routes,
};
use crate::{
    access::{directive::holds, viewer::Viewer},
    error::Error as Refused,
    graphql::{
        admission::{Gates, Limits},
        request::{Accepted, WithheldAsErrors},
    },
    rules::translation::Languages,
};

struct Query;

#[Object]
impl Query {
    async fn hello(&self, name: Option<String>) -> String {
        format!("hello {}", name.unwrap_or_default())
    }
    async fn twice(&self, of: i32) -> i32 {
        of.wrapping_mul(2)
    }
    async fn found(&self, #[graphql(directive = holds::apply(DataClass::Identity))] name: String) -> bool {
        !name.is_empty()
    }
    async fn withheld_as_errors(&self, context: &async_graphql::Context<'_>) -> bool {
        context.data_opt::<WithheldAsErrors>().is_some()
    }
    async fn languages(&self, context: &async_graphql::Context<'_>) -> Vec<String> {
        context.data_unchecked::<Languages>().tags().to_vec()
    }
    async fn long(&self) -> String {
        "x".repeat(5_000)
    }
    async fn fails(&self) -> async_graphql::Result<i32> {
        ready(Err(Error::new("relation \"cases\" does not exist"))).await
    }
    async fn refused(&self) -> async_graphql::Result<i32> {
        let error = Error::new("there is no such case");
        ready(Err(error.extend_with(|_, extensions| extensions.set("code", "NOT_FOUND")))).await
    }
    async fn panics(&self) -> i32 {
        assert_eq!("at the disco", "");
        1
    }
    async fn waits(&self, context: &async_graphql::Context<'_>) -> i32 {
        context.data_unchecked::<Arc<Notify>>().notify_one();
        std::future::pending().await
    }
}

struct Mutation;

#[Object]
impl Mutation {
    async fn open(&self) -> i32 {
        1
    }
}

struct Toy {
    schema: Schema<Query, Mutation, EmptySubscription>,
    away: Vec<&'static str>,
    /// Whether every token was revoked.
    revoked: Arc<AtomicBool>,
    /// Notified when a token begins to be looked up.
    looked_up: Arc<Notify>,
    documents: Documents,
    entity_tags: EntityTags,
}

impl Toy {
    fn of(schema: Schema<Query, Mutation, EmptySubscription>) -> Self {
        Self {
            schema,
            away: Vec::new(),
            revoked: Arc::default(),
            looked_up: Arc::default(),
            documents: Documents::registering(0),
            entity_tags: EntityTags::new(&[7; 32]),
        }
    }

    fn judge(&self, headers: &HeaderMap) -> Result<Caller, StatusCode> {
        if self.revoked.load(Ordering::SeqCst) {
            return Err(StatusCode::UNAUTHORIZED);
        }
        let revoked = Arc::clone(&self.revoked);
        let judge = move || if revoked.load(Ordering::SeqCst) { Err(Refused::Unauthenticated) } else { Ok(()) };
        let restricted =
            headers.get(header::AUTHORIZATION).is_some_and(|it| it.as_bytes().starts_with(b"Bearer restricted"));
        let accepts = if restricted { Accepts::PersistedOnly } else { Accepts::Any };
        Ok(Caller { viewer: viewer(headers)?, accepted: Accepted::by(judge), accepts })
    }
}

impl Backend for Toy {
    async fn caller(&self, headers: &HeaderMap) -> Result<Caller, Response> {
        self.looked_up.notify_one();
        if headers.get(header::AUTHORIZATION).is_some_and(|it| it == "Bearer of a silent issuer") {
            return std::future::pending().await;
        }
        self.judge(headers).map_err(IntoResponse::into_response)
    }

    fn remembered(&self, headers: &HeaderMap) -> Option<Result<Caller, Response>> {
        let known = headers.get(header::AUTHORIZATION).is_some_and(|it| it == "Bearer known");
        if !known {
            return None;
        }
        Some(self.judge(headers).map_err(IntoResponse::into_response))
    }

    async fn execute(&self, _: Arc<Viewer>, request: async_graphql::Request) -> async_graphql::Response {
        self.schema.execute(request).await
    }

    fn wakes(&self) -> tokio::sync::watch::Receiver<i64> {
        tokio::sync::watch::channel(0).1
    }

    fn documents(&self) -> &Documents {
        &self.documents
    }

    fn entity_tags(&self) -> &EntityTags {
        &self.entity_tags
    }

    fn away(&self) -> Vec<&'static str> {
        self.away.clone()
    }

    async fn without_database(&self) {
        if !self.away.contains(&"database") {
            std::future::pending::<()>().await;
        }
    }
}

fn viewer(headers: &HeaderMap) -> Result<Arc<Viewer>, StatusCode> {
    if headers.get(header::AUTHORIZATION).is_some_and(|it| it == "Bearer nobody") {
        return Err(StatusCode::UNAUTHORIZED);
    }
    let bearer = headers.get(header::AUTHORIZATION).map_or("", |it| it.to_str().unwrap());
    let organisation_type =
        if bearer.ends_with("consulate") { OrganisationType::GovOriginConsular } else { OrganisationType::NationalNgo };
    // `ORGANISATION/WORKER`: the length of the first part is the organisation's id, the letters of both are the
    // worker's.
    let organisation = bearer.split_once('/').map_or(bearer, |(organisation, _)| organisation);
    let organisation_id = Uuid::from_u128(organisation.len() as u128);
    let worker_id = Uuid::from_u128(bearer.bytes().fold(0, |sum, byte| (sum << 4) ^ u128::from(byte)));
    Ok(Arc::new(Viewer { worker_id, organisation_id, organisation_type, ..Viewer::nobody() }))
}

struct Asked {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

impl Asked {
    fn code(&self) -> &str {
        self.body["errors"][0]["extensions"]["code"].as_str().unwrap_or("none")
    }
}

fn gates(sdl: &str, limits: &Limits) -> Gates {
    Gates::of([sdl, sdl], limits).unwrap()
}

fn server(limits: &Limits, server: &ServerLimits) -> (Router, Arc<Notify>) {
    let running = Arc::new(Notify::new());
    let schema = Schema::build(Query, Mutation, EmptySubscription).disable_suggestions().data(running.clone()).finish();
    let gates = gates(&schema.sdl(), limits);
    let cors = Cors { allowed_origins: vec!["https://app.example.org".to_owned()] };
    (around(routes(Arc::new(Toy::of(schema)), gates, server), &cors), running)
}

/// Routes that know these documents by a name.
fn knowing(documents: Documents) -> Router {
    let schema = Schema::build(Query, Mutation, EmptySubscription).disable_suggestions().finish();
    let gates = gates(&schema.sdl(), &Limits::default());
    let toy = Toy { documents, ..Toy::of(schema) };
    around(routes(Arc::new(toy), gates, &ServerLimits::default()), &Cors::default())
}

async fn send(router: Router, request: Request<Body>) -> Asked {
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    Asked { status: parts.status, headers: parts.headers, body: serde_json::from_slice(&body).unwrap_or_default() }
}

async fn ask(request: Request<Body>) -> Asked {
    send(server(&Limits::default(), &ServerLimits::default()).0, request).await
}

fn post(accept: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post("/graphql").header("content-type", "application/json").header("accept", accept);
    request.body(body.into()).unwrap()
}

fn query(query: &str) -> Request<Body> {
    post(NEW, json!({ "query": query }).to_string())
}

const NEW: &str = "application/graphql-response+json";
const OLD: &str = "application/json";
