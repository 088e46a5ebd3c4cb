//! Protection gates: a failure blocks the State until another officer lifts it, and another officer corrects a decision.

use entity::codes::{Gate, ProtectionSign};
use sea_orm::{ActiveEnum as _, Iterable as _};
use serde_json::{Value, json};

use super::{Story, of_request};
use crate::support::on_both;

#[tokio::test]
async fn a_failed_gate_marks_the_person_and_blocks_its_state_until_another_officer_lifts_it() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salou = story.salou().await;
        let request = story.drafted().await;
        let fails = json!({ "gate": "B_FEAR_OF_AUTHORITIES", "outcome": "FAIL", "note": "her uncle is of the police" });
        let blocked = story.house(&story.issa, "decideProtectionGate", &request, fails).await;
        assert_eq!(story.signs().await, [ProtectionSign::FailedGate]);
        let withdrawal = json!({ "reason": "OTHER" });
        let blocked = story.house(&story.mariama, "withdrawConsularRequest", &blocked, withdrawal).await;
        assert_eq!(story.ready().await, "NOT_CLEARED", "drafted again, another officer knows nothing");
        story.clear_marker(story.version().await).await;
        assert_eq!(story.ready().await, "NOT_CLEARED", "the State stays blocked");
        let lift = json!({ "reason": "he has left the police" });
        let own = story.refused(&story.issa, "liftProtectionGateFailure", of_request(&blocked, lift.clone())).await;
        assert_eq!(own, "SAME_PERSON");
        let by_the_desk =
            story.refused(&story.mariama, "liftProtectionGateFailure", of_request(&blocked, lift.clone())).await;
        assert_eq!(by_the_desk, "FORBIDDEN");
        let lifted = story.house(&salou, "liftProtectionGateFailure", &blocked, lift.clone()).await;
        assert_eq!(lifted["state"], "WITHDRAWN");
        assert_eq!(
            story.refused(&salou, "liftProtectionGateFailure", of_request(&lifted, lift)).await,
            "INVALID_TRANSITION"
        );
        assert_eq!(story.ready().await, Value::Null);
    })
    .await;
}

#[tokio::test]
async fn another_officer_corrects_a_gate_and_both_decisions_stay() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salou = story.salou().await;
        let mut request = story.drafted().await;
        let fails = json!({ "gate": "A_INTERNATIONAL_PROTECTION", "outcome": "FAIL", "note": "wrong file" });
        request = story.house(&story.issa, "decideProtectionGate", &request, fails).await;
        assert_eq!((&request["state"], request["closedAt"].is_null()), (&json!("BLOCKED_PROTECTION"), false));
        let passes =
            json!({ "gate": "A_INTERNATIONAL_PROTECTION", "outcome": "PASS", "note": "it was the wrong file" });
        let own = of_request(&request, passes.clone());
        assert_eq!(story.refused(&story.issa, "correctProtectionGate", own).await, "SAME_PERSON");
        let marked = of_request(&request, passes.clone());
        assert_eq!(story.refused(&salou, "correctProtectionGate", marked).await, "NOT_CLEARED");
        story.clear_marker(story.version().await).await;
        request = story.house(&salou, "correctProtectionGate", &request, passes).await;
        assert_eq!((&request["state"], &request["closedAt"]), (&json!("PROTECTION_SCREENING"), &Value::Null));
        assert_eq!(
            request["gates"],
            json!([
                { "gate": "A_INTERNATIONAL_PROTECTION", "outcome": "FAIL", "correction": false },
                { "gate": "A_INTERNATIONAL_PROTECTION", "outcome": "PASS", "correction": true },
            ])
        );
        for gate in Gate::iter().skip(1) {
            let decision = json!({ "gate": gate.to_value(), "outcome": "PASS" });
            request = story.house(&story.issa, "decideProtectionGate", &request, decision).await;
        }
        assert_eq!(request["cleared"], true);
        let request = story.house(&story.mariama, "freezeConsularPacket", &request, json!({})).await;
        let request = story.house(&story.mariama, "submitConsularRequest", &request, json!({})).await;
        // A correction from PASS to FAIL withdraws the packet, and the consulate learns no reason.
        let fails = json!({ "gate": "C_TRAFFICKING_RISK", "outcome": "FAIL", "note": "the State was part of it" });
        let request = story.house(&salou, "correctProtectionGate", &request, fails).await;
        assert_eq!(request["state"], "WITHDRAWN");
        assert_eq!(story.read(&request).await["givenNames"], Value::Null);
        assert_eq!(story.ready().await, "NOT_CLEARED");
    })
    .await;
}

#[tokio::test]
async fn gate_a_cannot_pass_for_a_refugee() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let status =
            json!({ "caseId": story.case_id(), "version": 1, "status": "REFUGEE", "recordedOn": "2023-11-14" });
        story.done(&story.issa, "recordImmigrationStatus", status).await;
        let request = story.drafted().await;
        let gate = json!({ "gate": "A_INTERNATIONAL_PROTECTION", "outcome": "PASS" });
        let passed = story.refused(&story.issa, "decideProtectionGate", of_request(&request, gate)).await;
        assert_eq!(passed, "NOT_CLEARED");
    })
    .await;
}
