//! A request that a protection gate stopped looks to the consular desk like one whose gates are not all decided, because a
//! failed gate is a sign that the person may need protection.

use entity::{case, centre, codes::AccessMode, organisation};
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id};

use super::{Story, guinean, of_request};
use crate::support::{World, on_both, on_both_in_pairs, rows};

impl Story {
    /// The requests in these states, as this viewer finds them.
    async fn found(&self, who: &Viewer, states: &[&str]) -> Value {
        let document =
            "query($state: [ConsularState!]) { consularRequests(filter: { state: $state }) { totalCount nodes {
            id version state heldState cleared closedAt events { fromState toState } } } }";
        let response = self.world.ask(&self.engine, who, document, json!({ "state": states })).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        response["data"]["consularRequests"].clone()
    }
}

#[tokio::test]
async fn the_desk_does_not_see_which_gate_stopped_a_request() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let reader = &story.world.database.reader;
        let owner = organisation::Entity::find_by_id(story.case.organisation_id).one(reader).await;
        let centre = centre::Entity::find_by_id(story.case.centre_id).one(reader).await;
        let guinea = organisation::Entity::find_by_id(story.embassy.organisation_id).one(reader).await;
        let [owner, guinea] = [owner, guinea].map(|row| row.expect("it is read").expect("it is there"));
        let centre = centre.expect("it is read").expect("it is there");
        let (case, consent) = guinean(&story.world, &owner, &centre, &guinea).await;
        let mut draft = story.draft();
        draft["caseId"] = json!(global_id::encode("Case", case.id));
        draft["consentId"] = json!(global_id::encode("Consent", consent.id));
        let stopped = story.drafted().await;
        let undecided = story.must(&story.mariama, "draftConsularRequest", draft).await;
        let passes = json!({ "gate": "C_TRAFFICKING_RISK", "outcome": "PASS" });
        story.house(&story.issa, "decideProtectionGate", &undecided, passes).await;
        let fails = json!({ "gate": "A_INTERNATIONAL_PROTECTION", "outcome": "FAIL", "note": "she asks for asylum" });
        story.house(&story.issa, "decideProtectionGate", &stopped, fails).await;

        let of = |list: &Value, request: &Value| {
            let nodes = list["nodes"].as_array().expect("a list").iter();
            let mut found: Vec<_> = nodes.filter(|node| node["id"] == request["id"]).cloned().collect();
            for node in &mut found {
                node["id"] = Value::Null;
            }
            found
        };
        let both = ["PROTECTION_SCREENING", "BLOCKED_PROTECTION"];
        for states in [&both[..], &both[..1], &both[1..]] {
            let seen = story.found(&story.mariama, states).await;
            assert_eq!(of(&seen, &stopped), of(&seen, &undecided), "{states:?}");
            assert_eq!(seen["totalCount"], if states.contains(&"PROTECTION_SCREENING") { 2 } else { 0 }, "{states:?}");
        }
        for (states, request) in [("BLOCKED_PROTECTION", &stopped), ("PROTECTION_SCREENING", &undecided)] {
            let seen = story.found(&story.issa, &[states]).await;
            assert_eq!((&seen["totalCount"], &seen["nodes"][0]["id"]), (&json!(1), &request["id"]), "{states}");
            assert_eq!(seen["nodes"][0]["state"], states);
            assert_eq!(seen["nodes"][0]["closedAt"].is_null(), states == "PROTECTION_SCREENING");
            assert_eq!(
                seen["nodes"][0]["events"].as_array().expect("a list").last().expect("a step")["toState"],
                states
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_second_request_to_the_post_is_refused_by_what_the_desk_may_know() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let stopped = story.drafted().await;
        let fails = json!({ "gate": "A_INTERNATIONAL_PROTECTION", "outcome": "FAIL", "note": "she asks for asylum" });
        story.house(&story.issa, "decideProtectionGate", &stopped, fails).await;
        let again = story.refused(&story.mariama, "draftConsularRequest", story.draft()).await;
        assert_eq!(again, "LIMIT_REACHED", "to the desk the stopped request looks live");

        // A request in a sealed case of the same person is not known to the desk.
        let story = Story::begin(story.world).await;
        let sealed = case::Model {
            id: Uuid::now_v7(),
            reference: "AGZ-2023-SEALED".to_owned(),
            access_mode: AccessMode::Sealed,
            ..story.case.clone()
        };
        let sealed = story.world.add(sealed).await;
        let request = rows::consular_request(&sealed, &story.embassy, &story.consent, story.issa.worker_id);
        story.world.add(request).await;
        story.must(&story.mariama, "draftConsularRequest", story.draft()).await;
    })
    .await;
}

/// The answers to Mariama about a request after this decision at a gate: refusals, errors and what she finds.
async fn told(world: World, gate: &str, outcome: &str) -> Vec<Value> {
    let story = Story::begin(world).await;
    let decision = json!({ "gate": gate, "outcome": outcome, "note": "as the gate says" });
    let request = story.house(&story.issa, "decideProtectionGate", &story.drafted().await, decision).await;
    let steps =
        ["freezeConsularPacket", "submitConsularRequest", "confirmConsularInterview", "declineConsularInterview"];
    let steps = steps.map(|step| (step, json!({})));
    let withdrawal = ("withdrawConsularRequest", json!({ "reason": "APPLICANT_CHANGED_MIND" }));
    let second = story.refused(&story.mariama, "draftConsularRequest", story.draft()).await;
    let mut answers = vec![second];
    for (mutation, more) in steps.into_iter().chain([withdrawal]) {
        let response = story.asks(&story.mariama, mutation, of_request(&request, more)).await;
        answers.extend([response["data"][mutation]["userErrors"].clone(), response["errors"].clone()]);
    }
    let seen = story.found(&story.mariama, &["WITHDRAWN"]).await;
    answers.extend([seen["totalCount"].clone(), seen["nodes"][0]["closedAt"].clone()]);
    answers
}

#[tokio::test]
async fn the_desk_gets_the_same_answers_about_a_stopped_request_as_about_one_in_screening() {
    on_both_in_pairs(|one, other| async move {
        let stopped = told(one, "A_INTERNATIONAL_PROTECTION", "FAIL").await;
        assert_eq!(stopped, told(other, "C_TRAFFICKING_RISK", "PASS").await);
        assert_eq!(stopped[0], "LIMIT_REACHED");
        assert_eq!(stopped[1][0]["code"], "NOT_CLEARED");
    })
    .await;
}
