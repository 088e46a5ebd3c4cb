//! The server as a client meets it: real routes, real tokens of an issuer, real refusals. Each bad request gets a clear
//! error code, and no request is half done.

use std::sync::Arc;

use aws_lc_rs::digest;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderValue, Request, StatusCode, header},
};
use chrono::TimeDelta;
use demo::issuer::{LocalClaims, LocalIssuer};
use entity::{
    case,
    codes::{OrganisationType, Role},
    organisation,
};
use sea_orm::{EntityTrait as _, Iterable as _};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tower::ServiceExt as _;
use uuid::Uuid;
use waystation::{
    graphql::admission::{Gates, Limits},
    http::{
        self,
        cors::Cors,
        documents::{DocumentSettings, Documents},
        entity_tag::EntityTags,
        identity::{
            Identity,
            issuers::{Issuers, file},
        },
        limits::ServerLimits,
        server::{Server, clock},
    },
};

use crate::support::{World, folder::Folder, on_both, rows, someone};

pub struct Served {
    pub routes: Router,
    pub server: Arc<Server>,
    issuer: LocalIssuer,
    _tasks: JoinSet<()>,
}

impl Served {
    pub async fn new(world: &World) -> Self {
        let issuer = LocalIssuer::fresh().expect("keys are made");
        let rows = organisation::Entity::find().all(&world.database.reader).await.expect("the database answers");
        let (folder, roles) = (Folder::new(), Role::iter().collect::<Vec<_>>());
        let trusted = issuer.write_issuers_file(&folder.0, rows.into_iter().map(|row| row.id), &roles);
        let entries = file::open(&trusted.expect("the folder is ours")).expect("the file is sound");
        let issuers = Issuers::trust(entries, clock()).await.expect("the issuer is sound");
        let identity = Identity::new(issuers, world.database.clone(), clock()).await.expect("the database answers");
        let mut tasks = identity.keep_fresh(clock);
        let gates = Gates::new(&Limits::default()).expect("the schemas can be read");
        let documents = Documents::open(&DocumentSettings::default()).expect("there is no manifest");
        let entity_tags = EntityTags::new(&[7; 32]);
        let server = Arc::new(Server { identity, engine: world.engine().await, documents, entity_tags });
        tasks.spawn(server.engine.look_for_changes());
        let routes = http::routes(Arc::clone(&server), gates, &ServerLimits::default());
        Self { routes: http::around(routes, &Cors::default()), server, issuer, _tasks: tasks }
    }

    pub fn token(&self, organisation: &organisation::Model, role: Role) -> String {
        self.token_at(organisation, role, Vec::new())
    }

    pub fn token_at(&self, organisation: &organisation::Model, role: Role, centres: Vec<String>) -> String {
        let claims = LocalClaims {
            subject: "somebody".to_owned(),
            organisation_id: organisation.id,
            organisation_type: None,
            roles: vec![role],
            centres,
            oversight: None,
            purpose: None,
            country: None,
            post: None,
        };
        self.issuer.sign(&claims, clock(), TimeDelta::minutes(5)).expect("it signs")
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, Value) {
        let response = self.routes.clone().oneshot(request).await.expect("the routes answer");
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 10_000_000).await.expect("there is a body");
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    /// The status and the tag of the answer to a GET, whose caller may have a tag.
    async fn get(&self, asked: &str, token: &str, seen: Option<&HeaderValue>) -> (StatusCode, HeaderValue) {
        let request = Request::get(format!("/graphql?{asked}"));
        let mut request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        if let Some(seen) = seen {
            request = request.header(header::IF_NONE_MATCH, seen);
        }
        let response = self.routes.clone().oneshot(request.body(Body::empty()).expect("a request")).await;
        let response = response.expect("the routes answer");
        (response.status(), response.headers()[header::ETAG].clone())
    }

    pub async fn post(&self, token: &str, body: Value) -> (StatusCode, Value) {
        let request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .body(Body::from(body.to_string()))
            .expect("a request");
        self.send(request).await
    }
}

fn code(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or("no code")
}

#[tokio::test]
async fn bad_identifiers_and_arguments_get_their_codes() {
    on_both(|world| async move {
        let (house, _) = someone(&world, OrganisationType::Iom).await;
        let (other, _) = someone(&world, OrganisationType::Iom).await;
        let centre = world.add(rows::centre(&other)).await;
        let person = world.add(rows::person(&other)).await;
        let case = world.add(rows::case(&person, &centre)).await;
        let served = Served::new(&world).await;
        let token = served.token(&house, Role::CaseWorker);
        let of_case = |id: String| json!({ "query": "query ($id: ID!) { case(id: $id) { reference } }", "variables": { "id": id } });
        let theirs = waystation::global_id::encode("Case", case.id);
        let nobodys = waystation::global_id::encode("Case", Uuid::now_v7());
        let another_type = waystation::global_id::encode("Referral", case.id);
        let answers = [
            served.post(&token, of_case(theirs)).await.1,
            served.post(&token, of_case(nobodys)).await.1,
            served.post(&token, of_case(another_type)).await.1,
        ];
        assert_eq!(code(&answers[0]), "NOT_FOUND");
        assert_eq!(answers[0].to_string(), answers[1].to_string());
        assert_eq!(answers[0].to_string(), answers[2].to_string());
        assert_eq!(code(&served.post(&token, of_case("no id".to_owned())).await.1), "INVALID_ID");

        for (query, expected) in [
            ("{ cases(after: \"AAAA\") { totalCount } }", "INVALID_CURSOR"),
            ("{ cases(first: 2, last: 2) { totalCount } }", "BAD_USER_INPUT"),
            ("{ cases(first: 101) { totalCount } }", "PAGE_SIZE_INVALID"),
            ("{ cases(filter: { nationality: \"guinea\" }) { totalCount } }", "BAD_USER_INPUT"),
            ("{ cases(filter: { opened: { from: \"2026-02-01T00:00:00Z\", before: \"2026-01-01T00:00:00Z\" } }) { totalCount } }", "BAD_USER_INPUT"),
            ("{ secrets }", "VALIDATION_FAILED"),
            ("{ viewer { roles }", "SYNTAX_ERROR"),
        ] {
            let (_, answer) = served.post(&token, json!({ "query": query })).await;
            assert_eq!(code(&answer), expected, "{query}: {answer}");
        }
    })
    .await;
}

/// A worker polls the list of its cases by hash. The answer changes with a case of its own, and with no other.
#[tokio::test]
async fn a_repeated_list_is_304_until_something_in_it_changes() {
    on_both(|world| async move {
        let (house, _) = someone(&world, OrganisationType::Iom).await;
        let (other, _) = someone(&world, OrganisationType::Iom).await;
        let mut cases = Vec::new();
        for owner in [&house, &other] {
            let centre = world.add(rows::centre(owner)).await;
            let person = world.add(rows::person(owner)).await;
            cases.push(world.add(rows::case(&person, &centre)).await);
        }
        let served = Served::new(&world).await;
        let token = |of| served.token(of, Role::DataProtectionOfficer);
        let (mine, theirs) = (token(&house), token(&other));
        let document = "{ cases { totalCount nodes { reference priority } } }";
        let hash = hex::encode(digest::digest(&digest::SHA256, document.as_bytes()));
        let persisted = json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } });
        for token in [&mine, &theirs] {
            let whole = json!({ "query": document, "extensions": persisted });
            assert_eq!(served.post(token, whole).await.1["data"]["cases"]["totalCount"], 1);
        }
        let extensions: String = persisted.to_string().bytes().map(|byte| format!("%{byte:02x}")).collect();
        let persisted = format!("extensions={extensions}");
        let poll = async |token: &str, seen: Option<&HeaderValue>| served.get(&persisted, token, seen).await;
        let (status, tag) = poll(&mine, None).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(poll(&mine, Some(&tag)).await, (StatusCode::NOT_MODIFIED, tag.clone()));
        assert_eq!(poll(&theirs, Some(&tag)).await.0, StatusCode::OK, "the tag of somebody else says nothing");
        let urgent = async |owner: &organisation::Model, row: &case::Model| {
            let id = waystation::global_id::encode("Case", row.id);
            let input = json!({ "caseId": id, "version": row.version, "priority": "HIGH" });
            let mutation = "mutation($input: UpdateCaseInput!) { updateCase(idempotencyKey: \"k\", input: $input) { case { \
                            priority } } }";
            let body = json!({ "query": mutation, "variables": { "input": input } });
            let manager = served.token_at(owner, Role::CentreManager, vec![row.centre_id.to_string()]);
            let (_, answer) = served.post(&manager, body).await;
            assert_eq!(answer["data"]["updateCase"]["case"]["priority"], "HIGH", "{answer}");
        };
        urgent(&other, &cases[1]).await;
        let unchanged = (StatusCode::NOT_MODIFIED, tag.clone());
        let found = world.counting(poll(&mine, Some(&tag))).await;
        assert_eq!(found, (unchanged, 1), "a case of somebody else changes nothing, and one statement finds that");
        urgent(&house, &cases[0]).await;
        let (status, later) = poll(&mine, Some(&tag)).await;
        assert!(status == StatusCode::OK && later != tag, "{status}");
        let found = world.counting(poll(&mine, Some(&later))).await;
        assert_eq!(found, ((StatusCode::NOT_MODIFIED, later.clone()), 1));
        // Another node remembers nothing, and a worker of other roles has other answers.
        for (node, role) in [(&Served::new(&world).await, Role::DataProtectionOfficer), (&served, Role::Auditor)] {
            let token = node.token(&house, role);
            let text = "query={cases{totalCount%20nodes{reference%20priority}}}".replace('{', "%7B").replace('}', "%7D");
            let (_, statements) = world.counting(node.get(&text, &token, Some(&later))).await;
            assert_ne!(statements, 1, "{role:?}");
        }
        // What changes without a change of a case is read each time.
        for asked in [
            "query={services{totalCount}}",
            "query={cases{nodes{reference}}services{totalCount}}",
            "query={cases{nodes{assignedWorker{displayName}}}}",
            "query={cases{nodes{knownTo{nodes{since}}}}}",
            "query={legalOverrides{totalCount}}",
            "query={referrals(box:INCOMING,filter:{overdue:true}){totalCount}}",
            "query={viewer{roles}}",
            // A field below a root has the name of a root, and says nothing about it.
            "query={viewer{viewer:organisation{name}}}",
        ] {
            let asked = asked.replace('{', "%7B").replace('}', "%7D");
            let (_, tag) = served.get(&asked, &mine, None).await;
            let again = async || served.get(&asked, &mine, Some(&tag)).await;
            again().await;
            let ((status, _), statements) = world.counting(again()).await;
            assert_eq!(status, StatusCode::NOT_MODIFIED, "{asked}");
            assert_ne!(statements, 1, "{asked}");
        }
    })
    .await;
}

#[tokio::test]
async fn without_a_token_that_holds_nothing_is_said() {
    on_both(|world| async move {
        world.add(rows::organisation(OrganisationType::Iom)).await;
        let served = Served::new(&world).await;
        let (status, answer) = served.post("no.token.this", json!({ "query": "{ viewer { roles } }" })).await;
        assert_eq!((status, code(&answer)), (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED"));
        let bare = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
        let (status, _) = served.send(bare.body(Body::from("{}")).expect("a request")).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn a_database_that_is_away_is_said_to_be_away() {
    on_both(|world| async move {
        let (house, _) = someone(&world, OrganisationType::Iom).await;
        let served = Served::new(&world).await;
        let token = served.token(&house, Role::CaseWorker);
        let query = json!({ "query": "{ cases { totalCount } }" });
        let (status, answer) = served.post(&token, query.clone()).await;
        assert_eq!((status, &answer["data"]["cases"]["totalCount"]), (StatusCode::OK, &json!(0)));
        world.database.close().await.expect("the pools close");
        let (_, answer) = served.post(&token, query).await;
        assert_eq!(code(&answer), "UNAVAILABLE", "{answer}");
        let watching = tokio::spawn(world.database.watch());
        world.database.health().turns(true).await;
        let ready = Request::get("/readyz").body(Body::empty()).expect("a request");
        assert_eq!(served.send(ready).await.0, StatusCode::SERVICE_UNAVAILABLE);
        let alive = Request::get("/healthz").body(Body::empty()).expect("a request");
        assert_eq!(served.send(alive).await.0, StatusCode::OK);
        watching.abort();
    })
    .await;
}

#[tokio::test]
async fn labels_are_in_the_language_of_the_header() {
    on_both(|world| async move {
        let (organisation, _) = someone(&world, OrganisationType::Iom).await;
        let served = Served::new(&world).await;
        let token = served.token(&organisation, Role::CaseWorker);
        for (argument, header_value, language) in [
            ("", "ha, ar-TN", "ar"),
            ("(language: \"fr\")", "ar", "fr"),
            ("(language: \"ha\")", "ar", "ar"),
            ("", "ha", "en"),
        ] {
            let document = format!("{{ codeLists{argument} {{ language lists {{ codes {{ label }} }} }} }}");
            let request = Request::post("/graphql")
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::AUTHORIZATION, format!("Bearer {token}"))
                .header(header::ACCEPT_LANGUAGE, header_value)
                .body(Body::from(json!({ "query": document }).to_string()));
            let (status, body) = served.send(request.expect("a request")).await;
            assert_eq!(status, StatusCode::OK, "{body}");
            assert_eq!(body["data"]["codeLists"]["language"], language, "{argument} {header_value}");
        }
    })
    .await;
}
