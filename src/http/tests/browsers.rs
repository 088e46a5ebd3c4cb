//! Browser applications of other origins.

use super::*;

fn preflight(origin: &str) -> Request<Body> {
    let request = Request::options("/graphql").header("origin", origin);
    let request = request.header("access-control-request-method", "POST");
    request.header("access-control-request-headers", "authorization,content-type").body(Body::empty()).unwrap()
}

#[tokio::test]
async fn a_browser_of_an_allowed_origin_may_ask_and_read() {
    let asked = ask(preflight("https://app.example.org")).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert_eq!(asked.headers["access-control-allow-origin"], "https://app.example.org");
    assert_eq!(asked.headers["access-control-allow-methods"], "GET,POST");
    assert!(asked.headers["access-control-allow-headers"].to_str().unwrap().contains("authorization"));
    assert!(!asked.headers.contains_key("access-control-allow-credentials"));
    let mut request = query("{ hello }");
    request.headers_mut().insert("origin", "https://app.example.org".parse().unwrap());
    let asked = ask(request).await;
    assert_eq!(asked.headers["access-control-allow-origin"], "https://app.example.org");
    let readable = asked.headers["access-control-expose-headers"].to_str().unwrap();
    assert!(readable.contains("x-request-id") && readable.contains("retry-after"), "{readable}");
}

#[tokio::test]
async fn a_browser_of_another_origin_is_told_nothing() {
    for origin in ["https://evil.example.org", "https://app.example.org.evil.org", "null"] {
        let asked = ask(preflight(origin)).await;
        assert!(!asked.headers.contains_key("access-control-allow-origin"), "{origin}");
        let mut request = query("{ hello }");
        request.headers_mut().insert("origin", origin.parse().unwrap());
        assert!(!ask(request).await.headers.contains_key("access-control-allow-origin"), "{origin}");
    }
}

#[tokio::test]
async fn an_error_can_be_read_by_an_allowed_origin_too() {
    for document in ["{ panics }", "{ nothing }"] {
        let mut request = query(document);
        request.headers_mut().insert("origin", "https://app.example.org".parse().unwrap());
        let asked = ask(request).await;
        assert!(!asked.status.is_success());
        assert_eq!(asked.headers["access-control-allow-origin"], "https://app.example.org");
    }
}

#[tokio::test]
async fn without_a_setting_no_browser_of_another_origin_may_ask() {
    let schema = Schema::new(Query, Mutation, EmptySubscription);
    let gates = gates(&schema.sdl(), &Limits::default());
    let toy = Arc::new(Toy::of(schema));
    let router = around(routes(toy, gates, &ServerLimits::default()), &Cors::default());
    let asked = send(router, preflight("https://app.example.org")).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED"));
    assert!(!asked.headers.contains_key("access-control-allow-origin"));
}
