//! A case moves to another centre of the same organisation: one manager offers, the other one accepts.

use entity::{centre, codes::Role};
use serde_json::{Value, json};
use waystation::{
    access::viewer::{OwnCentres, Viewer},
    global_id,
};

use super::house::{House, refusal, with};
use crate::support::{on_both, rows};

fn at(centre: &centre::Model, who: &Viewer) -> Viewer {
    Viewer { centres: OwnCentres::Named(vec![centre.id]), ..who.clone() }
}

fn to(house: &House, centre: &centre::Model) -> Value {
    let centre = global_id::encode("Centre", centre.id);
    json!({ "caseId": house.case_id(), "toCentreId": centre, "reasonCode": "NO_CAPACITY_HERE" })
}

/// A centre in Arlit, and its manager.
async fn arlit(house: &House) -> (centre::Model, Viewer) {
    let arlit = house.world.add(rows::centre(&house.owner)).await;
    let taker = house.world.add(rows::worker(&house.owner)).await;
    let taker = at(&arlit, &house.world.viewer(Role::CentreManager, &taker, &house.owner));
    (arlit, taker)
}

/// The centre, the bed and the end of each stay.
async fn beds(house: &House, who: &Viewer) -> Value {
    let document =
        "query($id: ID!) { case(id: $id) { stays { nodes { centre { id } roomBed until exitReason exitGroup } } } }";
    let found = house.world.ask(&house.engine, who, document, json!({ "id": house.case_id() })).await;
    found["data"]["case"]["stays"]["nodes"].clone()
}

#[tokio::test]
async fn two_managers_move_a_case() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let (arlit, taker) = arlit(&house).await;
        let giver = at(&house.agadez, &house.moussa);
        house.engine = house.world.engine().await;
        let bed = house.of_case(json!({ "roomBed": "A 1" })).await;
        house.must(&giver, "recordArrival", bed).await;
        for who in [&house.aminata, &house.awa] {
            assert_eq!(house.error(who, "moveCase", to(&house, &arlit)).await, "FORBIDDEN");
        }
        assert_eq!(house.error(&taker, "moveCase", to(&house, &arlit)).await, "FORBIDDEN", "it is not his centre");
        assert_eq!(house.error(&house.ibrahim, "moveCase", to(&house, &arlit)).await, "NOT_FOUND");
        let refused = house.refused(&giver, "moveCase", to(&house, &house.dirkou)).await;
        assert_eq!(refused, refusal("RECEIVER_NOT_ALLOWED", "toCentreId"), "another organisation");
        let refused = house.refused(&giver, "moveCase", to(&house, &house.agadez)).await;
        assert_eq!(refused, refusal("SAME_CENTRE", "toCentreId"));

        let offered = house.must(&giver, "moveCase", to(&house, &arlit)).await;
        assert_eq!(offered["state"], "OFFERED");
        let next = json!({ "transferId": offered["id"], "version": offered["version"] });
        let read = "query($id: ID!) { node(id: $id) { ... on Transfer { reasonCode reason } } }";
        let read = house.world.ask(&house.engine, &taker, read, json!({ "id": offered["id"] })).await;
        assert_eq!(read["data"]["node"], json!({ "reasonCode": "NO_CAPACITY_HERE", "reason": null }));
        let refused = house.refused(&giver, "moveCase", to(&house, &arlit)).await;
        assert_eq!(refused, refusal("LIMIT_REACHED", ""), "one transfer at a time");
        let both = OwnCentres::Named(vec![house.agadez.id, arlit.id]);
        let both = Viewer { centres: both, ..house.moussa.clone() };
        let alone = house.refused(&both, "acceptTransfer", next.clone()).await;
        assert_eq!(alone, refusal("SAME_PERSON", ""), "nobody agrees with themself");

        let accepted = house.must(&taker, "acceptTransfer", next).await;
        assert_eq!(accepted["state"], "HANDED_OVER");
        assert_eq!((&accepted["senderConfirmedAt"], &accepted["conferenceOn"]), (&Value::Null, &Value::Null));
        let there = global_id::encode("Centre", arlit.id);
        let arrival = house.of_case(json!({ "roomBed": "Tent 2" })).await;
        let id = |of: &Value| of["id"].clone();
        house.must(&taker, "recordArrival", arrival).await;
        let stays = beds(&house, &house.salif).await;
        let ended = stays.as_array().expect("stays").iter().find(|stay| !stay["until"].is_null()).expect("it ended");
        assert_eq!((&ended["roomBed"], &ended["exitReason"]), (&json!("A 1"), &json!("TRANSFERRED")));
        let present = stays.as_array().expect("stays").iter().find(|stay| stay["until"].is_null()).expect("a bed");
        assert_eq!((&id(&present["centre"]), &present["roomBed"]), (&json!(there), &json!("Tent 2")));
    })
    .await;
}

#[tokio::test]
async fn a_group_moves_in_two_requests() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let (arlit, taker) = arlit(&house).await;
        let giver = at(&house.agadez, &house.moussa);
        house.engine = house.world.engine().await;
        let mut lines = vec![to(&house, &arlit)];
        for _ in 0..2 {
            let person = house.world.add(rows::person(&house.owner)).await;
            let case = house.world.add(rows::case(&person, &house.agadez)).await;
            lines.push(with(to(&house, &arlit), json!({ "caseId": global_id::encode("Case", case.id) })));
        }
        let batch = async |who: &Viewer, name: &str, kind: &str, inputs: Vec<Value>| {
            let document = format!(
                "mutation($lines: [{kind}Line!]!) {{ it: {name}(lines: $lines) {{ transfer {{ id version state }}
                    userErrors {{ code field }} }} }}"
            );
            let line = |(number, input)| json!({ "idempotencyKey": format!("{name}-{number}"), "input": input });
            let lines: Vec<_> = inputs.into_iter().enumerate().map(line).collect();
            let response = house.world.ask(&house.engine, who, &document, json!({ "lines": lines })).await;
            response["data"]["it"].as_array().unwrap_or_else(|| panic!("{response:#}")).clone()
        };
        let offered = batch(&giver, "moveCases", "MoveCase", lines).await;
        let next = |of: &Value| json!({ "transferId": of["transfer"]["id"], "version": of["transfer"]["version"] });
        let mut answers: Vec<_> = offered.iter().map(next).collect();
        answers[1]["version"] = json!(9);
        let accepted = batch(&taker, "acceptTransfers", "AcceptTransfer", answers).await;
        let states: Vec<_> = accepted.iter().map(|it| it["transfer"]["state"].clone()).collect();
        assert_eq!(states, [json!("HANDED_OVER"), Value::Null, json!("HANDED_OVER")], "{accepted:#?}");
        assert_eq!(accepted[1]["userErrors"][0]["code"], "VERSION_CONFLICT");
    })
    .await;
}
