//! Everything that is not a liaison officer's gets the same answer, byte for byte.

use entity::{
    codes::{LiaisonState, OrganisationType, Role, ServiceType},
    consular_packet,
};
use sea_orm::{ActiveEnum as _, Iterable};
use serde_json::{Value, json};
use waystation::global_id;

use super::Story;
use crate::support::{on_both, rows};

#[tokio::test]
async fn what_is_not_ours_is_not_there() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let clinic = story.world.add(rows::organisation(OrganisationType::HealthFacility)).await;
        let service = story.world.add(rows::service(&clinic, ServiceType::HealthPrimary)).await;
        let referral = story.world.add(rows::referral(&story.case, &service)).await;
        let request = story.submitted().await;
        let nowhere = story.packet(&story.bintou, &json!("nowhere")).await;
        for reference in [
            json!(referral.reference),
            json!(global_id::encode("Referral", referral.id)),
            json!(referral.id),
            request["packetReference"].clone(),
            request["reference"].clone(),
            request["id"].clone(),
            json!(story.case.reference),
            json!(global_id::encode("Case", story.case.id)),
        ] {
            assert_eq!(story.packet(&story.bintou, &reference).await, nowhere, "{reference}");
        }
        let step = |reference: Value| json!({ "packetReference": reference, "version": 1 });
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
        let (request, case) = (request["id"].clone(), global_id::encode("Case", story.case.id));
        for root in [
            format!("case(id: \"{case}\") {{ reference }}"),
            "cases { totalCount }".to_owned(),
            "referrals(box: INCOMING) { totalCount }".to_owned(),
            "transfers { totalCount }".to_owned(),
            "consularRequests { totalCount }".to_owned(),
            format!("node(id: \"{case}\") {{ id }}"),
            format!("node(id: {request}) {{ id }}"),
            "statistics(measures: [CASES], between: { from: \"2023-01-01\", before: \"2024-01-01\" }) { exact }"
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
        let expected = [
            "viewer",
            "errorCodes",
            "codeLists",
            "consularPacket",
            "organisations",
            "centres",
            "services",
            "consularPosts",
            "consularPackets",
        ];
        assert_eq!(names("queryType"), expected);
        assert_eq!(names("mutationType").len(), 10, "{:?}", names("mutationType"));
    })
    .await;
}

#[tokio::test]
async fn a_page_has_25_packets_at_most_and_no_count() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        story.thirty().await;
        for size in ["first: 26", "last: 26", "first: 100"] {
            let response = story.references(&format!("({size})")).await;
            assert_eq!(response["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{size}");
        }
        for (size, rows) in [("(first: 25)", 25), ("(last: 25)", 25), ("", 20)] {
            let response = story.references(size).await;
            let list = &response["data"]["consularPackets"];
            assert_eq!(list["nodes"].as_array().map(Vec::len), Some(rows), "{size}: {response:#}");
            let more = list["pageInfo"]["hasNextPage"] == true || list["pageInfo"]["hasPreviousPage"] == true;
            assert!(more, "{size}");
        }
        let count = story.world.ask(&story.engine, &story.sekou, "{ consularPackets { totalCount } }", json!({})).await;
        assert!(count["errors"][0]["message"].as_str().is_some_and(|it| it.contains("totalCount")), "{count:#}");
    })
    .await;
}

#[tokio::test]
async fn packets_are_found_by_reference_state_and_date() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let packets = story.thirty().await;
        let found = async |filter: String| {
            let response = story.references(&format!("(first: 25, filter: {{ {filter} }})")).await;
            assert_eq!(response["errors"], Value::Null, "{filter}: {response:#}");
            response["data"]["consularPackets"]["nodes"].clone()
        };
        // The newest come first. Each packet was submitted one hour before the previous one in the list.
        let moment = |number: usize| packets[number].submitted_at.expect("it was submitted").to_rfc3339();
        let references = |of: &[&consular_packet::Model]| {
            of.iter().map(|packet| json!({ "reference": packet.reference })).collect::<Value>()
        };
        let days = format!("submitted: {{ from: \"{}\", before: \"{}\" }}", moment(7), moment(4));
        assert_eq!(found(days).await, references(&[&packets[5], &packets[6], &packets[7]]));
        let one = format!("reference: \"{}\"", packets[9].reference);
        assert_eq!(found(one).await, references(&[&packets[9]]));
        for state in [LiaisonState::Received, LiaisonState::Interviewed] {
            let so: Vec<_> = packets.iter().filter(|packet| packet.liaison_state == Some(state)).collect();
            assert_eq!(found(format!("state: [{}]", state.to_value())).await, references(&so), "{state:?}");
        }
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
        // The third statement can be the INSERT of the read log.
        assert!(statements <= 3, "{statements} statements");
    })
    .await;
}

impl Story {
    /// Thirty packets of the embassy, the newest first, in two states.
    async fn thirty(&self) -> Vec<consular_packet::Model> {
        let mut packets = Vec::new();
        for number in 0..30 {
            let by = self.mariama.worker_id;
            let request = rows::consular_request(&self.case, &self.embassy, &self.consent, by);
            let request = self.world.add(request).await;
            let state = if number % 3 == 0 { LiaisonState::Interviewed } else { LiaisonState::Received };
            let submitted_at = Some(self.world.now - chrono::Duration::hours(number));
            let packet = rows::packet(&request, &self.embassy);
            let packet = consular_packet::Model { liaison_state: Some(state), submitted_at, ..packet };
            packets.push(self.world.add(packet).await);
        }
        packets
    }

    /// The references in the list of the liaison officer: the whole response.
    async fn references(&self, arguments: &str) -> Value {
        let page = "pageInfo { hasNextPage hasPreviousPage }";
        let document = format!("{{ consularPackets{arguments} {{ nodes {{ reference }} {page} }} }}");
        self.world.ask(&self.engine, &self.sekou, &document, json!({})).await
    }
}
