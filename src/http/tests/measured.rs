//! How requests are counted: by which name, and how they ended.

use std::time::Duration;

use super::*;
use crate::{
    http::documents::DocumentSettings,
    metrics::recorder::{Recorded, recording},
};

/// The number of a series of requests.
fn counted(recorded: &Recorded, operation: &str, outcome: &str) -> u32 {
    let series = format!("waystation_requests_total{{operation=\"{operation}\",outcome=\"{outcome}\"}} ");
    let text = recorded.text();
    text.lines().find_map(|line| line.strip_prefix(&series)?.parse().ok()).unwrap_or_default()
}

#[tokio::test]
async fn a_trusted_document_is_counted_under_the_name_of_its_only_operation() {
    let manifest = std::env::temp_dir().join(format!("manifest-{}.json", Uuid::now_v7()));
    let documents = json!({
        "one": "query Greeting { hello }",
        "two": "query A { hello } query B { hello }",
        "thr\"ee\n": "{ twice(of: 3) }",
    });
    std::fs::write(&manifest, documents.to_string()).unwrap();
    let documents = Documents::open(&DocumentSettings { manifests: vec![manifest.clone()], ..Default::default() });
    std::fs::remove_file(&manifest).unwrap();
    let router = knowing(documents.unwrap());
    recording(async |recorded| {
        for body in [
            json!({ "documentId": "one" }),
            json!({ "documentId": "two", "operationName": "B" }),
            json!({ "documentId": "thr\"ee\n" }),
            json!({ "query": "query Fatima { hello }" }),
            json!({ "documentId": "Fatima" }),
        ] {
            send(router.clone(), post(NEW, body.to_string())).await;
        }
        assert_eq!(counted(recorded, "document:Greeting", "answered"), 1, "{}", recorded.text());
        assert_eq!(counted(recorded, "document:two", "answered"), 1);
        assert_eq!(counted(recorded, "document:thr\\\"ee\\n", "answered"), 1, "{}", recorded.text());
        assert_eq!(counted(recorded, "hello", "answered"), 1);
        assert_eq!(counted(recorded, "other", "refused"), 1);
        assert!(!recorded.text().contains("Fatima"), "{}", recorded.text());
    })
    .await;
}

#[tokio::test]
async fn a_request_without_an_answer_is_counted_too() {
    recording(async |recorded| {
        let limits = ServerLimits { request_timeout_seconds: 0, ..ServerLimits::default() };
        let (router, _) = server(&Limits::default(), &limits);
        send(router, query("{ waits }")).await;
        assert_eq!(counted(recorded, "waits", "timed_out") + counted(recorded, "other", "timed_out"), 1);

        let (router, running) = server(&Limits::default(), &ServerLimits::default());
        let asked = tokio::spawn(send(router.clone(), query("{ waits }")));
        running.notified().await;
        asked.abort();
        assert!(asked.await.is_err());
        assert_eq!(counted(recorded, "waits", "abandoned"), 1, "{}", recorded.text());

        assert_eq!(send(router.clone(), query("{ panics }")).await.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(counted(recorded, "panics", "failed"), 1, "{}", recorded.text());
        send(router.clone(), query("{ fails }")).await;
        assert_eq!(counted(recorded, "fails", "failed"), 1, "{}", recorded.text());
        send(router, query("{ hello refused }")).await;
        assert_eq!(counted(recorded, "several", "failed") + counted(recorded, "several", "refused"), 1);
    })
    .await;
}

#[tokio::test]
async fn what_a_limit_refuses_is_counted_by_the_limit() {
    recording(async |recorded| {
        let limits = ServerLimits { concurrent_requests: 1, worker_requests_at_once: 1, ..ServerLimits::default() };
        let (router, running) = server(&Limits::default(), &limits);
        let first = tokio::spawn(send(router.clone(), query("{ waits }")));
        running.notified().await;
        assert_eq!(send(router, query("{ hello }")).await.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(recorded.text().contains("waystation_limit_refusals_total{limit=\"caller_at_once\"} 1"));
        first.abort();
        let _ = tokio::time::timeout(Duration::from_secs(5), first).await;
    })
    .await;
}
