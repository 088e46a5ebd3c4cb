//! What is not a liaison's: the same answer, byte for byte, whatever it is.

use entity::codes::Role;
use sea_orm::Iterable;
use serde_json::{Value, json};
use waystation::global_id;

use super::Story;
use crate::support::on_both;

#[tokio::test]
async fn what_is_not_ours_is_not_there() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.submitted().await;
        let nowhere = story.packet(&story.bintou, &json!("nowhere")).await;
        for reference in [
            request["packetReference"].clone(),
            request["reference"].clone(),
            request["id"].clone(),
            json!(story.case.reference),
            json!(global_id::encode("Case", story.case.id)),
        ] {
            assert_eq!(story.packet(&story.bintou, &reference).await, nowhere, "{reference}");
        }
        let step = |reference: Value| json!({ "packet": reference, "version": 1 });
        let unknown = story.asks(&story.bintou, "acknowledgeConsularPacket", step(json!("nowhere"))).await;
        let others =
            story.asks(&story.bintou, "acknowledgeConsularPacket", step(request["packetReference"].clone())).await;
        assert_eq!(unknown, others);
        assert_eq!(unknown["errors"][0]["extensions"]["code"], "NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn no_role_lets_a_state_of_origin_out_of_its_packets() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let request = story.submitted().await;
        story.sekou.roles = Role::iter().collect();
        let case = global_id::encode("Case", story.case.id);
        for root in [
            format!("case(id: \"{case}\") {{ reference }}"),
            format!("node(id: \"{case}\") {{ id }}"),
            format!("node(id: {}) {{ id }}", request["id"]),
            "cases { totalCount }".to_owned(),
            "referrals(box: INCOMING) { totalCount }".to_owned(),
            "transfers { totalCount }".to_owned(),
            "consularRequests { totalCount }".to_owned(),
            "statistics(measures: [CASES], between: { from: \"2023-01-01\", until: \"2024-01-01\" }) { exact }"
                .to_owned(),
        ] {
            let response = story.world.ask(&story.engine, &story.sekou, &format!("{{ {root} }}"), json!({})).await;
            assert_eq!(response["data"], Value::Null, "{root}");
            let name = root.split(['(', ' ']).next().unwrap_or_default();
            let unknown = format!("Unknown field \"{name}\" on type \"Query\".");
            assert_eq!(response["errors"][0]["message"], unknown, "{response:#}");
        }
        let document = "{ __schema { queryType { fields { name } } mutationType { fields { name } } } }";
        let response = story.world.ask(&story.engine, &story.sekou, document, json!({})).await;
        let data = &response["data"];
        let names = |of: &str| -> Vec<String> {
            let fields = data["__schema"][of]["fields"].as_array().expect("there are fields");
            fields.iter().filter_map(|it| it["name"].as_str().map(str::to_owned)).collect()
        };
        let expected =
            ["viewer", "organisations", "centres", "services", "consularPackets", "consularPacket", "consularPosts"];
        assert_eq!(names("queryType"), expected);
        assert_eq!(names("mutationType").len(), 9, "{:?}", names("mutationType"));
    })
    .await;
}

#[tokio::test]
async fn a_page_has_25_packets_at_most_and_no_count() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let response = story.inbox(&story.sekou, "(first: 26)").await;
        assert_eq!(response["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
        let count = story.world.ask(&story.engine, &story.sekou, "{ consularPackets { totalCount } }", json!({})).await;
        assert!(count["errors"][0]["message"].as_str().is_some_and(|it| it.contains("totalCount")), "{count:#}");
    })
    .await;
}

#[tokio::test]
async fn an_inbox_takes_one_statement_and_two_at_most() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        story.submitted().await;
        let (response, statements) = story.world.counting(story.inbox(&story.sekou, "(first: 25)")).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        // The read log writes beside it.
        assert!(statements <= 3, "{statements} statements");
    })
    .await;
}
