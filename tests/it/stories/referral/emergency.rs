//! Emergency care. Awa is the doctor with an open encounter, Salif the protection officer, Moussa manages the centre,
//! Mariam is a colleague who does not work this case.

use entity::{
    case,
    codes::{Role, ServiceType},
    service,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, global_id};

use super::{Story, codes, error_code, next, organisation_of, with};
use crate::support::{on_both, rows};

/// A colleague of Aminata with this role.
async fn colleague(story: &Story, role: Role) -> Viewer {
    let house = organisation_of(&story.world, &story.aminata).await;
    let worker = story.world.add(rows::worker(&house)).await;
    story.world.viewer(role, &worker, &house)
}

/// The doctor of the case.
pub(super) async fn awa(story: &Story) -> Viewer {
    let awa = colleague(story, Role::MedicalOfficer).await;
    let case =
        case::ActiveModel { medical_worker_id: Set(Some(awa.worker_id)), ..story.case.clone().into_active_model() };
    case.update(&story.world.database.writer).await.expect("an encounter begins");
    awa
}

/// A service of the partner whose type reveals a medical fact.
pub(super) async fn hospital(story: &Story, of: ServiceType) -> service::Model {
    let partner = organisation_of(&story.world, &story.ibrahim).await;
    story.world.add(rows::service(&partner, of)).await
}

pub(super) fn packet(story: &Story, service: &service::Model, urgency: &str) -> Value {
    let mut packet = story.packet();
    packet["serviceId"] = json!(global_id::encode("Service", service.id));
    packet["urgency"] = json!(urgency);
    packet
}

/// The referral as this viewer reads it; null if it does not exist for the viewer.
pub(super) async fn read(story: &Story, who: &Viewer, referral: &Value) -> Value {
    let document =
        "query($id: ID!) { referral(id: $id) { state decideDueAt service { id } reasonCode reasonText medicalText
        requestedClasses case { medicalNotes { summary } } } }";
    story.world.ask(&story.engine, who, document, json!({ "id": referral["id"] })).await["data"]["referral"].clone()
}

/// Awa records that the person consents to share medical facts with the partner.
async fn agreed(story: &Story, awa: &Viewer, purpose: &str) -> Value {
    let document = "mutation($input: RecordConsentInput!, $key: String!) {
        recordConsent(idempotencyKey: $key, input: $input) { consent { id version status } userErrors { code field } } }";
    let input = json!({
        "caseId": global_id::encode("Case", story.case.id), "givenBy": "SELF", "method": "VERBAL_CERTIFIED",
        "language": "fr", "interpreterUsed": false, "purpose": purpose, "classes": ["MEDICAL"],
        "recipients": [{ "organisationId": global_id::encode("Organisation", story.ibrahim.organisation_id) }],
        "readBackConfirmed": true, "notTiedToAssistance": true,
    });
    let variables = json!({ "input": input, "key": purpose });
    let response = story.world.ask(&story.engine, awa, document, variables).await;
    response["data"]["recordConsent"].clone()
}

#[tokio::test]
async fn whoever_answers_for_the_person_asks_for_emergency_care_without_medical_data() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let moussa = colleague(&story, Role::CentreManager).await;
        let mariam = colleague(&story, Role::CaseWorker).await;
        let strangers = [&moussa, &mariam];
        for of in [ServiceType::HealthEmergency, ServiceType::HealthSrh, ServiceType::Mhpss] {
            for (who, urgency) in [(&story.aminata, "IMMEDIATE"), (&salif, "EMERGENCY")] {
                let ward = hospital(&story, of).await;
                let draft = story.must(who, "draftReferral", packet(&story, &ward, urgency)).await;
                let sent = story.must(who, "sendReferral", next(&draft)).await;
                // Both see that it exists, its deadline and the service.
                for knows in [&story.aminata, &salif] {
                    let seen = read(&story, knows, &sent).await;
                    assert_eq!((&seen["state"], &seen["reasonCode"]), (&json!("SENT"), &json!("EMERGENCY")), "{of:?}");
                    assert_eq!(seen["service"]["id"], global_id::encode("Service", ward.id));
                    assert!(seen["decideDueAt"].is_string(), "{seen:#}");
                }
                for stranger in strangers {
                    assert_eq!(read(&story, stranger, &sent).await, Value::Null, "{:?}", stranger.roles);
                }
            }
            // A request that can wait needs an author who reads the class that it reveals.
            for urgency in ["URGENT", "ROUTINE"] {
                let ward = hospital(&story, of).await;
                let payload = story.does(&story.aminata, "draftReferral", packet(&story, &ward, urgency)).await;
                assert_eq!(codes(&payload), ["VALUE_NOT_ALLOWED"], "{of:?} {urgency}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_receiver_sees_a_reason_code_before_acceptance_and_the_reason_after_it() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let reviewed = story.under_review().await;
        let seen = read(&story, &story.ibrahim, &reviewed).await;
        assert_eq!((&seen["reasonCode"], &seen["reasonText"]), (&json!("SERVICE_NEEDED"), &Value::Null));
        let accepted = story.must(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        let seen = read(&story, &story.ibrahim, &accepted).await;
        assert_eq!(seen["reasonText"], "fever since Monday", "although PROTECTION was not shared");
        let document = "query($id: ID!) { referral(id: $id) { case { riskLevel vulnerabilities { category } } } }";
        let case = story.world.ask(&story.engine, &story.ibrahim, document, json!({ "id": accepted["id"] })).await;
        let case = &case["data"]["referral"]["case"];
        assert_eq!((&case["riskLevel"], &case["vulnerabilities"]), (&Value::Null, &Value::Null), "nothing of the case");
    })
    .await;
}

#[tokio::test]
async fn medical_staff_add_the_content_on_a_consent_of_its_own() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let awa = awa(&story).await;
        let ward = hospital(&story, ServiceType::HealthEmergency).await;
        let draft = story.must(&story.aminata, "draftReferral", packet(&story, &ward, "IMMEDIATE")).await;
        let sent = story.must(&story.aminata, "sendReferral", next(&draft)).await;
        let content = |referral: &Value, more: Value| {
            let mut input = with(referral, json!({ "text": "bleeding since noon" }));
            let Value::Object(more) = more else { panic!("fields") };
            input.as_object_mut().expect("an object").extend(more);
            input
        };
        let outsider = story.asks(&story.aminata, "addReferralMedicalContent", "cw", content(&sent, json!({}))).await;
        assert_eq!(error_code(&outsider), "FORBIDDEN");
        let payload = story.does(&awa, "addReferralMedicalContent", content(&sent, json!({}))).await;
        assert_eq!(codes(&payload), ["CONSENT_DOES_NOT_COVER"], "the consent of the referral does not cover MEDICAL");
        let other = agreed(&story, &awa, "REFERRAL_SERVICE").await;
        assert_eq!(other["userErrors"], json!([{ "code": "VALUE_NOT_ALLOWED", "field": "purpose" }]));
        let consent = agreed(&story, &awa, "MEDICAL_CARE").await["consent"].clone();
        assert_eq!(consent["status"], "ACTIVE", "the worker who recorded it reads its status");
        let added = content(&sent, json!({ "consentId": consent["id"] }));
        let added = story.must(&awa, "addReferralMedicalContent", added).await;
        assert_eq!(read(&story, &story.aminata, &added).await["medicalText"], Value::Null);
        assert_eq!(read(&story, &awa, &added).await["medicalText"], "bleeding since noon");

        let seen = story.must(&story.ibrahim, "acknowledgeReferral", next(&added)).await;
        let reviewed = story.must(&story.ibrahim, "reviewReferral", next(&seen)).await;
        assert_eq!(read(&story, &story.ibrahim, &reviewed).await["medicalText"], Value::Null, "not before acceptance");
        let accepted = story.must(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        let there = read(&story, &story.ibrahim, &accepted).await;
        assert_eq!(
            (&there["medicalText"], &there["case"]["medicalNotes"]),
            (&json!("bleeding since noon"), &json!([]))
        );
        // The person withdraws the consent to medical facts. The referral goes on.
        withdraw(&story, &consent).await;
        let there = read(&story, &story.ibrahim, &accepted).await;
        assert_eq!((&there["state"], &there["medicalText"]), (&json!("ACCEPTED"), &Value::Null));
    })
    .await;
}

#[tokio::test]
async fn medical_content_reaches_a_receiver_that_has_accepted_and_waits_for_none_that_is_over() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let awa = awa(&story).await;
        let accepted = story.accepted().await;
        let consent = agreed(&story, &awa, "MEDICAL_CARE").await["consent"].clone();
        let input = with(&accepted, json!({ "text": "allergic to penicillin", "consentId": consent["id"] }));
        let added = story.must(&awa, "addReferralMedicalContent", input).await;
        assert_eq!(read(&story, &story.ibrahim, &added).await["medicalText"], "allergic to penicillin");
        let reason = with(&added, json!({ "reason": "SENDER_REQUEST" }));
        let revoked = story.must(&story.aminata, "revokeReferral", reason).await;
        assert_eq!(read(&story, &story.ibrahim, &revoked).await["medicalText"], Value::Null, "both shares ended");
        let late = with(&revoked, json!({ "text": "more", "consentId": consent["id"] }));
        assert_eq!(codes(&story.does(&awa, "addReferralMedicalContent", late).await), ["INVALID_TRANSITION"]);
    })
    .await;
}

#[tokio::test]
async fn without_the_consent_to_medical_facts_the_help_goes_on() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let awa = awa(&story).await;
        let draft = story.drafted().await;
        let consent = agreed(&story, &awa, "MEDICAL_CARE").await["consent"].clone();
        let input = with(&draft, json!({ "text": "diabetic", "consentId": consent["id"] }));
        let added = story.must(&awa, "addReferralMedicalContent", input).await;
        let sent = story.must(&story.aminata, "sendReferral", next(&added)).await;
        let seen = story.must(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
        let reviewed = story.must(&story.ibrahim, "reviewReferral", next(&seen)).await;
        withdraw(&story, &consent).await;
        let accepted = story.must(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        assert_eq!(accepted["case"]["person"]["names"][0]["family"], "Diallo");
        assert_eq!(read(&story, &story.ibrahim, &accepted).await["medicalText"], Value::Null);
    })
    .await;
}

async fn withdraw(story: &Story, consent: &Value) {
    let document = "mutation($input: WithdrawConsentInput!) {
        withdrawConsent(idempotencyKey: \"withdraw\", input: $input) { userErrors { code } } }";
    let input = json!({ "consentId": consent["id"], "version": consent["version"] });
    let response = story.world.ask(&story.engine, &story.aminata, document, json!({ "input": input })).await;
    assert_eq!(response["data"]["withdrawConsent"]["userErrors"], json!([]), "{response:#}");
}

#[tokio::test]
async fn a_reason_for_the_end_fits_who_gives_it_and_what_is_so() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let hawa = colleague(&story, Role::DataProtectionOfficer).await;
        let accepted = story.accepted().await;
        let untrue = [
            "DATA_PROTECTION",
            "PROTECTION_HOLD",
            "CONSENT_WITHDRAWN",
            "CASE_CLOSED",
            "ENTERED_IN_ERROR",
            "LEGAL_BASIS_ENDED",
        ];
        for reason in untrue {
            let input = with(&accepted, json!({ "reason": reason }));
            let payload = story.does(&story.aminata, "revokeReferral", input).await;
            assert_eq!(codes(&payload), ["REASON_DOES_NOT_APPLY"], "{reason}");
        }
        for (who, reason) in [(&hawa, "PROTECTION_HOLD"), (&salif, "DATA_PROTECTION")] {
            let payload = story.does(who, "revokeReferral", with(&accepted, json!({ "reason": reason }))).await;
            assert_eq!(codes(&payload), ["REASON_DOES_NOT_APPLY"], "{reason}");
        }
        story.must(&hawa, "revokeReferral", with(&accepted, json!({ "reason": "DATA_PROTECTION" }))).await;
        let draft = story.drafted().await;
        let input = with(&draft, json!({ "reason": "CONSENT_WITHDRAWN" }));
        let payload = story.does(&story.aminata, "cancelReferral", input).await;
        assert_eq!(codes(&payload), ["REASON_DOES_NOT_APPLY"]);
        story.must(&salif, "cancelReferral", with(&draft, json!({ "reason": "PROTECTION_HOLD" }))).await;
    })
    .await;
}

#[tokio::test]
async fn medical_staff_refer_to_health_services_and_to_no_others() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let awa = awa(&story).await;
        let food = hospital(&story, ServiceType::Food).await;
        let refused = story.does(&awa, "draftReferral", packet(&story, &food, "ROUTINE")).await;
        assert_eq!(codes(&refused), ["VALUE_NOT_ALLOWED"]);
        assert_eq!(refused["userErrors"][0]["field"], "serviceId");
    })
    .await;
}

#[tokio::test]
async fn medical_staff_act_on_referrals_to_health_services_and_on_no_others() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let awa = awa(&story).await;
        let refused = async |mutation: &str, referral: &Value, more: Value| {
            let payload = story.does(&awa, mutation, with(referral, more)).await;
            assert_eq!(codes(&payload), ["VALUE_NOT_ALLOWED"], "{mutation}: {payload:#}");
        };
        let reason = json!({ "reason": "SENDER_REQUEST" });
        let food = hospital(&story, ServiceType::Food).await;
        let draft = story.must(&story.aminata, "draftReferral", packet(&story, &food, "ROUTINE")).await;
        refused("sendReferral", &draft, json!({})).await;
        refused("cancelReferral", &draft, reason.clone()).await;
        let sent = story.must(&story.aminata, "sendReferral", next(&draft)).await;
        refused("revokeReferral", &sent, reason).await;
        let seen = story.must(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
        let reviewed = story.must(&story.ibrahim, "reviewReferral", next(&seen)).await;
        let question = with(&reviewed, json!({ "question": "for how many days?" }));
        let asked = story.must(&story.ibrahim, "requestReferralInformation", question).await;
        refused("giveReferralInformation", &asked, json!({ "answer": "for two" })).await;
    })
    .await;
}
