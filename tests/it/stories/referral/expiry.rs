//! The clock that nobody answered.

use chrono::Duration;
use entity::{change_log, codes::ReferralState, outbox, referral, referral_event};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::Value;
use waystation::store::expiry::expire_due;

use super::{Story, codes, next};
use crate::support::on_both;

#[tokio::test]
async fn what_nobody_answers_expires_once_however_many_look() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let sent = story.sent().await;
        let database = story.world.database.clone();
        // Urgent: 72 hours to decide.
        let due = story.world.now + Duration::hours(144);
        let early = expire_due(&database, due - Duration::seconds(1)).await.expect("it runs");
        assert_eq!(early, 0);
        let (one, two, three) =
            tokio::join!(expire_due(&database, due), expire_due(&database, due), expire_due(&database, due));
        assert_eq!([one, two, three].map(|it| it.expect("it runs")).iter().sum::<u64>(), 1);
        assert_eq!(expire_due(&database, due).await.expect("it runs"), 0);

        let row = referral::Entity::find().one(&database.reader).await.expect("read").expect("it is there");
        assert_eq!((row.state, row.version, row.closed_at), (ReferralState::Expired, 3, Some(due)));
        assert_eq!(row.next_due_at, None);
        let event = referral_event::Entity::find()
            .filter(referral_event::Column::ToState.eq(ReferralState::Expired))
            .all(&database.reader)
            .await
            .expect("read");
        assert_eq!(event.len(), 1);
        assert_eq!((event[0].worker_id, event[0].organisation_id), (None, None));
        let logged = change_log::Entity::find().filter(change_log::Column::Action.eq("EXPIRE_REFERRAL"));
        assert_eq!(logged.count(&database.reader).await.expect("counted"), 1);
        let told = outbox::Entity::find().filter(outbox::Column::EventType.eq("EXPIRE_REFERRAL"));
        assert_eq!(told.count(&database.reader).await.expect("counted"), 1);

        story.world.now = due;
        assert_eq!(story.family_name(&story.ibrahim, &sent).await, Value::Null);
    })
    .await;
}

#[tokio::test]
async fn what_is_under_review_does_not_expire() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let reviewed = story.under_review().await;
        story.world.now += Duration::days(400);
        assert_eq!(expire_due(&story.world.database, story.world.now).await.expect("it runs"), 0);
        let accepted = story.does(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        assert_eq!(codes(&accepted), Vec::<&str>::new());
    })
    .await;
}
