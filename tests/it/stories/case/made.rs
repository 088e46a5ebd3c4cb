//! A payload shows what the change made, under the access rules of the list that it is in.

use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, global_id};

use crate::{
    stories::house::{House, with},
    support::{on_both, rows},
};

async fn asks(house: &House, who: &Viewer, mutation: &str, input: Value, read: &str) -> Value {
    let (head, tail) = mutation.split_at(1);
    let of = format!("{}{tail}Input", head.to_uppercase());
    let document = format!(
        "mutation($input: {of}!) {{
            {mutation}(idempotencyKey: \"{mutation}\", input: $input) {{ case {{ id }} {read} userErrors {{ severity code }} }}
        }}"
    );
    house.world.ask(&house.engine, who, &document, json!({ "input": input })).await
}

#[tokio::test]
async fn a_payload_shows_what_was_made() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (aminata, moussa, salif) = (&house.aminata, &house.moussa, &house.salif);
        let case = json!({ "caseId": house.case_id() });
        let vulnerable = json!({
            "category": "STRANDED", "severity": "LOW", "identifiedOn": "2023-11-01", "source": "STAFF_OBSERVATION",
        });
        let able = json!({
            "outcome": "HAS_CAPACITY", "assessedOn": "2023-11-14", "validUntil": "2024-03-01", "reason": "asked",
        });
        let status = json!({ "status": "STRANDED", "recordedOn": "2023-11-14", "version": house.row().await.version });
        for (who, mutation, more, (record, field, value)) in [
            (aminata, "addCaseNote", json!({ "text": "She called." }), ("caseNote", "text", "She called.")),
            (aminata, "addVulnerability", vulnerable, ("vulnerability", "category", "STRANDED")),
            (salif, "recordCapacityAssessment", able, ("capacityAssessment", "outcome", "HAS_CAPACITY")),
            (salif, "recordImmigrationStatus", status, ("immigrationStatusRecord", "status", "STRANDED")),
        ] {
            let read = format!("{record} {{ id {field} }}");
            let response = asks(&house, who, mutation, with(case.clone(), more), &read).await;
            let payload = &response["data"][mutation];
            assert_eq!(payload["userErrors"], json!([]), "{mutation}: {response:#}");
            assert_eq!((&payload["case"]["id"], &payload[record][field]), (&json!(house.case_id()), &json!(value)));
            assert!(payload[record]["id"].is_string(), "{mutation}: {response:#}");
        }
        for (mutation, more) in [
            ("recordArrival", json!({ "roomBed": "B 4" })),
            ("recordDeparture", json!({ "reason": "LEFT_VOLUNTARILY" })),
        ] {
            let input = house.of_case(more).await;
            let response = asks(&house, moussa, mutation, input, "stay { id roomBed exitGroup }").await;
            assert_eq!(response["data"][mutation]["stay"]["roomBed"], "B 4", "{mutation}: {response:#}");
        }
        let refused =
            asks(&house, moussa, "recordDeparture", house.of_case(json!({ "reason": "OTHER" })).await, "stay { id }");
        assert_eq!(refused.await["errors"][0]["extensions"]["code"], "IDEMPOTENCY_KEY_REUSED");
    })
    .await;
}

#[tokio::test]
async fn a_repeated_request_shows_only_what_may_be_read_by_then() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let colleague = house.world.add(rows::worker(&house.owner)).await;
        let input = json!({ "caseId": house.case_id(), "text": "She called." });
        let note = || asks(&house, &house.aminata, "addCaseNote", input.clone(), "caseNote { text }");
        assert_eq!(note().await["data"]["addCaseNote"]["caseNote"]["text"], "She called.");
        let other = house.of_case(json!({ "assignedWorkerId": global_id::encode("Worker", colleague.id) })).await;
        house.must(&house.moussa, "assignCase", other).await;
        let again = note().await;
        assert_eq!(again["data"]["addCaseNote"]["caseNote"], Value::Null);
        assert_eq!(
            again["extensions"]["withheld"],
            json!([{ "field": "Case.caseNotes", "class": "STAFF", "count": 1 }]),
            "{again:#}"
        );
    })
    .await;
}
