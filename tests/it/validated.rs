//! The engine validates a document once. What it remembers of it changes no answer: each is compared with the answer of an
//! engine that remembers nothing.

use std::{collections::BTreeMap, sync::Arc};

use async_graphql::{Request, Variables};
use demo::{Caseload, cast, examples, started};
use entity::codes::{OrganisationType, Role};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::viewer::Viewer,
    graphql::{
        admission::{Gates, Limits, Validation},
        engine::{Engine, RequestContext},
    },
    store::identity::viewers,
};

use crate::support::{World, on_both, someone};

/// Admission and engine. `remembers` says whether the engine hears of the documents that it has validated.
struct Door {
    gates: Gates,
    engine: Engine,
    remembers: bool,
}

impl Door {
    async fn new(world: &World, remembers: bool) -> Self {
        let gates = Gates::new(&Limits::default()).expect("the schemas can be read");
        Self { gates, engine: world.engine().await, remembers }
    }

    /// The answer to a document, or its refusal, as the HTTP layer gets it.
    async fn ask(&self, world: &World, viewer: &Viewer, document: &str, variables: &Value) -> String {
        let variables = Variables::from_json(variables.clone());
        let admitted = match self.gates.admit(viewer, document, None, &variables) {
            Ok(admitted) => admitted,
            Err(errors) => return serde_json::to_string(&errors).expect("errors are JSON"),
        };
        let mut request = Request::new(document).variables(variables);
        request.set_parsed_query(admitted.document);
        if let Some(validation) = admitted.validation.filter(|_| self.remembers) {
            request = request.data(validation);
        }
        let asked = RequestContext { now: world.now, request_id: Uuid::now_v7() };
        let response = self.engine.execute(Arc::new(viewer.clone()), asked, request).await;
        serde_json::to_string(&response).expect("a response is JSON")
    }

    /// Whether the next request with this document and these variables runs without validation.
    fn trusts(&self, viewer: &Viewer, document: &str, variables: &Value) -> bool {
        let admitted = self.gates.admit(viewer, document, None, &Variables::from_json(variables.clone()));
        admitted.expect("it is admitted").validation.is_some_and(|it| Validation::is_done(&it))
    }
}

/// The personas that ask. Each has another role or another organisation.
const PERSONAS: [&str; 9] = [
    "case_worker",
    "other_case_worker",
    "centre_manager",
    "protection_officer",
    "medical_officer",
    "ngo_focal_point",
    "liaison_gin",
    "auditor",
    "data_protection_officer",
];

#[tokio::test]
async fn everyone_gets_the_same_bytes_from_a_document_that_others_have_sent() {
    on_both(|world| async move {
        let caseload = Caseload { people: 250, ..Caseload::at(world.now) };
        demo::fill(&world.database, &caseload, &mut |_, _| {}).await.expect("the caseload is written");
        let found = started::find(&world.database).await.expect("the database answers");
        let mut people = Vec::new();
        for key in PERSONAS {
            let token = cast::persona(key).expect("the cast has it").token(world.now);
            let known = viewers::viewer(&world.database, &token, world.now).await.expect("the database answers");
            people.push(known.expect("the organisation is active"));
        }
        let (door, other) = (Door::new(&world, true).await, Door::new(&world, false).await);
        let mut trusted = 0;
        for (document, variables) in questions(&found) {
            // Twice, so that each asks after each other.
            for _ in 0..2 {
                for viewer in &people {
                    trusted += usize::from(door.trusts(viewer, document, &variables));
                    let answer = door.ask(&world, viewer, document, &variables).await;
                    let alone = other.ask(&world, viewer, document, &variables).await;
                    assert_eq!(answer, alone, "{:?}: {document}", viewer.roles);
                }
            }
        }
        assert!(trusted > 50, "only {trusted} requests ran without validation");
    })
    .await;
}

/// The examples that only read, with their variables.
fn questions(found: &BTreeMap<&'static str, String>) -> Vec<(&'static str, Value)> {
    let reads = examples::ALL.iter().filter(|it| !it.document.contains("mutation"));
    reads
        .map(|it| (it.document, serde_json::from_str(&it.variables_with(found)).expect("variables are JSON")))
        .collect()
}

#[tokio::test]
async fn a_document_that_was_valid_is_not_accepted_with_variables_that_do_not_fit() {
    on_both(|world| async move {
        let (house, worker) = someone(&world, OrganisationType::Iom).await;
        let viewer = world.viewer(Role::CaseWorker, &worker, &house);
        let (door, other) = (Door::new(&world, true).await, Door::new(&world, false).await);
        let document = "query ($box: ReferralBox = INCOMING, $first: Int, $filter: ReferralFilter) {
            referrals(box: $box, first: $first, filter: $filter) { nodes { state } }
        }";
        let fine = json!({ "first": 3, "filter": { "state": ["SENT"] } });
        assert!(!door.trusts(&viewer, document, &fine));
        door.ask(&world, &viewer, document, &fine).await;
        assert!(door.trusts(&viewer, document, &fine));
        for misfit in [
            // The box is nullable as a variable and not as an argument.
            json!({ "box": null }),
            json!({ "box": 3 }),
            json!({ "box": "NOWHERE" }),
            json!({ "first": "three" }),
            json!({ "first": 1.5 }),
            json!({ "filter": { "state": [null] } }),
            json!({ "filter": { "colour": "red" } }),
            json!({ "filter": { "entered": { "from": 5 } } }),
        ] {
            let answer = door.ask(&world, &viewer, document, &misfit).await;
            assert!(answer.contains("locations"), "{misfit}: {answer}");
            assert_eq!(answer, other.ask(&world, &viewer, document, &misfit).await, "{misfit}");
        }
        // A list of one value, and null where it is allowed.
        for fits in [json!({ "box": "OUTGOING", "first": null }), json!({ "filter": { "state": "SENT" } })] {
            assert!(door.trusts(&viewer, document, &fits), "{fits}");
            let answer = door.ask(&world, &viewer, document, &fits).await;
            assert_eq!(answer, other.ask(&world, &viewer, document, &fits).await, "{fits}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_state_of_origin_does_not_get_a_document_that_is_valid_for_others() {
    on_both(|world| async move {
        let (house, worker) = someone(&world, OrganisationType::Iom).await;
        let (consulate, liaison) = someone(&world, OrganisationType::GovOriginConsular).await;
        let worker = world.viewer(Role::CaseWorker, &worker, &house);
        let liaison = world.viewer(Role::GovernmentLiaison, &liaison, &consulate);
        let (door, other) = (Door::new(&world, true).await, Door::new(&world, false).await);
        for document in ["{ cases { nodes { reference } } }", "{ services { nodes { capacityFree } } }"] {
            door.ask(&world, &worker, document, &json!({})).await;
            assert!(door.trusts(&worker, document, &json!({})), "{document}");
            assert!(!door.trusts(&liaison, document, &json!({})), "{document}");
            let answer = door.ask(&world, &liaison, document, &json!({})).await;
            assert!(answer.contains("Unknown field"), "{answer}");
            assert_eq!(answer, other.ask(&world, &liaison, document, &json!({})).await);
        }
        // The same the other way round: what only a consulate may ask is valid for others when it is valid for them.
        let packets = "{ consularPackets { nodes { reference } } }";
        door.ask(&world, &liaison, packets, &json!({})).await;
        assert!(door.trusts(&liaison, packets, &json!({})) && !door.trusts(&worker, packets, &json!({})));
    })
    .await;
}

#[tokio::test]
async fn a_document_that_is_not_valid_is_refused_each_time() {
    on_both(|world| async move {
        let (house, worker) = someone(&world, OrganisationType::Iom).await;
        let viewer = world.viewer(Role::CaseWorker, &worker, &house);
        let door = Door::new(&world, true).await;
        for document in [
            "{ cases { nodes { nothing } } }",
            "query ($unused: Int) { viewer { organisation { name } } }",
            "{ cases { nodes { reference { deeper } } } }",
            // It has two operations, and is validated for each request.
            "query One { viewer { organisation { name } } } query Two($first: Int) { cases(first: $first) { totalCount } }",
        ] {
            let first = door.ask(&world, &viewer, document, &json!({})).await;
            assert!(!first.contains("\"data\":{"), "{document}: {first}");
            assert_eq!(door.ask(&world, &viewer, document, &json!({})).await, first);
        }
    })
    .await;
}
