//! Referrals that are not answered in time.

use chrono::Duration;
use entity::{change_log, codes::ReferralState, outbox, referral, referral_event};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};
use waystation::{global_id, store::background::expiry::expire_due};

use super::{Story, codes, next, with};
use crate::support::on_both;

#[tokio::test]
async fn what_nobody_answers_expires_once_however_many_look() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let sent = story.sent().await;
        let database = story.world.database.clone();
        // Urgent: the decision is due after 72 hours. Without an answer the referral expires after twice that time.
        let due = story.world.now + Duration::hours(144);
        let early = expire_due(&database, due - Duration::seconds(1)).await.expect("it runs").settled;
        assert_eq!(early, 0);
        let (one, two, three) =
            tokio::join!(expire_due(&database, due), expire_due(&database, due), expire_due(&database, due));
        assert_eq!([one, two, three].map(|it| it.expect("it runs").settled).iter().sum::<u64>(), 1);
        assert_eq!(expire_due(&database, due).await.expect("it runs").settled, 0);

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
async fn what_is_under_review_and_never_decided_expires_after_thirty_days_more() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let reviewed = story.under_review().await;
        let database = story.world.database.clone();
        // Urgent: the decision was due after 72 hours.
        let due = story.world.now + Duration::hours(72) + Duration::days(30);
        let early = expire_due(&database, due - Duration::seconds(1)).await.expect("it runs");
        assert_eq!(early.settled, 0);
        assert_eq!(expire_due(&database, due).await.expect("it runs").settled, 1);
        story.world.now = due;
        let accepted = story.does(&story.ibrahim, "acceptReferral", with(&reviewed, json!({ "version": 5 }))).await;
        assert_eq!(codes(&accepted), ["INVALID_TRANSITION"]);
        assert_eq!(story.family_name(&story.ibrahim, &reviewed).await, Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_question_that_nobody_answers_expires_thirty_days_after_it_was_asked() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let reviewed = story.under_review().await;
        let question = json!({ "question": "which languages?" });
        story.must(&story.ibrahim, "requestReferralInformation", with(&reviewed, question)).await;
        let database = story.world.database.clone();
        let due = story.world.now + Duration::days(30);
        let early = expire_due(&database, due - Duration::seconds(1)).await.expect("it runs");
        assert_eq!(early.settled, 0);
        assert_eq!(expire_due(&database, due).await.expect("it runs").settled, 1);
        let row = referral::Entity::find().one(&database.reader).await.expect("read").expect("it is there");
        assert_eq!(row.state, ReferralState::Expired);
    })
    .await;
}

#[tokio::test]
async fn a_referral_that_cannot_be_read_keeps_no_other_from_expiring() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        // The first one has the smaller id, so that the bad row comes first.
        let bad = story.sent().await;
        let mut elsewhere = story.packet();
        elsewhere["serviceId"] = json!(global_id::encode("Service", story.other_clinic.id));
        let good = story.must(&story.aminata, "draftReferral", elsewhere).await;
        let good = story.must(&story.aminata, "sendReferral", next(&good)).await;
        let database = story.world.database.clone();
        let broken = referral::Entity::update_many()
            .col_expr(referral::Column::ServiceType, Expr::value("A_SERVICE_OF_TOMORROW"))
            .filter(referral::Column::Reference.eq(bad["reference"].as_str()));
        assert_eq!(broken.exec(&database.writer).await.expect("it is written").rows_affected, 1);
        let due = story.world.now + Duration::hours(144);
        let run = expire_due(&database, due).await.expect("it runs");
        assert_eq!((run.settled, run.skipped), (1, 1));
        let expired = referral::Entity::find().filter(referral::Column::State.eq(ReferralState::Expired));
        let expired = expired.one(&database.reader).await.expect("read").expect("one has expired");
        assert_eq!(json!(expired.reference), good["reference"]);
        let run = expire_due(&database, due).await.expect("it runs");
        assert_eq!((run.settled, run.skipped), (0, 1), "the bad row is reported again");
    })
    .await;
}
