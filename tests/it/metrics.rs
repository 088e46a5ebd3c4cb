//! Metrics as Prometheus reads them: every name is listed, every label has a value that the program knows, and nothing of a
//! request is in them.

mod files;
mod scrape;

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use entity::{
    codes::{OrganisationType, Role},
    organisation,
};
use serde_json::json;
use tower::ServiceExt as _;
use waystation::{
    global_id, http,
    metrics::{
        list,
        metric::Listed,
        recorder::{Recorded, recording},
    },
    store::background::overdue,
};

use self::scrape::{Sample, Scrape};
use crate::{
    served::Served,
    support::{World, on_both, rows, someone},
};

/// The words of a client that must be in no metric.
const SECRETS: [&str; 4] = ["Fanta", "DiabateFile", "AliasOfSomebody", "guinea"];

/// Reads `/metrics` of the server.
async fn scraped(served: &Served, recorded: &Recorded) -> Scrape {
    let routes = http::metrics::routes(recorded.clone(), served.server.clone());
    let answer = routes.oneshot(Request::get("/metrics").body(Body::empty()).expect("a request")).await;
    let answer = answer.expect("the route answers");
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(
        answer.headers()[header::CONTENT_TYPE].to_str().is_ok_and(|it| it.starts_with("text/plain; version=0.0.4"))
    );
    let text = to_bytes(answer.into_body(), 10_000_000).await.expect("there is a text");
    Scrape::read(str::from_utf8(&text).expect("it is text"))
}

/// Requests of every kind: answered, withheld, refused, malformed, without a token.
async fn use_it(served: &Served, world: &World, house: &organisation::Model) {
    let centre = world.add(rows::centre(house)).await;
    let person = world.add(rows::person(house)).await;
    let case = world.add(rows::case(&person, &centre)).await;
    let worker = served.token_at(house, Role::CaseWorker, vec![centre.code.clone()]);
    let manager = served.token_at(house, Role::CentreManager, vec![centre.code.clone()]);
    let id = global_id::encode("Case", case.id);
    let read = "query DiabateFile($id: ID!) { AliasOfSomebody: case(id: $id) { id person { medicalNotes { id } } } }";
    for token in [&worker, &manager] {
        let withheld = "query($id: ID!) { case(id: $id) { id person { id bloodType } handlingInstruction } }";
        served.post(token, json!({ "query": withheld, "variables": { "id": id } })).await;
        served.post(token, json!({ "query": read, "variables": { "id": id } })).await;
        for query in [
            "{ cases { nodes { id person { names { given family } } } } }",
            "{ viewer { roles } cases { totalCount } }",
            "{ __schema { queryType { name } } }",
            "query Fanta { ... on Query { ...a } } fragment a on Query { viewer { roles } __typename }",
            "{ Fanta }",
            "{ viewer {",
            "{ cases(filter: { nationality: \"guinea\" }) { totalCount } }",
            "{ case(id: \"DiabateFile\") { id } }",
        ] {
            served.post(token, json!({ "query": query })).await;
        }
    }
    let person = json!({ "sex": "FEMALE", "names": [{ "given": "Fanta", "script": "Latn", "type": "CLAIMED" }] });
    let input = json!({ "centreId": global_id::encode("Centre", centre.id), "person": person });
    let open = "mutation Fanta($input: OpenCaseInput!) { openCase(idempotencyKey: \"DiabateFile\", input: $input) { case { id } } }";
    served.post(&worker, json!({ "query": open, "variables": { "input": input } })).await;
    served.post("DiabateFile", json!({ "query": "{ viewer { roles } }" })).await;
    let without = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
    let without = without.body(Body::from("{}")).expect("a request");
    let _ = served.routes.clone().oneshot(without).await.expect("the routes answer");
    overdue::measure(&world.database, world.now + chrono::Duration::days(3)).await.expect("clocks are counted");
}

#[tokio::test]
async fn every_label_has_a_value_that_the_program_knows() {
    recording(async |recorded| {
        on_both(|world| {
            let recorded = recorded.clone();
            async move {
                let (house, _) = someone(&world, OrganisationType::Iom).await;
                let served = Served::new(&world).await;
                use_it(&served, &world, &house).await;
                let scrape = scraped(&served, &recorded).await;
                let text = &scrape.text;
                for secret in SECRETS {
                    assert!(!text.to_lowercase().contains(&secret.to_lowercase()), "{secret} is in\n{text}");
                }
                let findings: Vec<_> = scrape.samples.iter().flat_map(scrape::unknown).collect();
                assert!(findings.is_empty(), "{}\n{text}", findings.join("\n"));
                for expected in [
                    "waystation_requests_total{operation=\"cases\",outcome=\"answered\"}",
                    "waystation_requests_total{operation=\"several\",outcome=\"answered\"}",
                    "waystation_requests_total{operation=\"introspection\",outcome=\"answered\"}",
                    "waystation_requests_total{operation=\"viewer\",outcome=\"answered\"}",
                    "waystation_requests_total{operation=\"openCase\",outcome=\"answered\"}",
                    "waystation_requests_total{operation=\"case\",outcome=\"refused\"}",
                    "waystation_requests_total{operation=\"other\",outcome=\"refused\"}",
                    "waystation_request_duration_seconds_count{operation=\"case\"}",
                    "waystation_answers_with_error_total{code=\"INVALID_ID\"}",
                    "waystation_answers_with_error_total{code=\"SYNTAX_ERROR\"}",
                    "waystation_tokens_refused_total{reason=\"malformed\"}",
                    "waystation_tokens_refused_total{reason=\"no_token\"}",
                    "waystation_statements_total{pool=\"readers\"}",
                    "waystation_statements_total{pool=\"writers\"}",
                    "waystation_pool_connections_maximum{pool=\"writers\"}",
                    "waystation_read_log_duration_seconds_count",
                    "waystation_read_log_failures_total",
                    "waystation_clocks_overdue{clock=\"departure\"}",
                    "waystation_subscriptions_open",
                    "waystation_database_up",
                ] {
                    assert!(scrape.value(expected).is_some(), "{expected} is not in\n{text}");
                }
                assert!(text.contains("waystation_withheld_fields_total{class="), "{text}");
                let elsewhere = Request::get("/metrics").body(Body::empty()).expect("a request");
                let elsewhere = served.routes.clone().oneshot(elsewhere).await.expect("the routes answer");
                assert_eq!(elsewhere.status(), StatusCode::NOT_FOUND, "the listener of the server has no metrics");
            }
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_request_counts_once_and_a_refused_one_is_not_a_fault() {
    recording(async |recorded| {
        on_both(|world| {
            let recorded = recorded.clone();
            async move {
                let (house, _) = someone(&world, OrganisationType::Iom).await;
                let served = Served::new(&world).await;
                let token = served.token(&house, Role::CaseWorker);
                let requests = "waystation_requests_total{operation=\"viewer\",outcome=\"answered\"}";
                let refused = "waystation_requests_total{operation=\"case\",outcome=\"refused\"}";
                let before = scraped(&served, &recorded).await;
                for _ in 0..3 {
                    served.post(&token, json!({ "query": "{ viewer { roles } }" })).await;
                }
                let nobodys = global_id::encode("Case", uuid::Uuid::now_v7());
                let query = format!("{{ case(id: \"{nobodys}\") {{ id }} }}");
                let (_, answer) = served.post(&token, json!({ "query": query })).await;
                assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_FOUND");
                let after = scraped(&served, &recorded).await;
                let more = |of: &str| after.value(of).unwrap_or(0.0) - before.value(of).unwrap_or(0.0);
                assert!((more(requests) - 3.0).abs() < 0.1, "{}", more(requests));
                assert!((more(refused) - 1.0).abs() < 0.1, "{}", more(refused));
                let not_found = "waystation_answers_with_error_total{code=\"NOT_FOUND\"}";
                assert!((more(not_found) - 1.0).abs() < 0.1, "{}", more(not_found));
                let failed = |of: &Sample| of.labels.iter().any(|(_, value)| value == "failed");
                assert!(!after.samples.iter().any(failed), "{}", after.text);
            }
        })
        .await;
    })
    .await;
}

#[test]
fn names_follow_the_rules_of_prometheus_and_each_metric_has_its_help() {
    let mut names = std::collections::BTreeSet::new();
    for metric in list::ALL {
        let of = metric.description();
        assert!(names.insert(of.name), "{} is there twice", of.name);
        assert!(of.name.starts_with("waystation_"), "{}", of.name);
        assert!(of.name.bytes().all(|it| it.is_ascii_lowercase() || it == b'_'), "{}", of.name);
        assert_eq!(matches!(metric, Listed::Counter(_)), of.name.ends_with("_total"), "{}", of.name);
        assert!(!matches!(metric, Listed::Histogram(_)) || of.name.ends_with("_seconds"), "{}", of.name);
        assert!(of.help.ends_with('.') && of.help.len() > 20, "{}: {}", of.name, of.help);
    }
}
