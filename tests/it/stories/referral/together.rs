//! Concurrent requests, and repeated ones.

use entity::{codes::Role, idempotency_key, referral};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use super::{Story, codes, error_code, next, with};
use crate::support::on_both;

#[tokio::test]
async fn of_two_who_accept_at_once_one_wins_and_the_other_reads_that_it_changed() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let reviewed = story.under_review().await;
        let (one, other) = tokio::join!(
            story.does(&story.ibrahim, "acceptReferral", next(&reviewed)),
            story.does(&story.ibrahim, "acceptReferral", next(&reviewed)),
        );
        let mut outcomes = [codes(&one), codes(&other)];
        outcomes.sort();
        assert_eq!(outcomes, [vec![], vec!["VERSION_CONFLICT"]]);
        assert_eq!(story.free_places().await, Some(9));
    })
    .await;
}

#[tokio::test]
async fn the_same_key_gets_the_same_answer_once_and_no_other_input() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let first = story.asks(&story.aminata, "draftReferral", "key", story.packet()).await;
        let again = story.asks(&story.aminata, "draftReferral", "key", story.packet()).await;
        assert_eq!(first, again);
        let referrals = referral::Entity::find().count(&story.world.database.reader).await;
        assert_eq!(referrals.expect("referrals are counted"), 1);
        let mut other = story.packet();
        other["urgency"] = json!("ROUTINE");
        let reused = story.asks(&story.aminata, "draftReferral", "key", other).await;
        assert_eq!(error_code(&reused), "IDEMPOTENCY_KEY_REUSED");

        // A refusal is stored under its key, too.
        let sent = story.sent().await;
        let refused = story.asks(&story.ibrahim, "acceptReferral", "key", next(&sent)).await;
        story.must(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
        assert_eq!(refused, story.asks(&story.ibrahim, "acceptReferral", "key", next(&sent)).await);
        assert_eq!(codes(&refused["data"]["acceptReferral"]), ["INVALID_TRANSITION"]);
        let keys = idempotency_key::Entity::find().count(&story.world.database.reader).await;
        assert_eq!(keys.expect("keys are counted"), 5);
    })
    .await;
}

#[tokio::test]
async fn a_consent_takes_every_referral_that_rests_on_it_along() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let accepted = story.accepted().await;
        let mut other = story.packet();
        other["serviceId"] = json!(waystation::global_id::encode("Service", story.other_clinic.id));
        let draft = story.must(&story.aminata, "draftReferral", other).await;
        let sent = story.must(&story.aminata, "sendReferral", next(&draft)).await;

        let document = "mutation($input: WithdrawConsentInput!) {
            withdrawConsent(idempotencyKey: \"w\", input: $input) { consent { status } userErrors { code } } }";
        let consent = waystation::global_id::encode("Consent", story.consent.id);
        let input = json!({ "input": { "consentId": consent, "version": story.consent.version } });
        let withdrawn = story.world.ask(&story.engine, &story.aminata, document, input).await;
        assert_eq!(withdrawn["data"]["withdrawConsent"]["consent"]["status"], "WITHDRAWN", "{withdrawn:#}");

        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, Value::Null);
        assert_eq!(story.free_places().await, Some(10));
        let late = story.does(&story.fatou, "acknowledgeReferral", next(&sent)).await;
        assert_eq!(codes(&late), ["VERSION_CONFLICT"], "the tombstone shows that the referral has changed");
    })
    .await;
}

#[tokio::test]
async fn a_stranger_to_the_case_does_not_draft() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let mut colleague = story.aminata.clone();
        // A worker who exists, because the read log names the worker whose request was refused.
        let house =
            entity::organisation::Entity::find_by_id(colleague.organisation_id).one(&story.world.database.reader).await;
        let house = house.expect("it is read").expect("it is there");
        colleague.worker_id = story.world.add(crate::support::rows::worker(&house)).await.id;
        let forbidden = story.asks(&colleague, "draftReferral", "k", story.packet()).await;
        assert_eq!(error_code(&forbidden), "FORBIDDEN", "a colleague at the centre reads the case only");
        colleague.roles = vec![Role::Analyst];
        let none = story.asks(&colleague, "draftReferral", "k", story.packet()).await;
        assert_eq!(error_code(&none), "NOT_FOUND");
        let draft = story.drafted().await;
        let long = with(&draft, json!({ "reason": "OTHER", "text": "x".repeat(1_000_000) }));
        assert_eq!(codes(&story.does(&story.aminata, "cancelReferral", long).await), ["TEXT_TOO_LONG"]);
    })
    .await;
}
