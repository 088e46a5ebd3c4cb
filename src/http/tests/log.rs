//! The request id and the log line.

use std::{cell::RefCell, sync::Once};

use super::*;

#[tokio::test]
async fn a_well_formed_request_id_is_kept_and_any_other_replaced() {
    for (given, kept) in [("case-7.of_9", true), ("with space", false), ("", false), (&*"x".repeat(65), false)] {
        let mut request = query("{ hello }");
        request.headers_mut().insert("x-request-id", given.parse().unwrap());
        let answered = ask(request).await.headers["x-request-id"].clone();
        assert_eq!(answered == given, kept, "{given}");
        assert!(!answered.is_empty());
    }
}

thread_local! {
    /// The log lines of this thread. A test runs on one thread.
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

struct Lines;

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.extend_from_slice(bytes));
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The log lines written while `request` is answered.
async fn logged(request: Request<Body>) -> String {
    static START: Once = Once::new();
    START.call_once(|| {
        let subscriber = tracing_subscriber::fmt().json().with_max_level(tracing::Level::TRACE).with_writer(|| Lines);
        // Set globally, because callsites that another thread registered first are not seen by a thread-local
        // subscriber.
        tracing::subscriber::set_global_default(subscriber.finish()).unwrap();
    });
    LINES.take();
    ask(request).await;
    String::from_utf8(LINES.take()).unwrap()
}

#[tokio::test]
async fn a_request_is_one_line_in_the_log_without_what_it_says() {
    let mut request = post(
        NEW,
        json!({ "query": "query Greet($n: String) { secret: hello(name: $n) }", "variables": { "n": "Amina" } })
            .to_string(),
    );
    request.headers_mut().insert("authorization", "Bearer eyJhbGciOi".parse().unwrap());
    request.headers_mut().insert("x-request-id", "seen-7".parse().unwrap());
    let log = logged(request).await;
    assert_eq!(log.lines().count(), 1, "{log}");
    let line: Value = serde_json::from_str(&log).unwrap();
    assert_eq!(line["span"]["id"], "seen-7");
    let fields = &line["fields"];
    for (name, value) in [
        ("operation", json!("query")),
        ("name", json!("Greet")),
        ("cost", json!(1)),
        ("status", json!(200)),
        ("route", json!("/graphql")),
    ] {
        assert_eq!(fields[name], value, "{name}");
    }
    let address = Request::get("/graphql?query=%7Bsecret%7D").body(Body::empty()).unwrap();
    for log in
        [log, logged(address).await, logged(query("{ secret")).await, logged(query("{ panics secret: hello }")).await]
    {
        for word in ["secret", "Amina", "eyJ"] {
            assert!(!log.contains(word), "{log}");
        }
    }
}
