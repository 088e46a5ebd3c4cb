//! Refusals of referral steps, by rule and by access.

use entity::{
    case,
    codes::{ConsentStatus, Role, ServiceStatus, ServiceType},
    consent, referral, service,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id};

use super::{Story, codes, emergency, error_code, next, with};
use crate::support::on_both;

#[tokio::test]
async fn a_sender_cannot_accept() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let reviewed = story.under_review().await;
        for role in [Role::CaseWorker, Role::ProtectionOfficer, Role::CentreManager] {
            let mut sender = story.aminata.clone();
            sender.roles = vec![role];
            let response = story.asks(&sender, "acceptReferral", "k", next(&reviewed)).await;
            assert_eq!(error_code(&response), "FORBIDDEN", "{role:?}");
        }
        // If the receiver owns the case by now, the receiver is the sender.
        let case = case::ActiveModel {
            organisation_id: Set(story.ibrahim.organisation_id),
            ..story.case.clone().into_active_model()
        };
        case.update(&story.world.database.writer).await.expect("the case moves");
        story.world.rebuild().await;
        let payload = story.does(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        assert_eq!(codes(&payload), ["WRONG_SIDE"]);
    })
    .await;
}

#[tokio::test]
async fn a_referral_without_a_consent_that_covers_it_is_not_sent() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let send = async |packet: Value| {
            let draft = story.must(&story.aminata, "draftReferral", packet).await;
            let payload = story.does(&story.aminata, "sendReferral", next(&draft)).await;
            codes(&payload).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let mut packet = story.packet();
        packet["consentId"] = Value::Null;
        assert_eq!(send(packet).await, ["CONSENT_MISSING"]);
        let mut packet = story.packet();
        packet["classes"] = json!(["IDENTITY", "LEGAL"]);
        assert_eq!(send(packet).await, ["CONSENT_DOES_NOT_COVER"]);
        let mut packet = story.packet();
        packet["contactRestrictions"] = json!("  ");
        assert_eq!(send(packet).await, ["CONTACT_RESTRICTIONS_REQUIRED"]);
        withdraw(&story).await;
        assert_eq!(send(story.packet()).await, ["CONSENT_NOT_VALID"]);
    })
    .await;
}

#[tokio::test]
async fn a_consent_that_ended_before_acceptance_opens_nothing() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let reviewed = story.under_review().await;
        withdraw(&story).await;
        let payload = story.does(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        assert_eq!(codes(&payload), ["CONSENT_NOT_VALID"]);
        assert_eq!(story.free_places().await, Some(10), "the change is all or nothing");
    })
    .await;
}

#[tokio::test]
async fn without_a_free_place_the_receiver_has_to_say_that_it_means_it() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let full = service::ActiveModel { capacity_free: Set(Some(0)), ..story.clinic.clone().into_active_model() };
        full.update(&story.world.database.writer).await.expect("the clinic is full");
        let reviewed = story.under_review().await;
        let payload = story.does(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        assert_eq!(codes(&payload), ["NO_CAPACITY"]);
        let meant = with(&reviewed, json!({ "overCapacity": true }));
        let accepted = story.must(&story.ibrahim, "acceptReferral", meant).await;
        let reason = with(&accepted, json!({ "reason": "SENDER_REQUEST" }));
        story.must(&story.aminata, "revokeReferral", reason).await;
        assert_eq!(story.free_places().await, Some(0), "a referral over capacity took no place, so it frees no place");
    })
    .await;
}

#[tokio::test]
async fn a_second_live_referral_to_the_same_service_is_a_duplicate() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        story.sent().await;
        let draft = story.drafted().await;
        let payload = story.does(&story.aminata, "sendReferral", next(&draft)).await;
        assert_eq!(codes(&payload), ["DUPLICATE_REFERRAL"]);
    })
    .await;
}

#[tokio::test]
async fn the_receiver_asks_twice_and_no_more() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let mut referral = story.under_review().await;
        for _ in 0..2 {
            let question = with(&referral, json!({ "question": "and since when?" }));
            referral = story.must(&story.ibrahim, "requestReferralInformation", question).await;
            let answer = with(&referral, json!({ "answer": "since Monday" }));
            referral = story.must(&story.aminata, "giveReferralInformation", answer).await;
        }
        let question = with(&referral, json!({ "question": "sure?" }));
        let payload = story.does(&story.ibrahim, "requestReferralInformation", question).await;
        assert_eq!(codes(&payload), ["LIMIT_REACHED"]);
    })
    .await;
}

#[tokio::test]
async fn a_step_that_does_not_lead_on_is_refused() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let sent = story.sent().await;
        let payload = story.does(&story.ibrahim, "acceptReferral", next(&sent)).await;
        assert_eq!(codes(&payload), ["INVALID_TRANSITION"]);
        let reviewed = {
            let seen = story.must(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
            story.must(&story.ibrahim, "reviewReferral", next(&seen)).await
        };
        let silent = with(&reviewed, json!({ "reason": "OTHER" }));
        let payload = story.does(&story.ibrahim, "declineReferral", silent).await;
        assert_eq!(codes(&payload), ["REASON_REQUIRED"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_yours_answers_as_what_is_not_there() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let referral = story.under_review().await;
        let draft = story.drafted().await;
        let nobodys = json!({ "id": global_id::encode("Referral", Uuid::now_v7()), "version": 1 });
        let liaison = Viewer { roles: vec![Role::Administrator], ..story.aminata.clone() };
        for (who, target) in [(&story.fatou, &referral), (&story.ibrahim, &draft), (&liaison, &referral)] {
            for mutation in ["acceptReferral", "acknowledgeReferral", "sendReferral"] {
                let theirs = story.asks(who, mutation, "theirs", next(target)).await;
                let none = story.asks(who, mutation, "none", next(&nobodys)).await;
                assert_eq!(theirs.to_string(), none.to_string(), "{mutation}");
                assert_eq!(error_code(&theirs), "NOT_FOUND");
            }
        }
        let unchanged = referral::Entity::find().all(&story.world.database.reader).await.expect("read");
        assert!(unchanged.iter().all(|row| row.version <= 4));
    })
    .await;
}

/// Withdraws the consent, in its row only.
async fn withdraw(story: &Story) {
    let row =
        consent::ActiveModel { status: Set(ConsentStatus::Withdrawn), ..story.consent.clone().into_active_model() };
    row.update(&story.world.database.writer).await.expect("the consent is withdrawn");
    story.world.rebuild().await;
}

#[tokio::test]
async fn only_emergency_care_can_be_asked_for_at_a_full_service() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let ward = emergency::hospital(&story, ServiceType::HealthEmergency).await;
        let full = service::ActiveModel { status: Set(ServiceStatus::Full), ..ward.clone().into_active_model() };
        full.update(&story.world.database.writer).await.expect("written");
        let urgent = emergency::packet(&story, &ward, "IMMEDIATE");
        let draft = story.must(&story.aminata, "draftReferral", urgent).await;
        story.must(&story.aminata, "sendReferral", next(&draft)).await;

        let clinic = story.clinic.clone().into_active_model();
        let full = service::ActiveModel { status: Set(ServiceStatus::Full), ..clinic };
        full.update(&story.world.database.writer).await.expect("written");
        let draft = story.drafted().await;
        let refused = story.does(&story.aminata, "sendReferral", next(&draft)).await;
        assert_eq!(codes(&refused), ["SERVICE_NOT_ACTIVE"]);
    })
    .await;
}
