//! The programs that keep webhooks, and their secrets.

use chrono::Duration;
use entity::{
    codes::{OrganisationType, Role},
    webhook,
};
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use waystation::access::viewer::Viewer;

use super::desk;
use crate::support::{on_both, rows, someone};

#[tokio::test]
async fn only_a_program_registers_and_others_find_no_webhook() {
    on_both(|world| async move {
        let desk = desk(world).await;
        let (id, _) = desk.registers().await;
        let new = json!({ "url": desk.receiver.url(), "eventKinds": ["CASE_LEFT"] });
        let of = json!({ "webhookId": id });
        let world = &desk.house.world;
        let salif = world.add(rows::worker(&desk.house.partner)).await;
        let salif = world.viewer(Role::Administrator, &salif, &desk.house.partner);
        let focal = Viewer { roles: vec![Role::NgoFocalPoint], ..desk.robot.clone() };
        let (other, stranger) = someone(world, OrganisationType::IntlNgo).await;
        let stranger = world.viewer(Role::ServiceAccount, &stranger, &other);
        let (post, liaison) = someone(world, OrganisationType::GovOriginConsular).await;
        let liaison = Viewer { country: post.country.clone(), ..world.viewer(Role::ServiceAccount, &liaison, &post) };
        for (who, create, rest) in
            [(&salif, json!("FORBIDDEN"), json!("FORBIDDEN")), (&focal, json!("FORBIDDEN"), json!("NOT_FOUND"))]
        {
            assert_eq!(desk.does(who, "createWebhook", new.clone()).await, create);
            for mutation in ["testWebhook", "rotateWebhookSecret", "resumeWebhook", "replayWebhookDeliveries"] {
                assert_eq!(desk.does(who, mutation, of.clone()).await, rest, "{mutation}");
            }
        }
        for mutation in ["testWebhook", "rotateWebhookSecret", "pauseWebhook", "resumeWebhook"] {
            assert_eq!(desk.does(&stranger, mutation, of.clone()).await, json!("NOT_FOUND"), "{mutation}");
        }
        let document = "{ webhooks { totalCount } }";
        for (who, count) in [(&desk.robot, 1), (&salif, 1), (&focal, 0), (&stranger, 0)] {
            let answer = world.ask(&desk.house.engine, who, document, json!({})).await;
            assert_eq!(answer["data"]["webhooks"]["totalCount"], count, "{:?}", who.roles);
        }
        let unknown = desk.does(&liaison, "createWebhook", new.clone()).await;
        assert!(unknown.is_string() || unknown.is_null(), "a State of origin has no webhooks: {unknown}");
        for _ in 1..10 {
            assert_eq!(desk.does(&desk.robot, "createWebhook", new.clone()).await["userErrors"], json!([]));
        }
        let eleventh = desk.does(&desk.robot, "createWebhook", new).await;
        assert_eq!((&eleventh["userErrors"][0]["code"], &eleventh["secret"]), (&json!("LIMIT_REACHED"), &Value::Null));
    })
    .await;
}

#[tokio::test]
async fn a_secret_is_shown_once_and_two_of_them_sign_for_a_day() {
    on_both(|world| async move {
        let mut desk = desk(world).await;
        let (id, old) = desk.registers().await;
        let node = desk.node();
        let of = json!({ "webhookId": id });
        let rotated = desk.does(&desk.robot, "rotateWebhookSecret", of.clone()).await;
        let new = rotated["secret"].as_str().expect("a secret").to_owned();
        assert_ne!(old, new);
        desk.does(&desk.robot, "testWebhook", of.clone()).await;
        let waiting = desk.does(&desk.robot, "testWebhook", of.clone()).await;
        assert_eq!(waiting["userErrors"][0]["code"], "LIMIT_REACHED");
        let test = desk.next(&node).await;
        assert_eq!((test.len(), &test[0].json()["type"]), (1, &json!("webhook.test")));
        assert!(test[0].is_signed_with(&old) && test[0].is_signed_with(&new));
        desk.later(Duration::hours(24));
        desk.changes("HIGH").await;
        let message = desk.next(&node).await;
        assert!(!message[0].is_signed_with(&old) && message[0].is_signed_with(&new));

        // The database holds neither.
        let row = webhook::Entity::find().one(&desk.house.world.database.reader).await.expect("read").expect("one");
        let row = format!("{row:?}");
        assert!(!row.contains(&new[6..]) && !row.contains(&old[6..]));
        let paused = desk.does(&desk.robot, "pauseWebhook", of.clone()).await;
        assert_eq!(paused["webhook"]["pauseReason"], "REQUESTED");
        desk.changes("CRITICAL").await;
        assert_eq!(desk.next(&node).await.len(), 0);
        let asked = json!({ "webhookId": id, "version": 1, "eventKinds": ["CASE_LEFT"] });
        assert_eq!(desk.does(&desk.robot, "updateWebhook", asked.clone()).await["webhook"]["version"], 2);
        assert_eq!(desk.does(&desk.robot, "updateWebhook", asked).await["userErrors"][0]["code"], "VERSION_CONFLICT");
        desk.does(&desk.robot, "resumeWebhook", of).await;
        assert_eq!(desk.next(&node).await.len(), 0, "it is told only of cases that left");
    })
    .await;
}
