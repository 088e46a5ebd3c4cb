//! Documents by hash and by identifier: registration, manifests, and callers who may run only what a manifest has.

use std::{fs, path::PathBuf};

use super::*;
use crate::http::documents::{self, DocumentSettings};

const HELLO: &str = "{ hello }";

fn hex(text: &str) -> String {
    hex::encode(documents::hash(text))
}

fn persisted(hash: &str) -> Value {
    json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } })
}

fn by(bearer: &str, body: &Value) -> Request<Body> {
    let mut request = post(NEW, body.to_string());
    request.headers_mut().insert(header::AUTHORIZATION, format!("Bearer {bearer}").parse().unwrap());
    request
}

/// A manifest in a folder that is deleted with it.
struct Manifest(PathBuf);

impl Manifest {
    fn of(text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("manifest-{}.json", Uuid::now_v7()));
        fs::write(&path, text).unwrap();
        Self(path)
    }

    fn open(&self) -> Result<Documents, Vec<String>> {
        Documents::open(&DocumentSettings { manifests: vec![self.0.clone()], ..DocumentSettings::default() })
    }
}

impl Drop for Manifest {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn a_document_is_registered_by_its_hash_and_then_found_by_it() {
    let router = knowing(Documents::registering(1_000_000));
    let (hash, said) = (hex(HELLO), |asked: &Asked| (asked.status, asked.code().to_owned()));
    let only_hash = json!({ "extensions": persisted(&hash) });
    let unknown = (StatusCode::OK, "PERSISTED_QUERY_NOT_FOUND".to_owned());
    let asked = send(router.clone(), by("a", &only_hash)).await;
    assert_eq!(
        (said(&asked), &asked.body["errors"][0]["message"]),
        (unknown.clone(), &json!("PersistedQueryNotFound"))
    );
    let whole = json!({ "query": HELLO, "extensions": persisted(&hash) });
    assert_eq!(send(router.clone(), by("a", &whole)).await.body["data"], json!({ "hello": "hello " }));
    for body in [
        only_hash.clone(),
        json!({ "query": null, "extensions": persisted(&hash.to_uppercase()) }),
        json!({ "query": "", "extensions": persisted(&hash) }),
        json!({ "documentId": format!("sha256:{hash}") }),
    ] {
        assert_eq!(send(router.clone(), by("a", &body)).await.body["data"], json!({ "hello": "hello " }), "{body}");
    }
    let address =
        format!("/graphql?extensions=%7B%22persistedQuery%22:%7B%22version%22:1,%22sha256Hash%22:%22{hash}%22%7D%7D");
    let get = Request::get(address).header("authorization", "Bearer a").body(Body::empty()).unwrap();
    assert_eq!(send(router.clone(), get).await.body["data"], json!({ "hello": "hello " }));
    // The id of the organisation is the length of its name: this is another one.
    assert_eq!(said(&send(router, by("aa", &only_hash)).await), unknown, "another organisation learns nothing");
}

#[tokio::test]
async fn what_is_no_document_of_the_hash_is_refused_and_never_registered() {
    let router = knowing(Documents::registering(1_000_000));
    let mismatch = json!({ "query": HELLO, "extensions": persisted(&hex("{ other }")) });
    let asked = send(router.clone(), by("a", &mismatch)).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::BAD_REQUEST, "PERSISTED_QUERY_HASH_MISMATCH"));
    // A document that admission refuses is not kept.
    let refused = "{ hello ";
    let asked =
        send(router.clone(), by("a", &json!({ "query": refused, "extensions": persisted(&hex(refused)) }))).await;
    assert_eq!(asked.code(), "SYNTAX_ERROR");
    for hash in [hex("{ other }"), hex(refused)] {
        let asked = send(router.clone(), by("a", &json!({ "extensions": persisted(&hash) }))).await;
        assert_eq!(asked.code(), "PERSISTED_QUERY_NOT_FOUND");
    }
    for extensions in [
        persisted("ab"),
        persisted(&"x".repeat(64)),
        json!({ "persistedQuery": { "version": 2, "sha256Hash": hex(HELLO) } }),
        json!({ "persistedQuery": {} }),
        json!({ "persistedQuery": null }),
        json!({ "persistedQuery": { "version": 1, "sha256Hash": 1 } }),
    ] {
        for body in [json!({ "extensions": extensions }), json!({ "query": HELLO, "extensions": extensions })] {
            let asked = send(router.clone(), by("a", &body)).await;
            assert_eq!((asked.status, asked.code()), (StatusCode::BAD_REQUEST, "INVALID_REQUEST"), "{body}");
        }
    }
}

#[tokio::test]
async fn a_server_that_registers_nothing_says_that_it_does_not() {
    let router = knowing(Documents::registering(0));
    let whole = json!({ "query": HELLO, "extensions": persisted(&hex(HELLO)) });
    assert_eq!(send(router.clone(), by("a", &whole)).await.body["data"], json!({ "hello": "hello " }));
    let asked = send(router, by("a", &json!({ "extensions": persisted(&hex(HELLO)) }))).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::OK, "PERSISTED_QUERY_NOT_SUPPORTED"));
    assert_eq!(asked.body["errors"][0]["message"], "PersistedQueryNotSupported");
}

#[tokio::test]
async fn a_manifest_is_read_in_the_forms_of_relay_and_of_apollo() {
    let relay = json!({ "b0f7": HELLO }).to_string();
    let apollo = json!({
        "format": "apollo-persisted-query-manifest", "version": 1,
        "operations": [{ "id": "b0f7", "name": "Hello", "type": "query", "body": HELLO }],
    });
    for text in [relay, apollo.to_string()] {
        let router = knowing(Manifest::of(&text).open().ok().unwrap());
        for body in [
            json!({ "documentId": "b0f7" }),
            json!({ "documentId": format!("sha256:{}", hex(HELLO)) }),
            json!({ "extensions": persisted(&hex(HELLO)) }),
            json!({ "query": HELLO }),
        ] {
            let asked = send(router.clone(), by("restricted", &body)).await;
            assert_eq!(asked.body["data"], json!({ "hello": "hello " }), "{body}");
        }
        let get = Request::get("/graphql?documentId=b0f7").header("authorization", "Bearer restricted");
        let asked = send(router.clone(), get.body(Body::empty()).unwrap()).await;
        assert_eq!(asked.body["data"], json!({ "hello": "hello " }));
        let asked = send(router.clone(), by("a", &json!({ "documentId": "b0f8" }))).await;
        assert_eq!((asked.status, asked.code()), (StatusCode::OK, "PERSISTED_QUERY_NOT_FOUND"));
        let twice = json!({ "documentId": "b0f7", "query": HELLO });
        assert_eq!(send(router, by("a", &twice)).await.code(), "INVALID_REQUEST");
    }
}

#[tokio::test]
async fn a_caller_who_is_restricted_to_manifests_runs_nothing_else() {
    let manifest = json!({ "hello": HELLO, "open": "mutation { open }" }).to_string();
    let router = knowing(Manifest::of(&manifest).open().ok().unwrap());
    let other = "{ twice(of: 2) }";
    let registering = json!({ "query": other, "extensions": persisted(&hex(other)) });
    // A caller of the same organisation may run anything, and registers it.
    let same = "without limits/b".replace("without limits", &"x".repeat("restricted".len()));
    assert_eq!(send(router.clone(), by(&same, &registering)).await.body["data"], json!({ "twice": 4 }));
    assert_eq!(send(router.clone(), by(&same, &json!({ "extensions": persisted(&hex(other)) }))).await.status, 200);
    for body in [json!({ "query": other }), registering, json!({ "query": "{ __schema { queryType { name } } }" })] {
        let asked = send(router.clone(), by("restricted", &body)).await;
        assert_eq!((asked.status, asked.code()), (StatusCode::FORBIDDEN, "DOCUMENT_NOT_TRUSTED"), "{body}");
    }
    let asked = send(router.clone(), by("restricted", &json!({ "extensions": persisted(&hex(other)) }))).await;
    assert_eq!(asked.code(), "PERSISTED_QUERY_NOT_FOUND");
    // The other rules of requests hold for trusted documents too.
    let get = Request::get("/graphql?documentId=open").header("authorization", "Bearer restricted");
    let asked = send(router, get.body(Body::empty()).unwrap()).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::METHOD_NOT_ALLOWED, "MUTATION_NEEDS_POST"));
}

#[test]
fn a_broken_manifest_is_refused_with_its_reason() {
    for (text, reason) in [
        ("{", "EOF while parsing"),
        ("[]", "invalid type: sequence"),
        (r#"{ "a": 1 }"#, "invalid type: integer `1`"),
        (r#"{ "a": "{ hello " }"#, "the document \"a\" is not GraphQL"),
        (r#"{ "format": "other", "version": 1, "operations": [] }"#, "the format \"other\" in version 1 is not known"),
        (
            r#"{ "format": "apollo-persisted-query-manifest", "version": 1, "operations": [
                { "id": "a", "body": "{ hello }" }, { "id": "a", "body": "{ long }" }] }"#,
            "two documents have the identifier \"a\"",
        ),
    ] {
        let wrong = Manifest::of(text).open().err().unwrap();
        assert!(wrong.len() == 1 && wrong[0].contains(reason), "{wrong:?}");
    }
    let missing = Documents::open(&DocumentSettings { manifests: vec!["/nowhere".into()], ..Default::default() });
    assert!(missing.err().unwrap()[0].starts_with("documents.manifests: /nowhere: "));
}

#[test]
fn ten_thousand_documents_take_bounded_memory() {
    let documents = Documents::registering(100_000);
    for number in 0..10_000 {
        let text: Arc<str> = format!("{{ twice(of: {number}) }}").into();
        documents.register(Uuid::nil(), documents::hash(&text), &text);
    }
    assert!(documents.registered_bytes() <= 100_000, "{}", documents.registered_bytes());
}
