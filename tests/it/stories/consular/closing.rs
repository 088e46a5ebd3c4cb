//! The ends of a request: a withdrawn packet is unreadable at once. With the batch it is shown as closed, with the same
//! reason for all.

use chrono::Duration;
use entity::{
    case,
    codes::{ConsularState, ImmigrationStatus, OrganisationType, Purpose, ServiceType, WithdrawalReason},
    consular_event, consular_packet, consular_packet_version, consular_request,
};
use sea_orm::{ActiveEnum, EntityTrait, Iterable};
use serde_json::{Value, json};
use waystation::{
    access::{policy::Policy, policy_file::SHIPPED},
    global_id,
};

use super::{Story, of_packet};
use crate::support::{on_both, rows};

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
            let input = of_packet(&packet, json!({}));
            assert_eq!(story.refused(&story.sekou, "acknowledgeConsularPacket", input).await, "NOT_FOUND");
            let filter = format!("(filter: {{ reference: {reference} }})");
            let listed = story.inbox(&story.sekou, &filter).await["data"]["consularPackets"]["nodes"][0].clone();
            assert_eq!((&listed["state"], &listed["givenNames"]), (&json!("RECEIVED"), &Value::Null));
            assert_eq!(story.read(&request).await, listed, "the list and the packet itself answer the same");
            assert_eq!((&listed["closedAt"], &listed["version"]), (&Value::Null, &packet["version"]));
            story.world.now = now + Duration::days(2);
            let mut listed = story.inbox(&story.sekou, &filter).await["data"]["consularPackets"]["nodes"][0].clone();
            assert_eq!(listed["state"], "CLOSED_BY_REQUESTER");
            assert_eq!(story.read(&request).await, listed, "the list and the packet itself answer the same");
            listed["reference"] = Value::Null;
            if [WithdrawalReason::InternationalProtection, WithdrawalReason::ProtectionConcern].contains(&reason) {
                story.clear_marker(1).await;
            }
            closed.push(listed);
        }
        assert!(closed.iter().all(|one| *one == closed[0]), "{closed:#?}");
        let packets = consular_packet::Entity::find().all(&story.world.database.reader).await.expect("they are read");
        assert!(packets.iter().all(|packet| packet.payload.is_none() && packet.revoked_at.is_some()));
        let versions = consular_packet_version::Entity::find().all(&story.world.database.reader).await;
        let versions = versions.expect("they are read");
        assert_eq!(versions.len(), packets.len());
        assert!(
            versions.iter().all(|version| version.payload.is_null()),
            "the payload of a withdrawn packet is still there"
        );
        assert!(versions.iter().all(|version| version.payload_hash.len() == 64), "the hashes remain as evidence");
    })
    .await;
}

/// Later signs that the person may need international protection: a mutation of the protection officer, and its input.
const SIGNS: [(&str, &str); 4] = [
    (
        "addVulnerability",
        r#"{ "category": "STATELESS_RISK", "severity": "HIGH", "identifiedOn": "2023-11-14", "source": "SELF_REPORTED" }"#,
    ),
    ("recordImmigrationStatus", r#"{ "version": 1, "status": "ASYLUM_SEEKER", "recordedOn": "2023-11-14" }"#),
    ("draftReferral", r#"{ "urgency": "URGENT", "purpose": "REFERRAL_SERVICE", "classes": ["OPERATIONAL"] }"#),
    ("closeCase", r#"{ "version": 1, "reason": "REFERRED_ASYLUM" }"#),
];

#[tokio::test]
async fn a_sign_of_asylum_withdraws_the_request_by_itself_under_a_hold_too() {
    for (number, (mutation, input)) in SIGNS.into_iter().enumerate() {
        on_both(|world| async move {
            let mut story = Story::begin(world).await;
            let agency = story.world.add(rows::organisation(OrganisationType::UnAgency)).await;
            let service = story.world.add(rows::service(&agency, ServiceType::AsylumReferral)).await;
            let mut request = story.submitted().await;
            if number.is_multiple_of(2) {
                request = story.house(&story.issa, "holdConsularRequest", &request, json!({})).await;
            }
            let reference = request["packetReference"].clone();
            let shown = async || {
                let mut list = story.inbox(&story.sekou, "").await["data"]["consularPackets"]["nodes"].clone();
                list[0].as_object_mut().expect("a packet").retain(|field, _| COARSE.contains(&field.as_str()));
                list
            };
            let before = shown().await;
            let mut input: Value = serde_json::from_str(input).expect("it is JSON");
            input["caseId"] = json!(global_id::encode("Case", story.case.id));
            if mutation == "draftReferral" {
                input["serviceId"] = json!(global_id::encode("Service", service.id));
            }
            story.done(&story.issa, mutation, input).await;
            assert_eq!(story.again(&request).await["state"], "WITHDRAWN", "{mutation}");
            let packet = story.packet(&story.sekou, &reference).await["data"]["consularPacket"].clone();
            assert_eq!((&packet["state"], &packet["givenNames"]), (&json!("RECEIVED"), &Value::Null), "{mutation}");
            assert_eq!(shown().await, before, "{mutation} shows before the batch");
            let row = consular_request::Entity::find().one(&story.world.database.reader).await.expect("it is read");
            let reason = row.and_then(|row| row.withdrawn_reason);
            assert_eq!(reason, Some(WithdrawalReason::InternationalProtection), "{mutation}");
            story.world.now += Duration::days(2);
            let listed = story.inbox(&story.sekou, "").await["data"]["consularPackets"]["nodes"][0]["state"].clone();
            assert_eq!(listed, "CLOSED_BY_REQUESTER");
        })
        .await;
    }
}

#[tokio::test]
async fn who_drafts_a_request_does_not_learn_of_an_asylum_claim() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let status = |version: i32, status: &str, day: &str| {
            let case = global_id::encode("Case", story.case.id);
            json!({ "caseId": case, "version": version, "status": status, "recordedOn": day })
        };
        let before = story.drafted().await;
        story.done(&story.issa, "recordImmigrationStatus", status(1, "ASYLUM_SEEKER", "2023-11-14")).await;
        let before = story.again(&before).await;
        assert_eq!(before["state"], "DRAFT");
        story.house(&story.mariama, "withdrawConsularRequest", &before, json!({ "reason": "OTHER" })).await;
        assert_eq!(story.drafted().await["state"], "DRAFT");
        // An older status does not replace the latest one.
        story.done(&story.issa, "recordImmigrationStatus", status(1, "STRANDED", "2020-01-01")).await;
        let case = case::Entity::find_by_id(story.case.id).one(&story.world.database.reader).await;
        let now = case.expect("it is read").and_then(|case| case.immigration_status);
        assert_eq!(now, Some(ImmigrationStatus::AsylumSeeker));
    })
    .await;
}

#[tokio::test]
async fn a_request_that_is_withdrawn_by_itself_looks_like_one_that_is_withdrawn_by_hand() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        story.submitted().await;
        let case = global_id::encode("Case", story.case.id);
        let input = json!({ "caseId": case, "version": 1, "status": "ASYLUM_SEEKER", "recordedOn": "2023-11-14" });
        story.done(&story.issa, "recordImmigrationStatus", input).await;
        let events = consular_event::Entity::find().all(&story.world.database.reader).await.expect("they are read");
        let last = events.iter().find(|event| event.to_state == ConsularState::Withdrawn).expect("it was withdrawn");
        let by = (last.worker_id, last.organisation_id);
        assert_eq!(by, (Some(story.issa.worker_id), Some(story.issa.organisation_id)));
    })
    .await;
}

/// The fields of a packet that remain readable after its end.
const COARSE: [&str; 5] = ["reference", "version", "state", "submittedAt", "closedAt"];

#[tokio::test]
async fn who_is_stranded_or_goes_home_goes_on() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.submitted().await;
        // A status does not change the version of the case, because a new version would reveal it.
        for status in ["STRANDED", "NATIONAL_RETURNEE"] {
            let case = global_id::encode("Case", story.case.id);
            let input = json!({ "caseId": case, "version": 1, "status": status, "recordedOn": "2023-11-14" });
            story.done(&story.issa, "recordImmigrationStatus", input.clone()).await;
            assert_eq!(story.again(&request).await["state"], "SUBMITTED", "{status}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_reads_no_asylum_data_records_none_whatever_a_policy_says() {
    on_both(|mut world| async move {
        let generous = SHIPPED.replacen("\"DRAFT_CONSULAR_REQUEST\"", "\"RECORD_IMMIGRATION_STATUS\"", 1);
        assert_ne!(SHIPPED, generous);
        world.policy = Policy::parse("generous.toml", &generous).unwrap_or_else(|error| panic!("{error}"));
        let story = Story::begin(world).await;
        let case = global_id::encode("Case", story.case.id);
        let input = json!({ "caseId": case, "version": 1, "status": "STRANDED", "recordedOn": "2023-11-14" });
        assert_eq!(story.refused(&story.mariama, "recordImmigrationStatus", input.clone()).await, "FORBIDDEN");
        story.done(&story.issa, "recordImmigrationStatus", input).await;
    })
    .await;
}

#[tokio::test]
async fn the_desk_takes_back_no_consent_but_those_it_works_by() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let other = story.world.add(rows::consent(&story.case, Purpose::ReferralService)).await;
        let input = json!({ "consentId": global_id::encode("Consent", other.id), "version": 1 });
        assert_eq!(story.refused(&story.mariama, "withdrawConsent", input).await, "FORBIDDEN");
    })
    .await;
}

#[tokio::test]
async fn a_consent_taken_back_withdraws_the_request() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.submitted().await;
        let input = json!({ "consentId": global_id::encode("Consent", story.consent.id), "version": 1 });
        story.done(&story.mariama, "withdrawConsent", input).await;
        let packet = story.packet(&story.sekou, &request["packetReference"]).await;
        assert_eq!(packet["data"]["consularPacket"]["givenNames"], Value::Null);
    })
    .await;
}
