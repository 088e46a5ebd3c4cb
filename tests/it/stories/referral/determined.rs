//! A best-interest decision that is not in favour ends what an earlier one in favour had opened.

use entity::{
    case,
    codes::{Role, ShareEndReason},
    legal_override, share,
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Story, next,
    overriding::{colleague, listed, of, without_consent},
};
use crate::support::on_both;

/// The shares of the case, with the reason why each ended.
async fn ends(story: &Story) -> Vec<Option<ShareEndReason>> {
    let shares = share::Entity::find().all(&story.world.database.reader).await.expect("read");
    shares.into_iter().map(|share| share.ended_at.and(share.end_reason)).collect()
}

#[tokio::test]
async fn a_decision_against_ends_the_share_that_an_override_in_the_best_interest_opened() {
    for in_another_case in [false, true] {
        on_both(|world| async move {
            let story = Story::begin(world).await;
            let salif = colleague(&story, Role::ProtectionOfficer).await;
            story.born("2012-01-01").await;
            let determination = story.determined(&salif, "IN_FAVOUR").await;
            let mut packet = without_consent(&story);
            packet["legalOverride"] =
                json!({ "legalBasis": "BEST_INTEREST_CHILD", "determinationId": determination, "reason": "alone" });
            let draft = story.must(&story.aminata, "draftReferral", packet).await;
            let request = listed(&story, &salif, "WAITING").await.remove(0);
            story.must(&salif, "approveLegalOverride", of(&request, json!({}))).await;
            let mut referral = story.must(&story.aminata, "sendReferral", next(&draft)).await;
            for step in ["acknowledgeReferral", "reviewReferral", "acceptReferral"] {
                referral = story.must(&story.ibrahim, step, next(&referral)).await;
            }
            assert_eq!(story.family_name(&story.ibrahim, &referral).await, "Diallo");
            assert_eq!(ends(&story).await, [None]);
            let mut elsewhere = story.case.clone();
            if in_another_case {
                elsewhere = case::Model { id: Uuid::now_v7(), reference: "another".to_owned(), ..elsewhere };
                story.world.add(elsewhere.clone()).await;
            }
            story.determined_in(&elsewhere, &salif, "AGAINST").await;
            assert_eq!(ends(&story).await, [Some(ShareEndReason::LegalBasisEnded)]);
            let seen = story.seen(&story.ibrahim, &referral).await;
            assert_eq!((&seen["case"], &seen["endReason"]), (&Value::Null, &json!("LEGAL_BASIS_ENDED")));
            let ended = legal_override::Entity::find().one(&story.world.database.reader).await.expect("read");
            let ended = ended.expect("there");
            assert!(ended.ended_at.is_some());
            assert_eq!(ended.ended_by.is_none(), in_another_case, "another case does not learn who decided");
        })
        .await;
    }
}

#[tokio::test]
async fn a_decision_against_ends_the_share_that_rests_on_the_words_of_the_child() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let consent = story.agrees_to(json!({})).await;
        story.born("2012-01-01").await;
        story.determined(&salif, "IN_FAVOUR").await;
        let accepted = story.accepted_on(&consent).await;
        story.determined(&salif, "AGAINST").await;
        assert_eq!(ends(&story).await, [Some(ShareEndReason::LegalBasisEnded)]);
        assert_eq!(story.seen(&story.ibrahim, &accepted).await["endReason"], "LEGAL_BASIS_ENDED");
        assert_eq!(story.consent_of(&consent["id"]).await["status"], "ACTIVE", "only the child takes it back");
    })
    .await;
}

#[tokio::test]
async fn a_decision_against_leaves_what_a_guardian_consented_to() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        story.born("2012-01-01").await;
        let consent = story.agrees_to(json!({ "givenBy": "GUARDIAN" })).await;
        story.accepted_on(&consent).await;
        story.determined(&salif, "AGAINST").await;
        assert_eq!(ends(&story).await, [None]);
    })
    .await;
}
