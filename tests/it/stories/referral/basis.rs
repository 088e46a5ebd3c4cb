//! A referral without consent lives as long as the override that it depends on.

use chrono::Duration;
use entity::codes::{ReferralEndReason, ReferralState, Role};
use serde_json::{Value, json};
use waystation::actions::consents::end_due;

use super::{
    Story, codes, next,
    overriding::{asked, colleague, listed, of, without_consent},
};
use crate::support::{World, on_both};

#[tokio::test]
async fn the_stub_of_a_referral_without_consent_ends_with_its_override() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let (draft, request) = asked(&story, &salif).await;
        let approved = story.must(&salif, "approveLegalOverride", of(&request, json!({}))).await;
        let sent = story.must(&story.aminata, "sendReferral", next(&draft)).await;
        let seen = story.must(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
        let until = story.referral_row(&sent).await.grounded_until.expect("it has an end");
        assert_eq!(approved["validUntil"].as_str().map(str::parse), Some(Ok(until)));

        story.world.now = until - Duration::microseconds(1);
        assert_ne!(story.seen(&story.ibrahim, &sent).await["case"], Value::Null);
        story.world.now = until;
        assert_eq!(
            story.seen(&story.ibrahim, &sent).await["case"],
            Value::Null,
            "the stub is gone before any background task runs"
        );
        let late = story.does(&story.ibrahim, "reviewReferral", next(&seen)).await;
        assert_eq!(codes(&late), ["CONSENT_NOT_VALID"], "the receiver is not told that there was an override");
        end_due(&story.world.database, until).await.expect("it runs");
        let row = story.referral_row(&sent).await;
        assert_eq!((row.state, row.end_reason), (ReferralState::Revoked, Some(ReferralEndReason::LegalBasisEnded)));
    })
    .await;
}

#[tokio::test]
async fn an_approved_renewal_carries_a_pending_and_an_accepted_referral_on() {
    for accepted in [false, true] {
        on_both(|world| carried_on(world, accepted)).await;
    }
}

async fn carried_on(world: World, accepted: bool) {
    let mut story = Story::begin(world).await;
    let salif = colleague(&story, Role::ProtectionOfficer).await;
    let soon = story.world.now + Duration::days(1);
    let mut packet = without_consent(&story);
    packet["legalOverride"]["validUntil"] = json!(soon);
    let draft = story.must(&story.aminata, "draftReferral", packet).await;
    let request = listed(&story, &salif, "WAITING").await.remove(0);
    let approved = story.must(&salif, "approveLegalOverride", of(&request, json!({}))).await;
    let mut sent = story.must(&story.aminata, "sendReferral", next(&draft)).await;
    if accepted {
        for step in ["acknowledgeReferral", "reviewReferral", "acceptReferral"] {
            sent = story.must(&story.ibrahim, step, next(&sent)).await;
        }
    }
    let renewal = of(&approved, json!({ "reason": "still unconscious" }));
    let renewal = story.must(&story.aminata, "renewLegalOverride", renewal).await;
    assert_eq!(story.referral_row(&sent).await.grounded_until, Some(soon), "a request opens nothing");
    story.must(&salif, "approveLegalOverride", of(&renewal, json!({}))).await;
    assert_eq!(json!(story.referral_row(&sent).await.version), sent["version"]);
    story.world.now = soon;
    end_due(&story.world.database, soon).await.expect("it runs");
    assert_ne!(story.seen(&story.ibrahim, &sent).await["case"], Value::Null);
    assert!(story.referral_row(&sent).await.grounded_until > Some(soon));
}
