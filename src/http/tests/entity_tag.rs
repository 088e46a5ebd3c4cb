//! A repeated query is answered with 304 while its answer is the same, and only to the viewer whose answer it is.

use super::*;
use crate::http::entity_tag::RepeatedRequest;

fn get(bearer: &str, query: &str, tag: Option<&str>) -> Request<Body> {
    let request = Request::get(format!("/graphql?query={query}")).header("authorization", format!("Bearer {bearer}"));
    let request = if let Some(tag) = tag { request.header("if-none-match", tag) } else { request };
    request.body(Body::empty()).unwrap()
}

fn tag(asked: &Asked) -> Option<&str> {
    asked.headers.get(header::ETAG).map(|tag| tag.to_str().unwrap())
}

const HELLO: &str = "%7Bhello%7D";
const LONG: &str = "%7Blong%7D";

#[tokio::test]
async fn a_caller_who_has_the_answer_gets_304_without_a_body() {
    for query in [HELLO, LONG] {
        let first = ask(get("a", query, None)).await;
        let tag = tag(&first).unwrap();
        assert!(first.status == StatusCode::OK && tag.starts_with("W/\""), "{tag}");
        for seen in
            [tag.to_owned(), format!("\"other\", {tag}"), tag.trim_start_matches("W/").to_owned(), "*".to_owned()]
        {
            let again = ask(get("a", query, Some(&seen))).await;
            assert_eq!((again.status, &again.body), (StatusCode::NOT_MODIFIED, &Value::Null), "{seen}");
            assert_eq!(again.headers.get(header::ETAG), first.headers.get(header::ETAG));
            assert_eq!(again.headers.get(header::CACHE_CONTROL).unwrap(), "no-store");
            assert!(again.headers.get(header::CONTENT_TYPE).is_none());
            for answer in [&first, &again] {
                let varies = answer.headers.get_all(header::VARY).iter().any(|it| it == "accept-language");
                assert!(varies, "{:?}", answer.headers);
            }
        }
    }
}

#[tokio::test]
async fn another_answer_and_another_viewer_have_another_tag() {
    let first = ask(get("a", HELLO, None)).await;
    let first = tag(&first).unwrap();
    // The id of the organisation is the length of the name: the first is another worker, the second another organisation.
    for (bearer, query) in [("b", HELLO), ("aa", HELLO), ("a", LONG), ("a", "%7Bhello(name:%22x%22)%7D")] {
        let other = ask(get(bearer, query, Some(first))).await;
        assert!(other.status == StatusCode::OK && other.body["data"].is_object(), "{bearer} {query}");
        assert_ne!(tag(&other).unwrap(), first);
    }
    for seen in ["", "nonsense", "W/\"\"", "\"\u{1}\""] {
        let request = Request::get(format!("/graphql?query={HELLO}")).header("authorization", "Bearer a");
        let Ok(request) = request.header("if-none-match", seen).body(Body::empty()) else { continue };
        assert_eq!(ask(request).await.status, StatusCode::OK, "{seen}");
    }
}

#[tokio::test]
async fn an_error_and_an_answer_to_post_have_no_tag() {
    for request in [get("a", "%7Bfails%7D", Some("*")), get("a", "%7Bhello", Some("*")), query("{ hello }")] {
        let asked = ask(request).await;
        assert!(asked.status != StatusCode::NOT_MODIFIED && tag(&asked).is_none(), "{:?}", asked.body);
    }
    let mut post = query("{ hello }");
    post.headers_mut().insert("if-none-match", "*".parse().unwrap());
    assert_eq!(ask(post).await.body["data"], json!({ "hello": "hello " }));
}

#[test]
fn the_same_query_for_a_reader_of_another_language_is_another_request() {
    let headers = HeaderMap::from_iter([
        (header::AUTHORIZATION, "Bearer a".parse().unwrap()),
        (header::IF_NONE_MATCH, "\"x\"".parse().unwrap()),
    ]);
    let (viewer, variables) = (viewer(&headers).unwrap(), async_graphql::Variables::default());
    let asked = |languages: &[&str]| {
        let languages = Languages::of(languages.iter().copied());
        RepeatedRequest::of(&viewer, &headers, ("{ hello }", None, &variables), (false, &languages))
    };
    assert!(asked(&["fr"]).is_some() && asked(&["fr"]) == asked(&["fr"]));
    assert_ne!(asked(&["fr"]), asked(&["ar"]));
    assert_ne!(asked(&["fr", "ar"]), asked(&["ar", "fr"]));
}
