//! Subscriptions as a client meets them: events over HTTP, each read with the access of its own moment.

use std::time::Duration;

use axum::{
    body::{Body, BodyDataStream},
    http::{Request, StatusCode, header},
};
use entity::{
    case,
    codes::{OrganisationType, Role},
    organisation,
};
use futures_util::StreamExt as _;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, prelude::DateTimeUtc};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use waystation::{global_id, http::server::clock};

use crate::{
    served::Served,
    support::{World, on_both, rows, someone},
};

const CHANGES: &str = "subscription($since: ChangesPosition) { changes(since: $since) { \
    cases { id status } left position hasMore } }";

/// The events of an open subscription.
struct Events {
    body: BodyDataStream,
    read: String,
}

/// An event: its type, its `id`, its data.
type Event = (String, Option<String>, Value);

impl Events {
    /// The next event that is no comment. Fails if there is none within ten seconds.
    async fn next(&mut self) -> Event {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let of = |name: &str| {
                    let line = event.lines().find_map(|line| line.strip_prefix(name));
                    line.map(|value| value.trim_start_matches(' ').to_owned())
                };
                let (kind, id, data) = (of("event:"), of("id:"), of("data:").unwrap_or_default());
                let rest = rest.to_owned();
                let told = kind.map(|kind| (kind, id, serde_json::from_str(&data).unwrap_or(Value::Null)));
                self.read = rest;
                match told {
                    Some(told) => return told,
                    None => continue,
                }
            }
            let more = tokio::time::timeout(Duration::from_secs(10), self.body.next()).await;
            let more = more.expect("an event comes").expect("the stream goes on").expect("it is read");
            self.read.push_str(&String::from_utf8_lossy(&more));
        }
    }

    async fn is_over(&mut self) -> bool {
        self.read.trim().is_empty() && self.body.next().await.is_none()
    }
}

async fn asked(served: &Served, token: &str, accept: &str, body: &Value) -> axum::response::Response {
    let request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, accept)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::from(body.to_string()));
    served.routes.clone().oneshot(request.expect("a request")).await.expect("the routes answer")
}

async fn opened(served: &Served, token: &str, since: Option<&str>) -> Events {
    let body = json!({ "query": CHANGES, "variables": { "since": since } });
    let response = asked(served, token, "text/event-stream", &body).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    Events { body: response.into_body().into_data_stream(), read: String::new() }
}

/// The code of the only error of an answer that is no event.
async fn refused(response: axum::response::Response) -> (StatusCode, String) {
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), 100_000).await.expect("there is a body");
    let body: Value = serde_json::from_slice(&body).unwrap_or_else(|_| panic!("{body:?}"));
    (status, body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned())
}

/// Opens a case at the centre and gives its identifier.
async fn open_case(served: &Served, token: &str, centre: &entity::centre::Model) -> Value {
    let person = json!({ "sex": "FEMALE", "names": [{ "given": "Fanta", "script": "Latn", "type": "CLAIMED" }] });
    let input = json!({ "centreId": global_id::encode("Centre", centre.id), "person": person });
    let query = "mutation($input: OpenCaseInput!, $key: String!) { \
        openCase(idempotencyKey: $key, input: $input) { case { id } userErrors { code } } }";
    let key = uuid::Uuid::now_v7().to_string();
    let (_, answer) = served.post(token, json!({ "query": query, "variables": { "input": input, "key": key } })).await;
    let case = answer["data"]["openCase"]["case"]["id"].clone();
    assert!(case.is_string(), "{answer:#}");
    case
}

/// A server, an organisation with a centre, and the token of a case worker there.
async fn desk(world: &World) -> (Served, organisation::Model, entity::centre::Model, String) {
    let (house, _) = someone(world, OrganisationType::Iom).await;
    let centre = world.add(rows::centre(&house)).await;
    let served = Served::new(world).await;
    let token = served.token_at(&house, Role::CaseWorker, vec![centre.code.clone()]);
    (served, house, centre, token)
}

fn cases(event: &Event) -> Vec<Value> {
    let cases = event.2["data"]["changes"]["cases"].as_array();
    cases.unwrap_or_else(|| panic!("{event:#?}")).iter().map(|case| case["id"].clone()).collect()
}

#[tokio::test]
async fn a_change_is_told_to_those_who_may_know_of_it_and_a_lost_connection_loses_nothing() {
    on_both(|world| async move {
        let (other, _) = someone(&world, OrganisationType::Iom).await;
        let there = world.add(rows::centre(&other)).await;
        let (served, _, centre, token) = desk(&world).await;
        let stranger = served.token_at(&other, Role::CaseWorker, vec![there.code.clone()]);
        let mut mine = opened(&served, &token, None).await;
        let mut theirs = opened(&served, &stranger, None).await;
        let begun = mine.next().await;
        assert_eq!((begun.0.as_str(), cases(&begun)), ("next", vec![]), "the first event has the position");
        assert_eq!(begun.1.as_deref(), begun.2["data"]["changes"]["position"].as_str());
        assert_eq!(cases(&theirs.next().await), Vec::<Value>::new());

        let first = open_case(&served, &token, &centre).await;
        assert_eq!(cases(&mine.next().await), std::slice::from_ref(&first));
        // The stranger is told of the own case, and nothing came before it.
        let foreign = open_case(&served, &stranger, &there).await;
        assert_eq!(cases(&theirs.next().await), [foreign]);

        drop(mine);
        let second = open_case(&served, &token, &centre).await;
        let mut again = opened(&served, &token, begun.1.as_deref()).await;
        let missed = again.next().await;
        assert_eq!(cases(&missed), [first, second], "what came since the position, at once");
        let third = open_case(&served, &token, &centre).await;
        assert_eq!(cases(&again.next().await), [third]);

        let stolen = asked(
            &served,
            &stranger,
            "text/event-stream",
            &json!({ "query": CHANGES,
            "variables": { "since": begun.1 } }),
        )
        .await;
        let mut stolen = Events { body: stolen.into_body().into_data_stream(), read: String::new() };
        let (_, _, data) = stolen.next().await;
        assert_eq!(data["errors"][0]["extensions"]["code"], "INVALID_POSITION");
        assert_eq!(stolen.next().await.0, "complete");
        assert!(stolen.is_over().await);
    })
    .await;
}

#[tokio::test]
async fn a_subscription_ends_with_the_access() {
    on_both(|world| async move {
        let (served, house, centre, token) = desk(&world).await;
        let mut events = opened(&served, &token, None).await;
        events.next().await;
        let closed: Option<DateTimeUtc> = Some(clock());
        let suspended = organisation::ActiveModel { suspended_at: Set(closed), ..house.clone().into_active_model() };
        suspended.update(&world.database.writer).await.expect("it is suspended");
        // The revocations are read every two seconds.
        tokio::time::sleep(Duration::from_millis(2_500)).await;
        // A change wakes the subscription, which looks at its token before it reads anything.
        let person = world.add(rows::person(&house)).await;
        let mut case = case::Model { reference: "NER-1".to_owned(), ..rows::case(&person, &centre) };
        case.opened_at = world.now;
        world.add(case).await;
        let (kind, _, data) = events.next().await;
        assert_eq!((kind.as_str(), &data["errors"][0]["extensions"]["code"]), ("next", &json!("UNAUTHENTICATED")));
        assert_eq!(data["data"], Value::Null);
        assert_eq!(events.next().await.0, "complete");
        assert!(events.is_over().await);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_followed_is_refused_before_an_event() {
    on_both(|world| async move {
        let (served, house, _, token) = desk(&world).await;
        let subscription = json!({ "query": CHANGES });
        for accept in ["application/json", "application/graphql-response+json"] {
            let code = refused(asked(&served, &token, accept, &subscription).await).await;
            assert_eq!(code, (StatusCode::NOT_ACCEPTABLE, "SUBSCRIPTION_NEEDS_EVENTS".to_owned()));
        }
        let twice = json!({ "query": "subscription { changes { hasMore } b: changes { hasMore } }" });
        let unknown = json!({ "query": "subscription { cases { id } }" });
        let typename = json!({ "query": "subscription { __typename }" });
        let spread = json!({ "query": "subscription { ...F } fragment F on Subscription { changes { hasMore } }" });
        let skipped = json!({ "query": "subscription { changes @include(if: false) { hasMore } }" });
        for (body, code) in [
            (&twice, "TOO_MANY_ROOT_FIELDS"),
            (&unknown, "VALIDATION_FAILED"),
            (&typename, "VALIDATION_FAILED"),
            (&spread, "VALIDATION_FAILED"),
            (&skipped, "VALIDATION_FAILED"),
        ] {
            let refusal = refused(asked(&served, &token, "text/event-stream", body).await).await;
            assert_eq!(refusal, (StatusCode::BAD_REQUEST, code.to_owned()), "{body}");
        }
        let none = refused(asked(&served, "no.token.this", "text/event-stream", &subscription).await).await;
        assert_eq!(none, (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED".to_owned()));
        let donor = served.token(&house, Role::Donor);
        let mut donor = Events {
            body: asked(&served, &donor, "text/event-stream", &subscription).await.into_body().into_data_stream(),
            read: String::new(),
        };
        assert_eq!(cases(&donor.next().await), Vec::<Value>::new(), "there is nothing that a donor could be told");
        drop(donor);

        // A worker may have eight of them. One that ends makes room.
        let mut open = Vec::new();
        for _ in 0..8 {
            open.push(opened(&served, &token, None).await);
        }
        let ninth = async || asked(&served, &token, "text/event-stream", &subscription).await;
        assert_eq!(refused(ninth().await).await, (StatusCode::TOO_MANY_REQUESTS, "TOO_MANY_SUBSCRIPTIONS".to_owned()));
        open.pop();
        assert_eq!(ninth().await.status(), StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_query_is_answered_as_one_event() {
    on_both(|world| async move {
        let (served, house, _, token) = desk(&world).await;
        let body = json!({ "query": "{ viewer { organisation { name } } }" });
        let response = asked(&served, &token, "text/event-stream", &body).await;
        let mut events = Events { body: response.into_body().into_data_stream(), read: String::new() };
        let (kind, _, data) = events.next().await;
        assert_eq!((kind.as_str(), &data["data"]["viewer"]["organisation"]["name"]), ("next", &json!(house.name)));
        assert_eq!(events.next().await.0, "complete");
        assert!(events.is_over().await);
        // A client that takes both, as most do, gets JSON.
        let both = asked(&served, &token, "application/json, text/event-stream", &body).await;
        assert_eq!(both.headers()[header::CONTENT_TYPE], "application/json; charset=utf-8");
    })
    .await;
}
