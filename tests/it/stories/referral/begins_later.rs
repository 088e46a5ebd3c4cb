//! A consent that begins later decides about its recipients from its beginning on. Until then a refusal, a narrower
//! consent or a withdrawal decides about the consent that is valid now.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use waystation::global_id;

use super::{Story, codes, next};
use crate::support::on_both;

/// A wide consent to both partners, an accepted referral on it, and a consent to one partner that begins in 30 days.
async fn begun(story: &Story) -> (Value, Value, Value) {
    let wide = story.agrees_to(json!({})).await;
    let accepted = story.accepted_on(&wide).await;
    let begins = story.world.now + Duration::days(30);
    let later = story.agrees_to(json!({ "recipients": only_ibrahim(story), "validFrom": begins })).await;
    assert_eq!(later["status"], "NOT_YET_VALID");
    (wide, accepted, later)
}

fn only_ibrahim(story: &Story) -> Value {
    json!([{ "organisationId": global_id::encode("Organisation", story.ibrahim.organisation_id) }])
}

async fn sent_on(story: &Story, consent: &Value) -> Value {
    let mut packet = story.packet();
    packet["consentId"] = consent["id"].clone();
    let draft = story.must(&story.aminata, "draftReferral", packet).await;
    story.does(&story.aminata, "sendReferral", next(&draft)).await
}

#[tokio::test]
async fn a_refusal_before_it_begins_ends_what_is_shared_now() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let (wide, accepted, later) = begun(&story).await;
        story.agrees_to(json!({ "refused": true, "recipients": only_ibrahim(&story), "classes": [] })).await;
        let seen = story.seen(&story.ibrahim, &accepted).await;
        assert_eq!((&seen["case"], &seen["endReason"]), (&Value::Null, &json!("CONSENT_WITHDRAWN")));
        assert_eq!(codes(&sent_on(&story, &wide).await), ["CONSENT_DOES_NOT_COVER"]);
        assert_eq!(story.consent_of(&later["id"]).await["status"], "WITHDRAWN");
        assert_eq!(story.consent_of(&wide["id"]).await["status"], "ACTIVE", "the other partner keeps it");
    })
    .await;
}

#[tokio::test]
async fn a_narrower_consent_before_it_begins_narrows_what_is_shared_now() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let (wide, accepted, _) = begun(&story).await;
        story.agrees_to(json!({ "recipients": only_ibrahim(&story), "classes": ["OPERATIONAL"] })).await;
        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, Value::Null);
        assert_eq!(story.seen(&story.ibrahim, &accepted).await["state"], "ACCEPTED", "the service goes on with less");
        assert_eq!(codes(&sent_on(&story, &wide).await), ["CONSENT_DOES_NOT_COVER", "DUPLICATE_REFERRAL"]);
    })
    .await;
}

#[tokio::test]
async fn a_withdrawal_before_it_begins_decides_over_an_older_form() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let (wide, ..) = begun(&story).await;
        let read = "query($id: ID!) { node(id: $id) { ... on Consent { version } } }";
        let version = story.world.ask(&story.engine, &story.aminata, read, json!({ "id": wide["id"] })).await;
        let withdrawn = json!({ "consentId": wide["id"], "version": version["data"]["node"]["version"] });
        let document = "mutation($input: WithdrawConsentInput!) {
            withdrawConsent(idempotencyKey: \"withdraw\", input: $input) { userErrors { code } } }";
        let response = story.world.ask(&story.engine, &story.aminata, document, json!({ "input": withdrawn })).await;
        assert_eq!(response["data"]["withdrawConsent"]["userErrors"], json!([]), "{response:#}");
        let signed: DateTime<Utc> = story.world.now - Duration::days(5);
        let late = story.agrees_to(json!({ "recipients": only_ibrahim(&story), "validFrom": signed })).await;
        assert_ne!(late["status"], "ACTIVE", "the person said no after signing it");
        assert_ne!(codes(&sent_on(&story, &late).await), Vec::<&str>::new());
    })
    .await;
}
