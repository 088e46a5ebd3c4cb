//! Ends by time: a document expires, a consent expires.

use chrono::{Days, Duration, NaiveTime};
use entity::{
    change_log,
    codes::{ConsularState, WithdrawalReason},
    consent, consular_event, consular_request,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use waystation::actions::{consents, consular::end_due};

use super::Story;
use crate::support::on_both;

#[tokio::test]
async fn a_document_that_runs_out_ends_its_request_once_however_many_look() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let request = story.submitted().await;
        let reference = request["packetReference"].clone();
        let packet = story.packet(&story.sekou, &reference).await["data"]["consularPacket"].clone();
        let mut packet = story.post("acknowledgeConsularPacket", &packet, json!({})).await;
        packet = story.post("confirmNationality", &packet, json!({})).await;
        let last_day = (story.world.now + Duration::days(30)).date_naive();
        let document = json!({
            "type": "EMERGENCY_TRAVEL_CERTIFICATE", "number": "ETC-7", "issuedOn": story.world.now.date_naive(),
            "expiresOn": last_day, "singleJourney": true,
        });
        story.post("recordDocumentIssued", &packet, document).await;
        let database = story.world.database.clone();
        // A document is valid to the end of its last day.
        let over = (last_day + Days::new(1)).and_time(NaiveTime::MIN).and_utc();
        assert_eq!(end_due(&database, over - Duration::seconds(1)).await.expect("it runs").settled, 0);
        let (one, two) = tokio::join!(end_due(&database, over), end_due(&database, over));
        assert_eq!(one.expect("it runs").settled + two.expect("it runs").settled, 1);
        assert_eq!(end_due(&database, over).await.expect("it runs").settled, 0);
        story.world.now = over;
        let now = story.again(&request).await;
        assert_eq!(now["state"], "EXPIRED");
        let custody = &now["documents"][0]["custody"];
        assert_eq!(*custody, json!([{ "event": "EXPIRED" }]));
        let logged = change_log::Entity::find().filter(change_log::Column::Action.eq("EXPIRE_TRAVEL_DOCUMENT"));
        let logged = logged.all(&database.reader).await.expect("read");
        assert_eq!(logged.iter().map(|row| row.worker_id).collect::<Vec<_>>(), [None]);
    })
    .await;
}

#[tokio::test]
async fn a_consent_that_runs_out_withdraws_the_request() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let until = story.world.now + Duration::days(2);
        let limited =
            consent::ActiveModel { id: Set(story.consent.id), valid_until: Set(Some(until)), ..Default::default() };
        limited.update(&story.world.database.writer).await.expect("it is written");
        story.world.rebuild().await;
        story.submitted().await;
        let database = story.world.database.clone();
        assert_eq!(consents::end_due(&database, until - Duration::seconds(1)).await.expect("it runs").settled, 0);
        assert_eq!(consents::end_due(&database, until).await.expect("it runs").settled, 1);
        assert_eq!(consents::end_due(&database, until).await.expect("it runs").settled, 0);
        let row = consular_request::Entity::find().one(&database.reader).await.expect("read").expect("it is there");
        assert_eq!(row.state, ConsularState::Withdrawn);
        assert_eq!(row.withdrawn_reason, Some(WithdrawalReason::ConsentEnded));
        let events = consular_event::Entity::find().filter(consular_event::Column::Reason.eq("CONSENT_ENDED"));
        let events = events.all(&database.reader).await.expect("read");
        assert_eq!(events.iter().map(|row| row.worker_id).collect::<Vec<_>>(), [None]);
    })
    .await;
}

#[tokio::test]
async fn what_the_consulate_ended_under_a_hold_is_not_looked_at_again_and_again() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let until = story.world.now + Duration::days(2);
        let limited =
            consent::ActiveModel { id: Set(story.consent.id), valid_until: Set(Some(until)), ..Default::default() };
        limited.update(&story.world.database.writer).await.expect("it is written");
        story.world.rebuild().await;
        let request = story.submitted().await;
        let packet = story.packet(&story.sekou, &request["packetReference"]).await["data"]["consularPacket"].clone();
        story.house(&story.issa, "holdConsularRequest", &request, json!({})).await;
        story.post("refuseConsularRequest", &packet, json!({ "reason": "OTHER" })).await;
        // The consent ends. The request is over already.
        assert_eq!(consents::end_due(&story.world.database, until).await.expect("it runs").settled, 1);
        assert_eq!(consents::end_due(&story.world.database, until).await.expect("it runs").settled, 0);
    })
    .await;
}
