//! An end point on this machine that keeps what it receives, and a program that registers it.

use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::post,
};
use chrono::Duration;
use entity::{codes::Role, organisation, worker};
use sea_orm::prelude::DateTimeUtc;
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle};
use uuid::Uuid;
use waystation::{
    access::{
        role_set::RoleSet,
        viewer::{OwnCentres, Viewer},
    },
    http::webhooks::Deliverer,
};

use super::super::house::House;
use crate::support::rows;

/// What the end point answers.
#[derive(Clone, Copy)]
pub enum Answer {
    Status(u16),
    /// A redirect to another path of the same end point.
    Redirect,
    /// A body that never ends.
    Endless,
}

/// A message as it arrived.
#[derive(Clone)]
pub struct Received {
    pub headers: HeaderMap,
    pub body: String,
    pub path: &'static str,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().expect("a text")
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("a body is JSON")
    }

    /// The identifiers under `changed`, or `left`.
    pub fn cases(&self, of: &str) -> Value {
        self.json()["data"][of].clone()
    }

    /// Whether the receiver with this secret accepts it.
    pub fn is_signed_with(&self, secret: &str) -> bool {
        let receiver = standardwebhooks::Webhook::new(secret).expect("a secret");
        let timestamp = self.header("webhook-timestamp").parse().expect("a number");
        let expected = receiver.sign(self.header("webhook-id"), timestamp, self.body.as_bytes()).expect("it signs");
        self.header("webhook-signature").split(' ').any(|signature| signature == expected)
    }
}

#[derive(Clone)]
struct Inbox(Arc<Mutex<(Answer, Vec<Received>)>>);

/// The end point.
pub struct Receiver {
    pub address: SocketAddr,
    inbox: Inbox,
    serving: JoinHandle<()>,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Receiver {
    pub async fn begin() -> Self {
        let inbox = Inbox(Arc::new(Mutex::new((Answer::Status(204), Vec::new()))));
        let hook = |State(inbox): State<Inbox>, headers: HeaderMap, body: Bytes| async move {
            inbox.receives("/hook", headers, &body)
        };
        let other = |State(inbox): State<Inbox>, headers: HeaderMap, body: Bytes| async move {
            inbox.receives("/other", headers, &body)
        };
        let routes = Router::new().route("/hook", post(hook)).route("/other", post(other)).with_state(inbox.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it listens");
        let serving = tokio::spawn(async move { axum::serve(listener, routes).await.expect("it serves") });
        Self { address, inbox, serving }
    }

    pub fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    pub fn answers(&self, answer: Answer) {
        self.inbox.0.lock().expect("no panic").0 = answer;
    }

    /// What arrived since the last look.
    pub fn takes(&self) -> Vec<Received> {
        std::mem::take(&mut self.inbox.0.lock().expect("no panic").1)
    }
}

impl Inbox {
    fn receives(&self, path: &'static str, headers: HeaderMap, body: &Bytes) -> Response {
        let mut inbox = self.0.lock().expect("no panic");
        inbox.1.push(Received { headers, body: String::from_utf8(body.to_vec()).expect("a text"), path });
        match inbox.0 {
            Answer::Status(status) => StatusCode::from_u16(status).expect("a status").into_response(),
            Answer::Redirect => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "/other")]).into_response(),
            Answer::Endless => {
                let more = futures_util::stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from_static(b"more ")));
                Body::from_stream(more).into_response()
            }
        }
    }
}

/// A program, as its last token named it.
pub fn program(of: &organisation::Model) -> worker::Model {
    worker::Model { roles: Some(RoleSet::from_iter([Role::ServiceAccount]).to_bits()), ..rows::worker(of) }
}

/// A program of the partner, and what it registered.
pub struct Desk {
    pub house: House,
    pub robot: Viewer,
    pub robots: worker::Model,
    pub receiver: Receiver,
    clock: Arc<Mutex<DateTimeUtc>>,
}

impl Desk {
    /// The partner has a share of the case.
    pub async fn begin(house: House) -> Self {
        house.world.add(rows::share(&house.case, &house.partner)).await;
        let robots = house.world.add(program(&house.partner)).await;
        let robot = house.world.viewer(Role::ServiceAccount, &robots, &house.partner);
        let robot = Viewer { centres: OwnCentres::NONE, ..robot };
        let clock = Arc::new(Mutex::new(house.world.now));
        Self { robot, robots, receiver: Receiver::begin().await, clock, house }
    }

    /// A node.
    pub fn node(&self) -> Deliverer {
        let clock = Arc::clone(&self.clock);
        let reader = self.house.engine.webhook_reader().expect("the server has webhooks");
        Deliverer::new(reader, Arc::new(move || *clock.lock().expect("no panic"))).expect("there is a client")
    }

    /// Time passes.
    pub fn later(&mut self, by: Duration) {
        self.house.world.now += by;
        *self.clock.lock().expect("no panic") = self.house.world.now;
    }

    /// The node looks a second later, and sends what there is. Gives what arrived.
    pub async fn next(&mut self, node: &Deliverer) -> Vec<Received> {
        self.later(Duration::seconds(1));
        node.run_once().await.expect("the database answers");
        self.receiver.takes()
    }

    /// Sends a mutation. Gives its payload, or the code of its error.
    pub async fn does(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let (head, tail) = mutation.split_at(1);
        let secret = if ["createWebhook", "rotateWebhookSecret"].contains(&mutation) { "secret" } else { "" };
        let document = format!(
            "mutation($key: String!, $input: {}{tail}Input!) {{ it: {mutation}(idempotencyKey: $key, input: $input) {{ {secret} \
             webhook {{ id version url pausedAt pauseReason eventKinds }} userErrors {{ code field }} }} }}",
            head.to_uppercase()
        );
        let key = Uuid::now_v7().to_string();
        let variables = json!({ "key": key, "input": input });
        let mut answer = self.house.world.ask(&self.house.engine, who, &document, variables).await;
        let code = answer.pointer("/errors/0/extensions/code").cloned().unwrap_or_default();
        if code.is_null() { answer["data"]["it"].take() } else { code }
    }

    /// Registers the end point. Gives its identifier and its secret.
    pub async fn registers(&self) -> (Value, String) {
        let input = json!({ "url": self.receiver.url(), "eventKinds": ["CASE_CHANGED", "CASE_LEFT"] });
        let made = self.does(&self.robot, "createWebhook", input).await;
        assert_eq!(made["userErrors"], json!([]), "{made:#}");
        (made["webhook"]["id"].clone(), made["secret"].as_str().expect("a secret").to_owned())
    }

    /// The only webhook as a program lists it.
    pub async fn listed(&self) -> Value {
        let document = "{ webhooks { totalCount nodes { id url pauseReason firstFailedAt nextAttemptAt \
            deliveries(first: 20) { nodes { kind state attempts statusClass } } \
            failedDeliveries(first: 20) { totalCount } } } }";
        let mut answer = self.house.world.ask(&self.house.engine, &self.robot, document, json!({})).await;
        assert_eq!(answer["errors"], Value::Null, "{answer:#}");
        answer["data"]["webhooks"]["nodes"][0].take()
    }

    /// The case changes in a way that the partner sees.
    pub async fn changes(&self, priority: &str) {
        self.house
            .must(&self.house.aminata, "updateCase", self.house.of_case(json!({ "priority": priority })).await)
            .await;
    }
}
