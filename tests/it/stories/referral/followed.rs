//! The receiver of a referral follows changes, and is told what a job did.

use chrono::Duration;
use waystation::store::background::expiry::expire_due;

use super::{Story, global_id};
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

/// The clock stands still, so that the receiver finds the case by the entry and not by the beginning of its standing.
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
