//! The consent to medical content follows the person's newest statement, as the consent of the referral does. Awa is
//! the doctor, Ibrahim receives, Fatou is the other recipient of the consent.

use chrono::Duration;
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, global_id};

use super::{
    Story,
    emergency::{awa, read},
    next, with,
};
use crate::support::on_both;

/// Awa records a statement about medical care. Gives the consent.
pub(super) async fn says(story: &Story, awa: &Viewer, recipients: &[&Viewer], more: Value) -> Value {
    let recipient =
        |viewer: &&Viewer| json!({ "organisationId": global_id::encode("Organisation", viewer.organisation_id) });
    let mut input = json!({
        "caseId": global_id::encode("Case", story.case.id), "givenBy": "SELF", "method": "VERBAL_CERTIFIED",
        "language": "fr", "interpreterUsed": false, "purpose": "MEDICAL_CARE", "classes": ["MEDICAL"],
        "recipients": recipients.iter().map(recipient).collect::<Vec<_>>(),
        "readBackConfirmed": true, "notTiedToAssistance": true,
    });
    let Value::Object(more) = more else { panic!("fields") };
    input.as_object_mut().expect("an object").extend(more);
    let document = "mutation($input: RecordConsentInput!, $key: String!) {
        recordConsent(idempotencyKey: $key, input: $input) { consent { id version } userErrors { code field } } }";
    let variables = json!({ "input": input, "key": uuid::Uuid::now_v7().to_string() });
    let response = story.world.ask(&story.engine, awa, document, variables).await;
    let payload = &response["data"]["recordConsent"];
    assert_eq!(payload["userErrors"], json!([]), "{response:#}");
    payload["consent"].clone()
}

/// An accepted referral with medical content on this consent, which the receiver reads.
async fn with_content(story: &Story, awa: &Viewer, consent: &Value) -> Value {
    let accepted = story.accepted().await;
    let input = with(&accepted, json!({ "text": "allergic to penicillin", "consentId": consent["id"] }));
    let added = story.must(awa, "addReferralMedicalContent", input).await;
    assert_eq!(read(story, &story.ibrahim, &added).await["medicalText"], "allergic to penicillin");
    added
}

/// What the receiver reads: the state of the referral, the medical content, and the medical notes of the case.
async fn there(story: &Story, referral: &Value) -> [Value; 3] {
    let there = read(story, &story.ibrahim, referral).await;
    [&there["state"], &there["medicalText"], &there["case"]["medicalNotes"]].map(Clone::clone)
}

#[tokio::test]
async fn a_newer_statement_without_medical_data_ends_the_medical_share_of_its_recipient() {
    let without = [json!({ "refused": true, "classes": [] }), json!({ "classes": ["OPERATIONAL"] })];
    for newer in without {
        on_both(|world| {
            let newer = newer.clone();
            async move {
                let story = Story::begin(world).await;
                let awa = awa(&story).await;
                let consent = says(&story, &awa, &[&story.ibrahim, &story.fatou], json!({})).await;
                let referral = with_content(&story, &awa, &consent).await;
                says(&story, &awa, &[&story.ibrahim], newer.clone()).await;
                assert_eq!(there(&story, &referral).await, [json!("ACCEPTED"), Value::Null, Value::Null], "{newer}");
                assert_eq!(story.family_name(&story.ibrahim, &referral).await, "Diallo", "the help goes on");
            }
        })
        .await;
    }
}

#[tokio::test]
async fn a_renewed_consent_carries_the_medical_content_on_and_its_end_ends_it() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let awa = awa(&story).await;
        let first = says(&story, &awa, &[&story.ibrahim], json!({})).await;
        let referral = with_content(&story, &awa, &first).await;
        says(&story, &awa, &[&story.ibrahim], json!({})).await;
        let carried = [json!("ACCEPTED"), json!("allergic to penicillin"), json!([])];
        assert_eq!(there(&story, &referral).await, carried);
        // A new consent to the service itself does not touch the medical content.
        story.agrees_to(json!({})).await;
        assert_eq!(there(&story, &referral).await, carried);
        says(&story, &awa, &[&story.ibrahim], json!({ "refused": true, "classes": [] })).await;
        assert_eq!(there(&story, &referral).await, [json!("ACCEPTED"), Value::Null, Value::Null]);
    })
    .await;
}

#[tokio::test]
async fn medical_content_is_read_until_a_newer_consent_for_its_receiver_begins() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let awa = awa(&story).await;
        let consent = says(&story, &awa, &[&story.ibrahim, &story.fatou], json!({})).await;
        let begins = story.world.now + Duration::days(3);
        let later = json!({ "classes": ["OPERATIONAL"], "validFrom": begins });
        says(&story, &awa, &[&story.ibrahim], later).await;
        let referral = with_content(&story, &awa, &consent).await;
        story.world.now = begins - Duration::microseconds(1);
        assert_eq!(there(&story, &referral).await[1], "allergic to penicillin");
        story.world.now = begins;
        assert_eq!(there(&story, &referral).await, [json!("ACCEPTED"), Value::Null, Value::Null]);
    })
    .await;
}

#[tokio::test]
async fn readers_without_medical_data_do_not_notice_that_medical_content_was_added() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let awa = awa(&story).await;
        let consent = says(&story, &awa, &[&story.ibrahim], json!({})).await;
        let referral = story.accepted().await;
        let before = noticed(&story, &referral).await;
        assert_eq!(before[0]["case"]["shares"]["totalCount"], 1, "{before:#?}");
        let input = with(&referral, json!({ "text": "allergic to penicillin", "consentId": consent["id"] }));
        story.must(&awa, "addReferralMedicalContent", input).await;
        assert_eq!(noticed(&story, &referral).await, before);
        assert_eq!(read(&story, &story.ibrahim, &referral).await["medicalText"], "allergic to penicillin");
    })
    .await;
}

#[tokio::test]
async fn medical_content_is_not_noticed_before_acceptance_either() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let awa = awa(&story).await;
        let consent = says(&story, &awa, &[&story.ibrahim], json!({})).await;
        let mut referral = story.sent().await;
        let before = noticed(&story, &referral).await;
        let input = with(&referral, json!({ "text": "allergic to penicillin", "consentId": consent["id"] }));
        story.must(&awa, "addReferralMedicalContent", input).await;
        assert_eq!(noticed(&story, &referral).await, before);
        for step in ["acknowledgeReferral", "reviewReferral", "acceptReferral"] {
            referral = story.must(&story.ibrahim, step, next(&referral)).await;
        }
        assert_eq!(read(&story, &story.ibrahim, &referral).await["medicalText"], "allergic to penicillin");
        assert_eq!(noticed(&story, &referral).await[0]["case"]["shares"]["totalCount"], 1, "the other is not shown");
    })
    .await;
}

/// What the case worker reads of the referral and of the shares of the case, and what the receiver reads of the referral.
async fn noticed(story: &Story, referral: &Value) -> [Value; 2] {
    let at_home = "query($id: ID!) { referral(id: $id) { version state requestedClasses events { at toState }
        case { lastActivityAt shares { totalCount nodes { id classes } } } } }";
    let receiver = "query($id: ID!) { referral(id: $id) { version state events { at toState } } }";
    let asked = async |who: &Viewer, document: &str| {
        let response = story.world.ask(&story.engine, who, document, json!({ "id": referral["id"] })).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        response["data"]["referral"].clone()
    };
    [asked(&story.aminata, at_home).await, asked(&story.ibrahim, receiver).await]
}
