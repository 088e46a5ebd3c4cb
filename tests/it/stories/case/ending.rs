//! A case is closed together with everything in progress, and opened again.

use entity::{
    codes::{Purpose, ReferralEndReason, ReferralState, ServiceType, ShareEndReason, TransferState},
    referral, share, transfer,
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use waystation::{
    access::{policy::Policy, policy_file::SHIPPED},
    global_id,
};

use crate::{
    stories::house::{House, refusal},
    support::{on_both, rows},
};

#[tokio::test]
async fn who_may_not_read_a_reason_may_not_give_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let asylum = house.of_case(json!({ "reason": "REFERRED_ASYLUM" })).await;
        assert_eq!(house.error(&house.aminata, "closeCase", asylum.clone()).await, "FORBIDDEN");
        let closed = house.must(&house.salif, "closeCase", asylum).await;
        assert_eq!((&closed["status"], &closed["closureReason"]), (&json!("CLOSED"), &json!("REFERRED_ASYLUM")));
        let worker = house.sees(&house.aminata).await;
        assert_eq!((&worker["closureGroup"], &worker["closureReason"]), (&json!("CLOSED"), &Value::Null));
    })
    .await;
}

#[tokio::test]
async fn what_was_under_way_ends_with_the_case() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let world = &house.world;
        let service = world.add(rows::service(&house.partner, ServiceType::HealthPrimary)).await;
        let consent = world.add(rows::consent(&house.case, Purpose::ReferralService)).await;
        let live = referral::Model {
            state: ReferralState::Accepted,
            consent_id: Some(consent.id),
            ..rows::referral(&house.case, &service)
        };
        let live = world.add(live).await;
        let open = share::Model { referral_id: Some(live.id), ..rows::share(&house.case, &house.partner) };
        let open = world.add(open).await;
        let by = entity::worker::Entity::find_by_id(house.aminata.worker_id).one(&world.database.reader).await;
        let by = by.expect("read").expect("Aminata");
        let offered = world.add(rows::transfer(&house.case, &house.dirkou, &by)).await;
        assert_ne!(house.sees(&house.ibrahim).await, Value::Null);

        let other = house.of_case(json!({ "reason": "OTHER" })).await;
        assert_eq!(house.refused(&house.aminata, "closeCase", other).await, refusal("REASON_REQUIRED", "note"));
        let other = house.of_case(json!({ "reason": "OTHER", "note": "moved to family in Zinder" })).await;
        let closed = house.must(&house.aminata, "closeCase", other).await;
        assert_eq!(closed["caseNotes"], json!([{ "text": "moved to family in Zinder" }]));

        let reader = &world.database.reader;
        let live = referral::Entity::find_by_id(live.id).one(reader).await.expect("read").expect("there");
        assert_eq!((live.state, live.end_reason), (ReferralState::Revoked, Some(ReferralEndReason::CaseClosed)));
        let open = share::Entity::find_by_id(open.id).one(reader).await.expect("read").expect("there");
        assert_eq!((open.ended_at, open.end_reason), (Some(world.now), Some(ShareEndReason::CaseClosed)));
        let offered = transfer::Entity::find_by_id(offered.id).one(reader).await.expect("read").expect("there");
        assert_eq!((offered.state, offered.version), (TransferState::Cancelled, 2));
        assert_eq!(house.sees(&house.ibrahim).await, Value::Null, "the partner can no longer read it");
        let row = house.row().await;
        assert_eq!((row.assigned_worker_id, row.medical_worker_id), (Some(house.aminata.worker_id), None));

        let again = house.of_case(json!({ "reason": "COMPLETED" })).await;
        assert_eq!(house.refused(&house.aminata, "closeCase", again).await, refusal("INVALID_TRANSITION", ""));
        let update = house.of_case(json!({ "priority": "LOW" })).await;
        assert_eq!(house.refused(&house.aminata, "updateCase", update).await, refusal("NOT_ACTIVE", ""));
    })
    .await;
}

#[tokio::test]
async fn a_closed_case_is_opened_again() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let open = house.of_case(json!({})).await;
        assert_eq!(house.refused(&house.aminata, "reopenCase", open).await, refusal("INVALID_TRANSITION", ""));
        let death = house.of_case(json!({ "reason": "DECEASED" })).await;
        let closed = house.must(&house.aminata, "closeCase", death).await;
        assert_eq!(closed["person"]["deceased"], true);
        let again = house.of_case(json!({})).await;
        let open = house.must(&house.aminata, "reopenCase", again).await;
        assert_eq!(
            (&open["status"], &open["closedAt"], &open["closureGroup"]),
            (&json!("REOPENED"), &Value::Null, &Value::Null)
        );
        let person = house.world.add(rows::person(&house.owner)).await;
        let other = house.world.add(rows::case(&person, &house.agadez)).await;
        let other = global_id::encode("Case", other.id);
        let duplicate = house.of_case(json!({ "reason": "DUPLICATE", "duplicateOfId": other })).await;
        house.must(&house.aminata, "closeCase", duplicate).await;
        assert_eq!(house.row().await.status, entity::codes::CaseStatus::Duplicate);
    })
    .await;
}

#[tokio::test]
async fn only_a_protection_officer_decides_about_the_need_for_protection_whatever_a_policy_says() {
    on_both(|mut world| async move {
        let actions = "\"RECORD_IMMIGRATION_STATUS\", \"CLEAR_PROTECTION_MARKER\", \"CONFIRM_TRANSFER_HANDOVER\",";
        let generous = SHIPPED
            .replacen("\"ASYLUM_COARSE\", \"STAFF\", \"LOCATION\",", "\"ASYLUM\", \"STAFF\", \"LOCATION\",", 1)
            .replacen("\"CONFIRM_TRANSFER_HANDOVER\",", actions, 1);
        world.policy = Policy::parse("generous.toml", &generous).unwrap_or_else(|error| panic!("{error}"));
        let house = House::begin(world).await;
        let status = house.of_case(json!({ "status": "IRREGULAR", "recordedOn": "2023-11-14" })).await;
        let clear = house.of_case(json!({ "reason": "a mistake" })).await;
        let document = "query($id: ID!) { node(id: $id) { ... on Case { immigrationStatuses { status } } } }";
        house.must(&house.salif, "recordImmigrationStatus", status.clone()).await;
        let read = house.world.ask(&house.engine, &house.aminata, document, json!({ "id": house.case_id() })).await;
        assert_eq!(read["data"]["node"]["immigrationStatuses"], json!([{ "status": "IRREGULAR" }]));
        assert_eq!(house.error(&house.aminata, "recordImmigrationStatus", status).await, "FORBIDDEN");
        assert_eq!(house.error(&house.aminata, "clearProtectionMarker", clear.clone()).await, "FORBIDDEN");
        let (code, _) = house.refused(&house.salif, "clearProtectionMarker", clear).await;
        assert_eq!(code, "INVALID_TRANSITION", "there is no marker");
    })
    .await;
}
