//! A request from draft to document, as the requesting organisation and the consulate see it.

use serde_json::{Value, json};

use super::{Story, of_packet};
use crate::support::on_both;

#[tokio::test]
async fn a_request_goes_from_the_draft_to_the_document_in_the_persons_hand() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let request = story.screened().await;
        assert_eq!(request["state"], "PROTECTION_SCREENING");
        assert_eq!(story.inbox(&story.sekou, "").await["data"]["consularPackets"]["nodes"], json!([]));
        let request = story.house(&story.mariama, "freezeConsularPacket", &request, json!({})).await;
        assert_eq!(request["state"], "READY");
        let reference = request["packetReference"].clone();
        assert_eq!(story.packet(&story.sekou, &reference).await["errors"][0]["extensions"]["code"], "NOT_FOUND");
        let request = story.house(&story.mariama, "submitConsularRequest", &request, json!({})).await;

        let response = story.packet(&story.sekou, &reference).await;
        assert_eq!(response["extensions"]["withheld"], Value::Null, "{response:#}");
        let packet = response["data"]["consularPacket"].clone();
        assert_eq!((&packet["state"], &packet["givenNames"]), (&json!("RECEIVED"), &json!("Aïssata")));
        let card = json!({ "type": "NATIONAL_ID", "number": "GN-1", "issuer": null, "issuedOn": null, "expiresOn": null,
            "seen": "COPY" });
        assert_eq!(packet["evidence"], json!([card]));
        assert_eq!((&packet["fatherName"], &packet["claimedNationality"]), (&json!("Alpha Diallo"), &json!("GIN")));
        let listed = story.inbox(&story.sekou, "(first: 25)").await;
        assert_eq!(listed["data"]["consularPackets"]["nodes"], json!([packet]));

        let packet = story.post("acknowledgeConsularPacket", &packet, json!({})).await;
        let asked = json!({ "questions": ["MOTHER_FULL_NAME"] });
        let packet = story.post("askConsularQuestion", &packet, asked).await;
        assert_eq!(
            (&packet["state"], &packet["openQuestions"]),
            (&json!("INFORMATION_REQUESTED"), &json!(["MOTHER_FULL_NAME"]))
        );
        let request = story.again(&request).await;
        let answers = json!({ "answers": [{ "question": "MOTHER_FULL_NAME", "text": "Hadja Barry" }] });
        story.house(&story.mariama, "answerConsularQuestion", &request, answers).await;
        let packet = story.packet(&story.sekou, &reference).await["data"]["consularPacket"].clone();
        assert_eq!(
            (&packet["documentVersion"], &packet["answers"]),
            (&json!(2), &json!([{ "question": "MOTHER_FULL_NAME", "text": "Hadja Barry" }]))
        );

        let proposal = json!({ "mode": "PHONE", "at": "2023-11-20T09:00:00Z" });
        let packet = story.post("proposeConsularInterview", &packet, proposal).await;
        assert_eq!(packet["state"], "INTERVIEW_PROPOSED");
        let request = story.again(&request).await;
        story.house(&story.mariama, "confirmConsularInterview", &request, json!({})).await;
        let packet = story.packet(&story.sekou, &reference).await["data"]["consularPacket"].clone();
        let early = of_packet(&packet, json!({ "outcome": "HELD" }));
        assert_eq!(story.refused(&story.sekou, "recordConsularInterview", early).await, "DATE_OUT_OF_RANGE");
        story.world.now = "2023-11-20T10:00:00Z".parse().expect("a moment");
        let packet = story.post("recordConsularInterview", &packet, json!({ "outcome": "HELD" })).await;
        let packet = story.post("confirmNationality", &packet, json!({})).await;
        let packet = story.post("startDocumentProduction", &packet, json!({})).await;
        let document = json!({
            "type": "EMERGENCY_TRAVEL_CERTIFICATE", "number": "ETC-7", "issuedOn": "2023-11-14",
            "expiresOn": "2024-02-14", "singleJourney": true,
        });
        let packet = story.post("recordDocumentIssued", &packet, document).await;
        assert_eq!((&packet["state"], &packet["givenNames"]), (&json!("ISSUED"), &json!("Aïssata")));
        let request = story.again(&request).await;
        assert_eq!(
            request["documents"],
            json!([{
                "type": "EMERGENCY_TRAVEL_CERTIFICATE", "number": "ETC-7", "custody": [],
            }])
        );
        let request = story.house(&story.mariama, "recordDocumentDelivery", &request, json!({})).await;
        let response = story.packet(&story.sekou, &reference).await;
        let packet = &response["data"]["consularPacket"];
        assert_eq!((&packet["state"], &packet["givenNames"]), (&json!("DELIVERED"), &Value::Null));
        let request = story.house(&story.mariama, "recordDocumentUse", &request, json!({})).await;
        assert_eq!(request["state"], "USED");
        assert_eq!(story.packet(&story.sekou, &reference).await, response, "the packet shows the time of the journey");
    })
    .await;
}

#[tokio::test]
async fn whoever_drafts_decides_at_no_gate_and_a_gate_that_fails_ends_it() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let request = story.drafted().await;
        let gate = json!({ "gate": "A_INTERNATIONAL_PROTECTION", "outcome": "PASS" });
        // The second role does not help, because she drafted the request herself.
        story.mariama.roles.push(entity::codes::Role::ProtectionOfficer);
        let input = super::of_request(&request, gate);
        assert_eq!(story.refused(&story.mariama, "decideProtectionGate", input).await, "SAME_PERSON");
        let fails = json!({ "gate": "B_FEAR_OF_AUTHORITIES", "outcome": "FAIL", "note": "her uncle is of the police" });
        let request = story.house(&story.issa, "decideProtectionGate", &request, fails).await;
        assert_eq!(request["state"], "BLOCKED_PROTECTION");
        let input = super::of_request(&request, json!({}));
        assert_eq!(story.refused(&story.mariama, "freezeConsularPacket", input).await, "NOT_CLEARED");
    })
    .await;
}

#[tokio::test]
async fn a_packet_needs_every_gate() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.drafted().await;
        let gate = json!({ "gate": "A_INTERNATIONAL_PROTECTION", "outcome": "PASS" });
        let request = story.house(&story.issa, "decideProtectionGate", &request, gate).await;
        let input = super::of_request(&request, json!({}));
        assert_eq!(story.refused(&story.mariama, "freezeConsularPacket", input).await, "NOT_CLEARED");
    })
    .await;
}

impl Story {
    /// The request in its current state.
    pub(super) async fn again(&self, request: &Value) -> Value {
        let document = format!(
            "query($id: ID!) {{ node(id: $id) {{ ... on ConsularRequest {{ {} }} }} }}",
            "id reference version state heldState cleared packetReference closedAt withdrawnReason openQuestions
             documents { type number custody { event } }"
        );
        let response = self.world.ask(&self.engine, &self.mariama, &document, json!({ "id": request["id"] })).await;
        response["data"]["node"].clone()
    }
}
