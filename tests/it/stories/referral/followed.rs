//! The receiver of a referral follows changes, and is told what a job did.

use std::sync::Arc;

use async_graphql::Request;
use chrono::Duration;
use entity::codes::Role;
use serde_json::json;
use uuid::Uuid;
use waystation::{
    graphql::{basis::KeptBasis, engine::RequestContext},
    store::background::expiry::expire_due,
};

use super::{Story, global_id, with};
use crate::support::{following::Following, on_both};

#[tokio::test]
async fn the_receiver_is_told_when_a_referral_expires() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        story.sent().await;
        let fields = "id referrals { nodes { id state } }";
        let following = Following { world: &story.world, engine: &story.engine, fields };
        let mut follower = following.begin(&story.ibrahim).await;
        let case = global_id::encode("Case", story.case.id);
        assert_eq!(follower.held[&case]["referrals"]["nodes"][0]["state"], "SENT");
        // Urgent: the decision is due after 72 hours. Without an answer the referral expires after twice that time.
        story.world.now += Duration::hours(144);
        let following = Following { world: &story.world, engine: &story.engine, fields };
        let told = following.follow(&mut follower, 20).await.expect("the position is valid");
        assert_eq!((told.changed, told.left), (0, 0), "nobody has looked for what is due");
        assert_eq!(expire_due(&story.world.database, story.world.now).await.expect("it runs").settled, 1);
        let told = following.follow(&mut follower, 20).await.expect("the position is valid");
        assert_eq!((told.changed, told.left), (0, 1), "the receiver may not know of the case any more");
        assert_eq!(following.differing(&mut follower).await, []);
        assert!(follower.held.is_empty());
    })
    .await;
}

/// The time does not change in this test. A standing that begins later could tell the receiver too; here only the entry can.
#[tokio::test]
async fn the_receiver_is_told_of_a_referral_when_it_is_sent() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let fields = "id referrals { nodes { id state } }";
        let following = Following { world: &story.world, engine: &story.engine, fields };
        let mut follower = following.begin(&story.ibrahim).await;
        assert!(follower.held.is_empty());
        story.sent().await;
        let following = Following { world: &story.world, engine: &story.engine, fields };
        let told = following.follow(&mut follower, 20).await.expect("the position is valid");
        assert_eq!((told.changed, told.left), (1, 0));
        assert_eq!(following.differing(&mut follower).await, []);
    })
    .await;
}

/// The receiver of a referral that is over has no standing, and still lists the referral.
#[tokio::test]
async fn a_list_with_a_referral_that_is_over_is_read_again_when_it_changes() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let reviewed = story.under_review().await;
        let reason = with(&reviewed, json!({ "reason": "NO_CAPACITY" }));
        let declined = story.must(&story.ibrahim, "declineReferral", reason).await;
        let (receiver, now) = (Arc::new(story.ibrahim.clone()), story.world.now);
        let kept = KeptBasis::for_at_most(Duration::minutes(15));
        let request = Request::new("{ referrals(box: INCOMING) { totalCount nodes { state } } }").data(kept.clone());
        let asked = RequestContext { now, request_id: Uuid::now_v7() };
        let response = story.engine.execute(Arc::clone(&receiver), asked, request).await;
        assert!(response.errors.is_empty(), "{:?}", response.errors);
        let basis = kept.get().expect("the list is followed").clone();
        assert!(story.engine.still_holds(Arc::clone(&receiver), now, &basis).await);
        let mut officer = story.aminata.clone();
        officer.roles = vec![Role::ProtectionOfficer];
        let error = with(&declined, json!({ "text": "the wrong person" }));
        story.must(&officer, "markReferralEnteredInError", error).await;
        assert!(!story.engine.still_holds(receiver, now, &basis).await, "the referral is gone");
    })
    .await;
}
