//! Webhooks at work: a program registers an end point of its organisation, and hears of the cases that it may know of.

mod kept;
mod receiver;
mod targets;

use chrono::Duration;
use entity::{
    codes::{OrganisationType, Role},
    organisation, share, webhook,
};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, IntoActiveModel as _};
use serde_json::{Value, json};

use self::receiver::{Answer, Desk, program};
use super::house::House;
use crate::support::{World, on_both, rows, someone};

async fn desk(world: World) -> Desk {
    Desk::begin(House::begin(world).await).await
}

/// The share ends by itself after this time.
async fn ends(desk: &Desk, after: Duration) {
    let database = &desk.house.world.database;
    let share = share::Entity::find().one(&database.reader).await.expect("read").expect("a share");
    let mut share = share.into_active_model();
    share.ends_at = Set(Some(desk.house.world.now + after));
    share.update(&database.writer).await.expect("written");
    desk.house.world.rebuild().await;
}

#[tokio::test]
async fn a_webhook_is_told_of_a_change_once_and_of_nothing_more() {
    on_both(|world| async move {
        let mut desk = desk(world).await;
        ends(&desk, Duration::minutes(5)).await;
        let (_, secret) = desk.registers().await;
        // Another organisation may not know of the case.
        let (other, _) = someone(&desk.house.world, OrganisationType::IntlNgo).await;
        let stranger = desk.house.world.add(program(&other)).await;
        let stranger = desk.house.world.viewer(Role::ServiceAccount, &stranger, &other);
        let theirs = json!({ "url": desk.receiver.url(), "eventKinds": ["CASE_CHANGED", "CASE_LEFT"] });
        assert_eq!(desk.does(&stranger, "createWebhook", theirs).await["userErrors"], json!([]));
        let node = desk.node();
        assert_eq!(desk.next(&node).await.len(), 0, "nothing has changed since");
        desk.changes("HIGH").await;
        let received = desk.next(&node).await;
        assert_eq!(received.len(), 1);
        let message = received[0].json();
        let data = json!({ "sequence": 1, "changed": [desk.house.case_id()], "left": [] });
        assert_eq!((&message["type"], &message["data"]), (&json!("cases.changed"), &data));
        assert_eq!(message.as_object().map(serde_json::Map::len), Some(3), "type, timestamp and data");
        assert!(received[0].is_signed_with(&secret));
        assert_eq!(desk.next(&node).await.len(), 0);
        let delivery = json!({ "kind": "CASES_CHANGED", "state": "DELIVERED", "attempts": 1, "statusClass": 2 });
        assert_eq!(desk.listed().await["deliveries"]["nodes"], json!([delivery]));

        desk.later(Duration::minutes(6));
        let left = desk.next(&node).await;
        assert_eq!((left.len(), left[0].cases("left")), (1, json!([desk.house.case_id()])), "the share has ended");
        // The operator writes the standings anew, and nobody knows what changed before.
        ends(&desk, Duration::days(1)).await;
        let lost = desk.next(&node).await;
        assert_eq!((lost.len(), lost[0].json()["type"].clone()), (1, json!("changes.expired")));
        assert_eq!(desk.next(&node).await.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn an_outage_of_two_days_loses_nothing() {
    on_both(|world| async move {
        let mut desk = desk(world).await;
        desk.registers().await;
        let node = desk.node();
        desk.receiver.answers(Answer::Status(500));
        desk.changes("HIGH").await;
        let first = desk.next(&node).await;
        let id = first[0].header("webhook-id").to_owned();
        assert_eq!(desk.next(&node).await.len(), 0, "the pause has begun");
        desk.later(Duration::seconds(10));
        let again = desk.next(&node).await;
        assert_eq!(again[0].json()["data"], first[0].json()["data"]);
        assert_ne!(again[0].header("webhook-id"), id, "it was read again, so that it is another message");
        let mut attempts = 2;
        for hour in 0..46 {
            if hour == 20 {
                desk.changes("CRITICAL").await;
            }
            desk.later(Duration::hours(1));
            attempts += desk.next(&node).await.len();
        }
        assert!((10..30).contains(&attempts), "{attempts} attempts");
        let listed = desk.listed().await;
        assert_eq!(listed["deliveries"]["nodes"][0]["state"], "RETRYING", "{listed:#}");
        assert_eq!(listed["pauseReason"], Value::Null);

        desk.receiver.answers(Answer::Status(200));
        desk.later(Duration::hours(5));
        let after = desk.next(&node).await;
        assert_eq!((after.len(), after[0].json()["data"]["sequence"].clone()), (1, json!(1)));
        assert_eq!(after[0].cases("changed"), json!([desk.house.case_id()]));
        assert_eq!(desk.next(&node).await.len(), 0);
        assert_eq!(desk.listed().await["firstFailedAt"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn what_fails_for_three_days_is_given_up_and_sent_again_on_request() {
    on_both(|world| async move {
        let mut desk = desk(world).await;
        let (id, _) = desk.registers().await;
        let node = desk.node();
        desk.receiver.answers(Answer::Redirect);
        desk.changes("HIGH").await;
        for _ in 0..80 {
            assert!(desk.next(&node).await.iter().all(|it| it.path == "/hook"), "a redirect is not followed");
            desk.later(Duration::hours(1));
        }
        let listed = desk.listed().await;
        assert_eq!((&listed["pauseReason"], &listed["failedDeliveries"]["totalCount"]), (&json!("FAILING"), &json!(1)));
        desk.receiver.answers(Answer::Status(204));
        desk.changes("CRITICAL").await;
        assert_eq!(desk.next(&node).await.len(), 0, "it is paused");
        let of = json!({ "webhookId": id });
        let code = desk.does(&desk.robot, "replayWebhookDeliveries", of.clone()).await;
        assert_eq!(code["userErrors"], json!([]));
        assert_eq!(desk.next(&node).await.len(), 0, "a pause holds for what was asked for, too");
        desk.does(&desk.robot, "resumeWebhook", of.clone()).await;
        let replayed = desk.next(&node).await;
        assert_eq!((replayed.len(), replayed[0].cases("changed")), (1, json!([desk.house.case_id()])));
        assert_eq!(desk.listed().await["failedDeliveries"]["totalCount"], 0);
        let none = desk.does(&desk.robot, "replayWebhookDeliveries", of).await;
        assert_eq!(none["userErrors"][0]["code"], "INVALID_TRANSITION");
        let rest = desk.next(&node).await;
        assert_eq!((rest.len(), rest[0].json()["data"]["sequence"].clone()), (1, json!(2)));
    })
    .await;
}

#[tokio::test]
async fn an_end_point_that_is_gone_pauses_the_webhook_and_a_body_without_end_is_not_read() {
    on_both(|world| async move {
        let mut desk = desk(world).await;
        let (id, _) = desk.registers().await;
        let node = desk.node();
        desk.receiver.answers(Answer::Endless);
        desk.changes("HIGH").await;
        assert_eq!(desk.next(&node).await.len(), 1);
        assert_eq!(desk.listed().await["deliveries"]["nodes"][0]["state"], "DELIVERED");
        desk.receiver.answers(Answer::Status(410));
        desk.changes("CRITICAL").await;
        assert_eq!(desk.next(&node).await.len(), 1);
        assert_eq!(desk.listed().await["pauseReason"], "GONE");
        desk.later(Duration::days(2));
        assert_eq!(desk.next(&node).await.len(), 0);
        desk.receiver.answers(Answer::Status(204));
        desk.does(&desk.robot, "resumeWebhook", json!({ "webhookId": id })).await;
        assert_eq!(desk.next(&node).await.len(), 1, "nothing is lost");
    })
    .await;
}

#[tokio::test]
async fn a_node_takes_over_from_one_that_died() {
    on_both(|world| async move {
        let mut desk = desk(world).await;
        desk.registers().await;
        desk.changes("HIGH").await;
        let row = webhook::Entity::find().one(&desk.house.world.database.reader).await.expect("read").expect("one");
        let mut dead = row.into_active_model();
        dead.lease_holder = Set(Some(uuid::Uuid::now_v7()));
        dead.lease_until = Set(Some(desk.house.world.now + Duration::seconds(10)));
        dead.update(&desk.house.world.database.writer).await.expect("written");
        let [one, other] = [desk.node(), desk.node()];
        assert_eq!(desk.next(&one).await.len(), 0, "another node delivers");
        desk.later(Duration::seconds(9));
        let (first, second) = tokio::join!(one.run_once(), other.run_once());
        assert!(first.is_ok() && second.is_ok());
        assert_eq!(desk.receiver.takes().len(), 1, "one of both delivers");
    })
    .await;
}

#[tokio::test]
async fn deliveries_end_with_the_organisation_and_the_worker() {
    on_both(|world| async move {
        let mut desk = desk(world).await;
        let (id, _) = desk.registers().await;
        let node = desk.node();
        let suspended = |at| organisation::ActiveModel {
            suspended_at: Set(at),
            ..desk.house.partner.clone().into_active_model()
        };
        let [stops, goes_on] = [suspended(Some(desk.house.world.now)), suspended(None)];
        let writer = desk.house.world.database.writer.clone();
        stops.update(&writer).await.expect("written");
        desk.changes("HIGH").await;
        assert_eq!(desk.next(&node).await.len(), 0);
        goes_on.update(&writer).await.expect("written");
        desk.later(Duration::minutes(2));
        assert_eq!(desk.next(&node).await.len(), 1, "it catches up");

        let salif = rows::worker(&desk.house.partner);
        let salif = desk.house.world.add(salif).await;
        let salif = desk.house.world.viewer(Role::Administrator, &salif, &desk.house.partner);
        let robot = json!({ "workerId": waystation::global_id::encode("Worker", desk.robots.id) });
        let document = "mutation($input: RevokeTokensInput!) { revokeTokens(idempotencyKey: \"a-key\", input: $input) { \
            userErrors { code } } }";
        desk.house.world.ask(&desk.house.engine, &salif, document, json!({ "input": robot })).await;
        desk.changes("CRITICAL").await;
        assert_eq!(desk.next(&node).await.len(), 0);
        assert_eq!(desk.listed().await["pauseReason"], "WORKER_ENDED");
        // A test fails, and nothing is tried again and again.
        desk.does(&desk.robot, "testWebhook", json!({ "webhookId": id })).await;
        assert_eq!(desk.next(&node).await.len(), 0);
        assert_eq!(node.run_once().await, Ok(0));
        // Only a program resumes it, because it tells what an administrator does not read.
        let of = json!({ "webhookId": id });
        assert_eq!(desk.does(&salif, "resumeWebhook", of.clone()).await, json!("FORBIDDEN"));
        let delete = json!({ "webhookId": id, "version": 1 });
        assert_eq!(desk.does(&salif, "deleteWebhook", delete).await["webhook"], Value::Null);
        assert_eq!(desk.does(&desk.robot, "resumeWebhook", of).await, json!("NOT_FOUND"));
    })
    .await;
}
