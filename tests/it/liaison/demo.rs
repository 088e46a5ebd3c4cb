//! One of the two demos, behind everything that a client meets except tokens and the clock. An answer is the body after
//! admission, engine and the HTTP layers.

use std::{collections::BTreeMap, num::NonZeroU32, sync::Arc};

use ::demo::{Caseload, cast, fill};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
    response::Response,
};
use entity::codes::Role;
use sea_orm::{Iterable, prelude::DateTimeUtc};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;
use waystation::{
    access::{verified_token::ALL_ORDINARY_CENTRES, viewer::Viewer},
    graphql::{
        admission::{Gates, Limits},
        engine::{Engine, RequestContext},
        request::Accepted,
    },
    http::{
        backend::{Backend, Caller},
        documents::{Accepts, DocumentSettings, Documents},
        entity_tag::EntityTags,
        limits::ServerLimits,
        routes,
    },
    store::identity::viewers,
};

use crate::support::World;

/// The personas that ask.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Who {
    /// The liaison officer of Guinea.
    Liaison,
    /// The liaison officer with a token that claims every role.
    EveryRole,
    /// The protection officer, with a token for all ordinary centres of IOM Niger.
    Protection,
    /// The medical officer, with a token for the same centres.
    Medical,
}

impl Who {
    const ALL: [Self; 4] = [Self::Liaison, Self::EveryRole, Self::Protection, Self::Medical];

    const fn persona(self) -> &'static str {
        match self {
            Self::Liaison | Self::EveryRole => "liaison_gin",
            Self::Protection => "protection_officer",
            Self::Medical => "medical_officer",
        }
    }
}

/// One question.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The name in failure messages.
    pub name: String,
    /// The document.
    pub query: String,
    /// Its variables.
    pub variables: Value,
}

impl Operation {
    /// A document without variables.
    pub fn plain(name: impl Into<String>, query: impl Into<String>) -> Self {
        Self { name: name.into(), query: query.into(), variables: json!({}) }
    }
}

/// An answer: status and body as the client receives them, and the statements that it took.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answer {
    pub status: StatusCode,
    pub body: String,
    pub statements: Vec<String>,
}

impl Answer {
    /// The body as a value.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.body).expect("an answer is JSON")
    }
}

/// A demo with the HTTP routes in front of it.
pub struct Demo {
    pub world: World,
    routes: Router,
}

/// The number of people: enough that the consulate of Guinea has packets in many states.
const PEOPLE: u64 = 250;

impl Demo {
    /// Fills the demo with a fixed seed at a fixed moment.
    pub async fn new(mut world: World) -> Self {
        world.now = "2026-11-20T10:30:00Z".parse().expect("it is a moment");
        let caseload = Caseload { people: PEOPLE, seed: 1, now: world.now };
        fill(&world.database, &caseload, &mut |_, _| {}).await.expect("the demo is filled");
        let mut viewers = BTreeMap::new();
        for who in Who::ALL {
            let mut token = cast::persona(who.persona()).expect("the cast has it").token(world.now);
            // All ordinary centres of the organisation, so that there are enough cases.
            token.centres = vec![ALL_ORDINARY_CENTRES.to_owned()];
            if who == Who::EveryRole {
                token.roles = Role::iter().collect();
            }
            let viewer = viewers::viewer(&world.database, &token, world.now).await.expect("the database answers");
            viewers.insert(format!("{who:?}"), Arc::new(viewer.expect("the organisation is active")));
        }
        let documents = Documents::open(&DocumentSettings::default()).expect("there is no manifest");
        let entity_tags = EntityTags::new(&[7; 32]);
        let door = Door { engine: world.engine().await, viewers, documents, entity_tags, now: world.now };
        // Without rate limits, because the test asks faster than any client and a refusal would hide what is compared.
        let limits = ServerLimits {
            liaison_requests_per_minute: NonZeroU32::MAX,
            worker_requests_per_second: NonZeroU32::MAX,
            organisation_requests_per_second: NonZeroU32::MAX,
            ..ServerLimits::default()
        };
        let gates = Gates::new(&Limits::default()).expect("the schemas can be read");
        Self { routes: routes(Arc::new(door), gates, &limits), world }
    }

    /// Asks one question.
    pub async fn ask(&self, who: Who, operation: &Operation) -> Answer {
        let body = json!({ "query": operation.query, "variables": operation.variables }).to_string();
        let request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .header(WHO, format!("{who:?}"))
            .body(Body::from(body))
            .expect("a request");
        let sending = self.routes.clone().oneshot(request);
        let (response, mut statements) = self.world.listening(sending).await;
        // Further refusals of a minute share one row of the read log, so that it depends on what was asked before.
        statements.retain(|statement| !statement.sql.starts_with("INSERT INTO \"read_log\""));
        let statements = statements.into_iter().map(|statement| statement.sql).collect();
        let response = response.expect("the routes answer");
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("there is a body");
        Answer { status, body: String::from_utf8(bytes.to_vec()).expect("it is text"), statements }
    }

    /// Runs a mutation as a member of the owning organisation. It must succeed.
    pub async fn act(&self, who: Who, mutation: &str, record: &str, input: Value) -> Value {
        let type_name = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let query = format!(
            "mutation($key: String!, $input: {type_name}!) {{
                done: {mutation}(idempotencyKey: $key, input: $input) {{ {record} userErrors {{ code message }} }}
            }}"
        );
        let variables = json!({ "key": Uuid::now_v7().simple().to_string(), "input": input });
        let answer = self.ask(who, &Operation { name: mutation.to_owned(), query, variables }).await.value();
        assert_eq!(answer["data"]["done"]["userErrors"], json!([]), "{mutation} is refused: {answer}");
        answer["data"]["done"].clone()
    }
}

const WHO: &str = "x-who";

/// The server without tokens and clock: a header names the persona, and the moment is fixed.
struct Door {
    engine: Engine,
    viewers: BTreeMap<String, Arc<Viewer>>,
    documents: Documents,
    entity_tags: EntityTags,
    now: DateTimeUtc,
}

impl Backend for Door {
    async fn caller(&self, headers: &HeaderMap) -> Result<Caller, Response> {
        let viewer = Arc::clone(&self.viewers[headers[WHO].to_str().expect("it is a name")]);
        Ok(Caller { viewer, accepted: Accepted::by(|| Ok(())), accepts: Accepts::Any })
    }

    async fn execute(&self, viewer: Arc<Viewer>, request: async_graphql::Request) -> async_graphql::Response {
        self.engine.execute(viewer, RequestContext { now: self.now, request_id: Uuid::now_v7() }, request).await
    }

    fn wakes(&self) -> tokio::sync::watch::Receiver<i64> {
        self.engine.wakes()
    }

    fn documents(&self) -> &Documents {
        &self.documents
    }

    fn entity_tags(&self) -> &EntityTags {
        &self.entity_tags
    }

    fn away(&self) -> Vec<&'static str> {
        Vec::new()
    }

    async fn without_database(&self) {
        std::future::pending::<()>().await;
    }
}
