//! The examples for integrators, run unchanged against a demo caseload as the personas that they are written for.

use std::{collections::BTreeMap, sync::Arc};

use async_graphql::Variables;
use demo::{
    Caseload, cast,
    examples::{self, Example},
    started,
};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::viewer::Viewer,
    graphql::{
        admission::{Gates, Limits},
        engine::{Engine, RequestContext},
    },
    store::identity::viewers,
};

use crate::support::{World, on_both};

async fn viewer(world: &World, key: &str) -> Viewer {
    let persona = cast::persona(key).expect("the persona stands in the cast");
    let known = viewers::viewer(&world.database, &persona.token(world.now), world.now).await;
    known.expect("the database answers").expect("the persona is known")
}

async fn run(world: &World, engine: &Engine, example: &Example, found: &BTreeMap<&'static str, String>) -> Value {
    let viewer = viewer(world, example.persona).await;
    let variables = example.variables_with(found);
    assert!(!variables.contains("{{"), "{}: the caseload has nothing for {variables}", example.name);
    let variables: Value = serde_json::from_str(&variables).expect("variables are JSON");
    let gates = Gates::new(&Limits::default()).expect("the schemas can be read");
    let admitted = gates.admit(&viewer, example.document, None, &Variables::from_json(variables.clone()));
    assert!(admitted.is_ok(), "{}: {:?}", example.name, admitted.err());
    let response = world.ask(engine, &viewer, example.document, variables).await;
    assert_eq!(response["errors"], Value::Null, "{}: {response:#}", example.name);
    for payload in response["data"].as_object().expect("there is data").values() {
        if let Some(refusals) = payload.get("userErrors") {
            assert_eq!(*refusals, json!([]), "{}", example.name);
        }
    }
    response
}

#[tokio::test]
async fn every_example_runs_unchanged_against_the_demo() {
    on_both(|world| async move {
        let caseload = Caseload { people: 600, ..Caseload::at(world.now) };
        demo::fill(&world.database, &caseload, &mut |_, _| {}).await.expect("the caseload is written");
        let engine = world.engine().await;
        let found = started::find(&world.database).await.expect("the database answers");
        for example in &examples::ALL {
            run(&world, &engine, example, &found).await;
        }
    })
    .await;
}

#[tokio::test]
async fn names_come_with_acceptance_and_go_with_the_consent() {
    on_both(|world| async move {
        let caseload = Caseload { people: 600, ..Caseload::at(world.now) };
        demo::fill(&world.database, &caseload, &mut |_, _| {}).await.expect("the caseload is written");
        let engine = world.engine().await;
        let found = started::find(&world.database).await.expect("the database answers");
        let partner = viewer(&world, "ngo_focal_point").await;
        let worker = viewer(&world, "case_worker").await;
        let id = json!({ "id": found["referral_under_review"] });
        let names = "query ($id: ID!) { referral(id: $id) { state case { id person { names { family } } } } }";

        let before = world.ask(&engine, &partner, names, id.clone()).await;
        assert_eq!(before["data"]["referral"]["case"]["person"]["names"], Value::Null);
        let withheld = json!([{ "field": "Person.names", "class": "IDENTITY", "count": 1 }]);
        assert_eq!(before["extensions"]["withheld"], withheld);

        let accept = examples::ALL.iter().find(|it| it.name == "accept_referral").expect("it is there");
        run(&world, &engine, accept, &found).await;
        let after = world.ask(&engine, &partner, names, id.clone()).await;
        assert!(after["data"]["referral"]["case"]["person"]["names"][0]["family"].is_string(), "{after:#}");

        let consents = "query ($id: ID!) { case(id: $id) { consents { id version status purpose } } }";
        let case = json!({ "id": after["data"]["referral"]["case"]["id"] });
        let on_file = world.ask(&engine, &worker, consents, case).await;
        let withdraw = "mutation ($key: String!, $consent: ID!, $version: Int!) { withdrawConsent(idempotencyKey: $key, \
                        input: { consentId: $consent, version: $version }) { userErrors { code } consent { status } } }";
        for consent in on_file["data"]["case"]["consents"].as_array().expect("there are consents") {
            if consent["status"] == "ACTIVE" {
                let input = json!({
                    "key": Uuid::new_v4().to_string(), "consent": consent["id"], "version": consent["version"],
                });
                let done = world.ask(&engine, &worker, withdraw, input).await;
                assert_eq!(done["data"]["withdrawConsent"]["consent"]["status"], "WITHDRAWN", "{done:#}");
            }
        }
        let gone = world.ask(&engine, &partner, names, id).await;
        assert_eq!(gone["data"]["referral"], json!({ "state": "REVOKED", "case": null }));
    })
    .await;
}

#[tokio::test]
async fn a_consulate_decides_on_what_it_was_given_and_hears_of_no_draft() {
    on_both(|world| async move {
        let caseload = Caseload { people: 600, ..Caseload::at(world.now) };
        demo::fill(&world.database, &caseload, &mut |_, _| {}).await.expect("the caseload is written");
        let engine = world.engine().await;
        let found = started::find(&world.database).await.expect("the database answers");
        let example = |name| examples::ALL.iter().find(|it| it.name == name).expect("it is there");

        let inbox = run(&world, &engine, example("liaison_inbox"), &found).await;
        let packets = |inbox: &Value| inbox["data"]["consularPackets"]["nodes"].as_array().cloned().expect("packets");
        assert_eq!(packets(&inbox).len(), 25);
        let with_names = packets(&inbox).iter().filter(|packet| packet["familyNames"].is_string()).count();
        let open = ["RECEIVED", "IN_REVIEW", "INFORMATION_REQUESTED", "INTERVIEW_PROPOSED", "INTERVIEW_SCHEDULED"];
        let open = open.into_iter().chain(["INTERVIEWED", "INTERVIEW_MISSED", "CONFIRMED", "IN_PRODUCTION", "ISSUED"]);
        let open: Vec<Value> = open.map(Value::from).collect();
        let waiting = packets(&inbox).iter().filter(|packet| open.contains(&packet["state"])).count();
        assert!(with_names > 5 && with_names <= waiting, "{with_names} of {waiting}");

        let drafted = run(&world, &engine, example("request_travel_document"), &found).await;
        let request = &drafted["data"]["draftConsularRequest"]["consularRequest"];
        assert_eq!((&request["state"], &request["case"]["consularContactAllowed"]), (&json!("DRAFT"), &json!(false)));
        assert_eq!(run(&world, &engine, example("liaison_inbox"), &found).await, inbox);

        let decided = run(&world, &engine, example("record_decision"), &found).await;
        let packet = &decided["data"]["confirmNationality"]["consularPacket"];
        assert_eq!((&packet["reference"], &packet["state"]), (&json!(found["packet_in_review"]), &json!("CONFIRMED")));
        assert!(packet["familyNames"].is_string());
    })
    .await;
}

/// The document of `examples/follow.mjs`: the first template string of the file.
fn followed() -> &'static str {
    let program = include_str!("../../examples/follow.mjs");
    program.split('`').nth(1).expect("the document is a template string")
}

#[tokio::test]
async fn the_client_that_follows_changes_asks_what_the_server_admits_and_answers() {
    on_both(|world| async move {
        demo::settle(&world.database, world.now).await.expect("the cast is written");
        let (engine, gates) = (world.engine().await, Gates::new(&Limits::default()).expect("the schemas can be read"));
        for key in ["case_worker", "ngo_focal_point", "protection_officer"] {
            let viewer = viewer(&world, key).await;
            let mut since = Value::Null;
            for operation in ["Begin", "Cases", "Changes"] {
                let variables = Variables::from_json(json!({ "since": since }));
                let admitted = gates.admit(&viewer, followed(), Some(operation), &variables);
                assert!(admitted.is_ok(), "{key} asks {operation}: {:?}", admitted.err());
                let request = async_graphql::Request::new(followed()).variables(variables).operation_name(operation);
                let asked = RequestContext { now: world.now, request_id: Uuid::now_v7() };
                let answer = engine.execute(Arc::new(viewer.clone()), asked, request).await;
                assert!(answer.is_ok(), "{key} asks {operation}: {:?}", answer.errors);
                let data = answer.data.into_json().expect("data is JSON");
                if operation == "Begin" {
                    since = data["changes"]["position"].clone();
                }
            }
        }
    })
    .await;
}
