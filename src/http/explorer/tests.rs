//! The routes and headers of the explorer, without a browser or a database.

use super::{Example, Persona, explorer};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use flate2::read::GzDecoder;
use std::io::Read;
use tower::ServiceExt;

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ours are ASCII"))
    }

    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("text")
    }
}

async fn ask(routes: &Router, method: Method, path: &str, encodings: &str) -> Answer {
    let request = Request::builder().method(method).uri(path).header("accept-encoding", encodings);
    let request = request.body(Body::empty()).expect("a request");
    let response = routes.clone().oneshot(request).await.expect("routes never fail");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body").to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

fn demonstration() -> Router {
    let persona = |key: &str| Persona {
        key: key.into(),
        title: format!("The {key}"),
        description: "</script><script>alert(1)</script>".into(),
        token: format!("token-of-{key}"),
    };
    let example = Example {
        name: "viewer".into(),
        persona: "auditor".into(),
        document: "{ viewer { name } } # {style}".into(),
        variables: None,
    };
    explorer(Some(&[persona("case_worker"), persona("auditor")]), &[example])
}

/// All URLs in the page: `src`, `href` and those in its setup.
fn addresses(page: &str) -> Vec<String> {
    let mut found: Vec<String> =
        page.split('"').filter(|text| text.starts_with("explorer/")).map(str::to_owned).collect();
    found.sort();
    found.dedup();
    found
}

#[tokio::test]
async fn demonstration_page_carries_the_people_and_examples() {
    let page = ask(&demonstration(), Method::GET, "/", "gzip").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "no-store");
    let text = page.text();
    assert!(text.contains("token-of-auditor"));
    assert!(text.contains("# {style}"), "an example is text, not a template");
}

#[tokio::test]
async fn page_elsewhere_carries_no_person() {
    for personas in [None, Some(&[] as &[Persona])] {
        let text = ask(&explorer(personas, &[]), Method::GET, "/", "gzip").await.text();
        assert!(text.contains(r#""personas":null"#));
    }
}

#[tokio::test]
async fn text_in_the_setup_cannot_become_markup() {
    let text = ask(&demonstration(), Method::GET, "/", "gzip").await.text();
    assert!(!text.contains("<script>alert"));
    assert_eq!(text.matches("<script").count(), 2, "the setup and the program");
}

#[tokio::test]
async fn every_answer_has_the_strict_headers() {
    let routes = demonstration();
    let page = ask(&routes, Method::GET, "/", "gzip").await.text();
    let files = addresses(&page).into_iter().map(|file| format!("/{file}"));
    for path in files.chain(["/".to_owned()]) {
        let answer = ask(&routes, Method::GET, &path, "gzip").await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{path}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
    }
}

#[tokio::test]
async fn files_are_kept_for_good_and_packed_only_for_who_can_unpack() {
    let routes = demonstration();
    let page = ask(&routes, Method::GET, "/", "gzip").await.text();
    let files = addresses(&page);
    assert_eq!(files.len(), 4, "{files:?}");
    for file in files {
        let path = format!("/{file}");
        let plain = ask(&routes, Method::GET, &path, "gzip;q=0, br").await;
        assert_eq!((plain.status, plain.header("content-encoding")), (StatusCode::OK, ""), "{path}");
        assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable", "{path}");

        let packed = ask(&routes, Method::GET, &path, "br, gzip;q=0.8").await;
        assert_eq!(packed.header("vary"), "accept-encoding", "{path}");
        if packed.header("content-encoding") == "gzip" {
            let mut unpacked = Vec::new();
            GzDecoder::new(&*packed.body).read_to_end(&mut unpacked).expect("gzip");
            assert_eq!(unpacked, plain.body, "{path}");
        } else {
            assert_eq!(packed.body, plain.body, "{path}");
        }
    }
}

#[tokio::test]
async fn only_reading_and_only_these_paths() {
    let routes = demonstration();
    assert_eq!(ask(&routes, Method::HEAD, "/", "gzip").await.status, StatusCode::OK);
    assert_eq!(ask(&routes, Method::POST, "/", "gzip").await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(ask(&routes, Method::GET, "/explorer/0000/explorer.js", "gzip").await.status, StatusCode::NOT_FOUND);
}
