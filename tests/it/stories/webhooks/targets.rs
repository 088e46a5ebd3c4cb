//! Where a webhook may send to: the public internet, and what the operator allows.

use std::sync::Arc;

use entity::webhook;
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, IntoActiveModel as _};
use serde_json::json;
use waystation::access::webhooks::{Webhooks, secret::SecretKey, target::Targets};

use super::desk;
use crate::support::{asking::engine_over, on_both};

#[tokio::test]
async fn an_address_inside_the_network_is_not_registered() {
    on_both(|world| async move {
        let desk = desk(world).await;
        for url in [
            "https://10.0.0.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[fd00::1]/",
            "https://0x0a000001/",
            "https://167772161/",
            "https://user@example.org/",
            "https://user:word@example.org/",
            "https://example.org/#part",
            "ftp://example.org/",
            "file:///etc/passwd",
            "example.org",
            "",
        ] {
            let input = json!({ "url": url, "eventKinds": ["CASE_LEFT"] });
            let refused = desk.does(&desk.robot, "createWebhook", input).await;
            assert_eq!(refused["userErrors"], json!([{ "code": "VALUE_NOT_ALLOWED", "field": "url" }]), "{url}");
        }
    })
    .await;
}

/// The receiver listens on this machine, and the operator does not allow that.
#[tokio::test]
async fn a_name_that_leads_into_the_network_is_not_reached() {
    on_both(|world| async move {
        let mut desk = desk(world).await;
        let (id, _) = desk.registers().await;
        let world = &desk.house.world;
        let engine = engine_over(world.database.clone(), world.policy.clone(), [7; 32]).await;
        let targets = Targets::new(&[], true).expect("there is no block");
        let webhooks = Webhooks { targets, key: SecretKey::new(&[9; 32]) };
        desk.house.engine = engine.with_webhooks(Some(Arc::new(webhooks)));
        let node = desk.node();
        let port = desk.receiver.address.port();
        for host in ["127.0.0.1", "localhost", "localhost.", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]"] {
            let database = &desk.house.world.database;
            let row = webhook::Entity::find().one(&database.reader).await.expect("read").expect("one");
            let mut row = row.into_active_model();
            row.url = Set(format!("http://{host}:{port}/hook"));
            row.update(&database.writer).await.expect("written");
            desk.does(&desk.robot, "testWebhook", json!({ "webhookId": id })).await;
            assert_eq!(desk.next(&node).await.len(), 0, "{host}");
            let listed = desk.listed().await;
            let delivery = json!({ "kind": "TEST", "state": "FAILED", "attempts": 1, "statusClass": null });
            assert_eq!(listed["deliveries"]["nodes"][0], delivery, "{host}: whether it was reached is not told");
        }
    })
    .await;
}
