//! Sizes, timeouts, rate limits, health and shutdown.

use std::{num::NonZeroU32, time::Duration};

use futures_util::FutureExt as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::*;
use crate::http::serve;

#[tokio::test]
async fn a_body_beyond_the_limit_is_413() {
    let body = |length: usize| json!({ "query": "{ hello }", "extensions": { "x": "y".repeat(length) } }).to_string();
    let room = body(0).len();
    let limits = || Limits { body_bytes: room + 10, ..Limits::default() };
    let fits = send(server(&limits(), &ServerLimits::default()).0, post(NEW, body(10))).await;
    assert_eq!(fits.status, StatusCode::OK);
    let large = send(server(&limits(), &ServerLimits::default()).0, post(NEW, body(11))).await;
    assert_eq!((large.status, large.code()), (StatusCode::PAYLOAD_TOO_LARGE, "BODY_TOO_LARGE"));
}

#[tokio::test]
async fn a_length_beyond_the_limit_is_refused_before_the_body_comes() {
    let endless = || Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let request = |token: &str| {
        let mut request = post(NEW, endless());
        request.headers_mut().insert("content-length", "10000000000".parse().unwrap());
        request.headers_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
        request
    };
    let asked = ask(request("somebody")).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::PAYLOAD_TOO_LARGE, "BODY_TOO_LARGE"));
    assert_eq!(ask(request("nobody")).await.status, StatusCode::UNAUTHORIZED);
    let limits = ServerLimits { body_timeout_seconds: 0, ..ServerLimits::default() };
    let asked = send(server(&Limits::default(), &limits).0, post(NEW, endless())).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::REQUEST_TIMEOUT, "BODY_TIMEOUT"));
}

#[tokio::test]
async fn one_request_too_many_is_sent_away_with_503() {
    let (router, running) =
        server(&Limits::default(), &ServerLimits { concurrent_requests: 1, ..ServerLimits::default() });
    let first = tokio::spawn(send(router.clone(), query("{ waits }")));
    running.notified().await;
    let second = send(router.clone(), query("{ hello }")).await;
    assert_eq!((second.status, second.code()), (StatusCode::SERVICE_UNAVAILABLE, "TOO_MANY_REQUESTS_AT_ONCE"));
    assert_eq!(second.headers["retry-after"], "1");
    first.abort();
    let _ = first.await;
    assert_eq!(send(router, query("{ hello }")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_consulate_has_a_rate_of_its_own_and_nobody_else_does() {
    let limits = ServerLimits { liaison_requests_per_minute: NonZeroU32::new(6).unwrap(), ..ServerLimits::default() };
    let (router, _) = server(&Limits::default(), &limits);
    let from = |organisation: &str| {
        let mut request = query("{ hello }");
        request.headers_mut().insert("authorization", format!("Bearer {organisation}").parse().unwrap());
        send(router.clone(), request)
    };
    for _ in 0..3 {
        assert_eq!(from("consulate").await.status, StatusCode::OK);
    }
    let refused = from("consulate").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS"));
    let wait: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=10).contains(&wait), "{wait}");
    let said = ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"].map(|name| refused.headers[name].clone());
    assert_eq!(said.map(|it| it.to_str().unwrap().to_owned()), ["6".to_owned(), "0".to_owned(), wait.to_string()]);
    assert_eq!(from("another consulate").await.status, StatusCode::OK);
    for _ in 0..10 {
        assert_eq!(from("partner").await.status, StatusCode::OK);
    }
}

fn from(router: &Router, who: &str, document: &str) -> impl Future<Output = Asked> + use<> {
    let mut request = query(document);
    request.headers_mut().insert("authorization", format!("Bearer {who}").parse().unwrap());
    send(router.clone(), request)
}

#[tokio::test]
async fn a_worker_who_asks_too_often_keeps_nobody_else_out() {
    let second = |requests| NonZeroU32::new(requests).unwrap();
    let limits = ServerLimits {
        worker_requests_per_second: second(1),
        organisation_requests_per_second: second(2),
        ..ServerLimits::default()
    };
    let (router, _) = server(&Limits::default(), &limits);
    let asks = |who: &'static str| from(&router, who, "{ hello }");
    for _ in 0..2 {
        assert_eq!(asks("partner/ibrahim").await.status, StatusCode::OK);
    }
    let refused = asks("partner/ibrahim").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS"));
    assert_eq!(refused.headers["retry-after"], "1");
    for _ in 0..2 {
        assert_eq!(asks("partner/fatou").await.status, StatusCode::OK, "a colleague");
    }
    assert_eq!(asks("partner/moussa").await.status, StatusCode::TOO_MANY_REQUESTS, "as many as the organisation may");
    assert_eq!(asks("another house/aminata").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_worker_takes_its_own_places_and_no_others() {
    let limits =
        ServerLimits { worker_requests_at_once: 1, organisation_requests_at_once: 2, ..ServerLimits::default() };
    let (router, running) = server(&Limits::default(), &limits);
    let first = tokio::spawn(from(&router, "partner/ibrahim", "{ waits }"));
    running.notified().await;
    let refused = from(&router, "partner/ibrahim", "{ hello }").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS"));
    assert_eq!(refused.headers["retry-after"], "1");
    let second = tokio::spawn(from(&router, "partner/fatou", "{ waits }"));
    running.notified().await;
    assert_eq!(from(&router, "partner/moussa", "{ hello }").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(from(&router, "another house/aminata", "{ hello }").await.status, StatusCode::OK);
    for running in [first, second] {
        running.abort();
        let _ = running.await;
    }
    assert_eq!(from(&router, "partner/ibrahim", "{ hello }").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_token_that_is_looked_up_for_long_keeps_no_known_caller_out() {
    let toy = Toy::of(Schema::build(Query, Mutation, EmptySubscription).disable_suggestions().finish());
    let looked_up = Arc::clone(&toy.looked_up);
    let gates = gates(&toy.schema.sdl(), &Limits::default());
    let limits = ServerLimits { concurrent_requests: 1, ..ServerLimits::default() };
    let router = routes(Arc::new(toy), gates, &limits);
    let stranger = tokio::spawn(from(&router, "of a silent issuer", "{ hello }"));
    looked_up.notified().await;
    let second = from(&router, "of another stranger", "{ hello }").await;
    assert_eq!((second.status, second.code()), (StatusCode::SERVICE_UNAVAILABLE, "TOO_MANY_REQUESTS_AT_ONCE"));
    assert_eq!(from(&router, "known", "{ hello }").await.status, StatusCode::OK);
    stranger.abort();
    let _ = stranger.await;
}

#[tokio::test]
async fn a_token_that_was_revoked_while_the_body_came_starts_nothing() {
    let running = Arc::new(Notify::new());
    let schema = Schema::build(Query, Mutation, EmptySubscription).data(Arc::clone(&running)).finish();
    let toy = Toy::of(schema);
    let (revoked, looked_up) = (Arc::clone(&toy.revoked), Arc::clone(&toy.looked_up));
    let gates = gates(&toy.schema.sdl(), &Limits::default());
    let router = routes(Arc::new(toy), gates, &ServerLimits::default());
    let (sender, body) = tokio::sync::oneshot::channel::<Vec<u8>>();
    let body = Body::from_stream(futures_util::stream::once(body));
    let asked = tokio::spawn(send(router, post(NEW, body)));
    looked_up.notified().await;
    revoked.store(true, Ordering::SeqCst);
    sender.send(json!({ "query": "{ waits }" }).to_string().into_bytes()).expect("the body is awaited");
    assert_eq!(asked.await.unwrap().status, StatusCode::UNAUTHORIZED);
    assert!(running.notified().now_or_never().is_none(), "nothing was run");
}

#[tokio::test]
async fn without_a_database_a_request_is_refused_at_once() {
    let schema = Schema::new(Query, Mutation, EmptySubscription);
    let gates = gates(&schema.sdl(), &Limits::default());
    let router = routes(Arc::new(Toy { away: vec!["database"], ..Toy::of(schema) }), gates, &ServerLimits::default());
    let refused = send(router, query("{ hello }")).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE"));
    assert_eq!(refused.headers["retry-after"], "1");
}

#[tokio::test]
async fn a_client_that_sends_no_whole_header_loses_its_connection() {
    let (router, _) = server(&Limits::default(), &ServerLimits::default());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let limits = ServerLimits { header_timeout_seconds: 1, connections: 4, ..ServerLimits::default() };
    let serving = tokio::spawn(async move { serve::serve(listener, router, &limits, std::future::pending()).await });
    // Cases: no bytes, the beginning of either protocol, half of a header.
    let mut slow = Vec::new();
    for begun in ["", "P", "GET /healthz HTTP/1.1\r\nho", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
        let mut client = tokio::net::TcpStream::connect(address).await.unwrap();
        client.write_all(begun.as_bytes()).await.unwrap();
        slow.push(client);
    }
    // All connections are taken: this one waits until they are closed, and is then served.
    let mut honest = tokio::net::TcpStream::connect(address).await.unwrap();
    honest.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    let answered = tokio::time::timeout(Duration::from_secs(20), honest.read_to_string(&mut answer)).await;
    answered.expect("it is served").unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    for mut client in slow {
        let closed = tokio::time::timeout(Duration::from_secs(20), client.read_to_end(&mut Vec::new())).await;
        let _ = closed.expect("it is closed");
    }
    serving.abort();
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_504() {
    let (router, _) =
        server(&Limits::default(), &ServerLimits { request_timeout_seconds: 0, ..ServerLimits::default() });
    let asked = send(router, query("{ waits }")).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::GATEWAY_TIMEOUT, "REQUEST_TIMEOUT"));
}

#[tokio::test]
async fn large_answers_are_compressed_for_those_who_can_read_it() {
    for (document, encoding) in [("{ long }", Some("gzip")), ("{ hello }", None)] {
        let mut request = query(document);
        request.headers_mut().insert("accept-encoding", "gzip".parse().unwrap());
        let asked = ask(request).await;
        assert_eq!(asked.headers.get("content-encoding").map(|it| it.to_str().unwrap()), encoding);
    }
}

#[tokio::test]
async fn health_tells_alive_from_ready() {
    let get = |path: &str| Request::get(path).body(Body::empty()).unwrap();
    assert_eq!(ask(get("/healthz")).await.status, StatusCode::OK);
    assert_eq!(ask(get("/readyz")).await.status, StatusCode::OK);
    let schema = Schema::new(Query, Mutation, EmptySubscription);
    let gates = gates(&schema.sdl(), &Limits::default());
    let router = routes(Arc::new(Toy { away: vec!["database"], ..Toy::of(schema) }), gates, &ServerLimits::default());
    let asked = send(router, get("/readyz")).await;
    assert_eq!(
        (asked.status, asked.body),
        (StatusCode::SERVICE_UNAVAILABLE, json!({ "ready": false, "away": ["database"], "issuersWithoutKeys": 0 }))
    );
    let asked = ask(get("/nowhere")).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::NOT_FOUND, "NOT_FOUND"));
}

#[tokio::test]
async fn the_server_stops_when_told_even_if_a_request_never_ends() {
    let (router, running) = server(&Limits::default(), &ServerLimits::default());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, told) = tokio::sync::oneshot::channel::<()>();
    let limits = ServerLimits { drain_seconds: 0, ..ServerLimits::default() };
    let serving =
        tokio::spawn(async move { serve::serve(listener, router, &limits, async { told.await.unwrap() }).await });
    let mut caller = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = "GET /graphql?query=%7Bwaits%7D HTTP/1.1\r\nhost: x\r\n\r\n";
    caller.write_all(request.as_bytes()).await.unwrap();
    running.notified().await;
    stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(10), serving).await;
    ended.expect("the end comes before the request's own time-out").unwrap().unwrap();
}

#[tokio::test]
async fn a_request_without_a_host_is_400_since_http_1_1() {
    let (router, _) = server(&Limits::default(), &ServerLimits::default());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving =
        tokio::spawn(
            async move { serve::serve(listener, router, &ServerLimits::default(), std::future::pending()).await },
        );
    for (head, status) in [
        ("GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n", "HTTP/1.1 400"),
        ("GET /healthz HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n", "HTTP/1.1 400"),
        ("GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", "HTTP/1.1 200"),
        ("GET /healthz HTTP/1.0\r\n\r\n", "HTTP/1.0 200"),
    ] {
        let mut caller = tokio::net::TcpStream::connect(address).await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut caller, head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        tokio::io::AsyncReadExt::read_to_string(&mut caller, &mut answer).await.unwrap();
        assert!(answer.starts_with(status), "{head}: {answer}");
    }
    serving.abort();
}
