//! The ends: what the house takes back is unreadable at once, and shown as closed with the batch, one reason for all.

use chrono::Duration;
use entity::{codes::WithdrawalReason, consular_packet};
use sea_orm::{ActiveEnum, EntityTrait, Iterable};
use serde_json::{Value, json};
use waystation::global_id;

use super::{Story, of_packet};
use crate::support::on_both;

#[tokio::test]
async fn a_withdrawn_packet_is_unreadable_at_once_and_closed_with_the_batch_whatever_the_reason() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let mut closed = Vec::new();
        let now = story.world.now;
        for reason in WithdrawalReason::iter() {
            story.world.now = now;
            let request = story.submitted().await;
            let reference = request["packetReference"].clone();
            let packet = story.packet(&story.sekou, &reference).await["data"]["consularPacket"].clone();
            let why = json!({ "reason": reason.to_value() });
            let request = story.house(&story.mariama, "withdrawConsularRequest", &request, why).await;
            assert_eq!(request["withdrawnReason"], Value::Null, "a consular worker reads no asylum data");
            let nowhere = story.packet(&story.sekou, &json!("nowhere")).await;
            assert_eq!(story.packet(&story.sekou, &reference).await, nowhere);
            let input = of_packet(&packet, json!({}));
            assert_eq!(story.refused(&story.sekou, "acknowledgeConsularPacket", input).await, "NOT_FOUND");
            let filter = format!("(filter: {{ reference: {reference} }})");
            let listed = story.inbox(&story.sekou, &filter).await["data"]["consularPackets"]["nodes"][0].clone();
            assert_eq!((&listed["state"], &listed["givenNames"]), (&json!("RECEIVED"), &Value::Null));
            assert_eq!((&listed["closedAt"], &listed["version"]), (&Value::Null, &packet["version"]));
            story.world.now = now + Duration::days(2);
            let mut listed = story.inbox(&story.sekou, &filter).await["data"]["consularPackets"]["nodes"][0].clone();
            assert_eq!(listed["state"], "CLOSED_BY_REQUESTER");
            listed["reference"] = Value::Null;
            closed.push(listed);
        }
        assert!(closed.iter().all(|one| *one == closed[0]), "{closed:#?}");
        let packets = consular_packet::Entity::find().all(&story.world.database.reader).await.expect("they are read");
        assert!(packets.iter().all(|packet| packet.payload.is_none() && packet.revoked_at.is_some()));
    })
    .await;
}

#[tokio::test]
async fn a_sign_of_asylum_withdraws_the_request_by_itself() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.submitted().await;
        let input = json!({
            "case": global_id::encode("Case", story.case.id), "category": "STATELESS_RISK", "severity": "HIGH",
            "identifiedOn": "2023-11-14", "source": "SELF_REPORTED",
        });
        let document = "mutation($input: AddVulnerabilityInput!) {
            addVulnerability(idempotencyKey: \"sign\", input: $input) { userErrors { code message } } }";
        let response = story.world.ask(&story.engine, &story.issa, document, json!({ "input": input })).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        let request = story.again(&request).await;
        assert_eq!(request["state"], "WITHDRAWN", "{response:#}");
    })
    .await;
}

#[tokio::test]
async fn a_consent_taken_back_withdraws_the_request() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.submitted().await;
        let input = json!({ "consent": global_id::encode("Consent", story.consent.id), "version": 1 });
        let document = "mutation($input: WithdrawConsentInput!) {
            withdrawConsent(idempotencyKey: \"no\", input: $input) { userErrors { code message } } }";
        let response = story.world.ask(&story.engine, &story.mariama, document, json!({ "input": input })).await;
        assert_eq!(response["data"]["withdrawConsent"]["userErrors"], json!([]), "{response:#}");
        let packet = story.packet(&story.sekou, &request["packetReference"]).await;
        assert_eq!(packet["errors"][0]["extensions"]["code"], "NOT_FOUND");
    })
    .await;
}
