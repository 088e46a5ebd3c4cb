//! People arrive, change beds, leave, and are never in two beds.

use entity::{
    case, centre,
    codes::{StayExitReason, TransferState},
    stay, transfer,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryOrder};
use serde_json::{Value, json};
use waystation::{
    access::viewer::{OwnCentres, Viewer},
    global_id,
};

use crate::{
    stories::house::{House, refusal, with},
    support::{on_both, rows},
};

async fn stays(house: &House) -> Vec<stay::Model> {
    let all = stay::Entity::find().order_by_asc(stay::Column::FromAt).order_by_asc(stay::Column::Id);
    all.all(&house.world.database.reader).await.expect("stays are read")
}

/// The stays of the case as this viewer reads them.
async fn read(house: &House, who: &Viewer) -> Value {
    let document = "query($id: ID!) { case(id: $id) { stays { totalCount nodes {
        from until exitGroup exitReason roomBed overCapacity placement { id } centre { id } } } } }";
    let found = house.world.ask(&house.engine, who, document, json!({ "id": house.case_id() })).await;
    found["data"]["case"]["stays"].clone()
}

/// Another person takes a bed of the centre.
async fn neighbour(house: &House) {
    let person = house.world.add(rows::person(&house.owner)).await;
    let case = house.world.add(rows::case(&person, &house.agadez)).await;
    house.world.add(rows::stay(&case, &house.agadez)).await;
}

async fn beds(house: &mut House, beds: i32) {
    let row = centre::ActiveModel { capacity_beds: Set(beds), ..house.agadez.clone().into_active_model() };
    house.agadez = row.update(&house.world.database.writer).await.expect("the centre is written");
    house.engine = house.world.engine().await;
}

#[tokio::test]
async fn somebody_arrives_moves_to_another_bed_and_leaves() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let arrived = house.world.now - chrono::Duration::hours(5);
        let input = house.of_case(json!({ "roomBed": "B 4", "at": arrived })).await;
        let version = house.row().await.version;
        assert_eq!(house.must(&house.moussa, "recordArrival", input).await["version"], version + 1);
        let same = house.of_case(json!({ "roomBed": "B 4" })).await;
        assert_eq!(
            house.refused(&house.moussa, "recordArrival", same).await,
            refusal("VALUE_NOT_ALLOWED", "roomBed"),
            "the same bed is no move"
        );
        let other = house.of_case(json!({ "roomBed": "B 5" })).await;
        house.must(&house.aminata, "recordArrival", other).await;
        let left = house.of_case(json!({ "reason": "LEFT_VOLUNTARILY" })).await;
        house.must(&house.moussa, "recordDeparture", left).await;
        let rows = stays(&house).await;
        let told: Vec<_> = rows.iter().map(|row| (row.room_bed.as_deref(), row.until_at, row.exit_reason)).collect();
        let now = Some(house.world.now);
        assert_eq!(
            told,
            [
                (Some("B 4"), now, Some(StayExitReason::Moved)),
                (Some("B 5"), now, Some(StayExitReason::LeftVoluntarily))
            ]
        );
        assert_eq!((rows[0].from_at, rows[0].centre_id), (arrived, house.agadez.id));
        let seen = read(&house, &house.aminata).await;
        assert_eq!(seen["totalCount"], 2);
        assert_eq!(
            (&seen["nodes"][0]["exitGroup"], &seen["nodes"][0]["roomBed"]),
            (&json!("LEFT"), &json!("B 5")),
            "the latest comes first"
        );
        assert_eq!(seen["nodes"][1]["exitGroup"], "MOVED");
        let manager = read(&house, &house.moussa).await;
        assert_eq!(manager["nodes"][0]["exitReason"], Value::Null, "a manager reads no reasons");

        let again = house.of_case(json!({ "reason": "OTHER" })).await;
        assert_eq!(house.refused(&house.moussa, "recordDeparture", again).await, refusal("INVALID_TRANSITION", ""));
        let before = house.of_case(json!({ "at": arrived })).await;
        assert_eq!(house.refused(&house.moussa, "recordArrival", before).await, refusal("DATE_OUT_OF_RANGE", "at"));
        let tomorrow = house.of_case(json!({ "at": house.world.now + chrono::Duration::days(1) })).await;
        assert_eq!(house.refused(&house.moussa, "recordArrival", tomorrow).await, refusal("DATE_OUT_OF_RANGE", "at"));
        let stale = with(house.of_case(json!({})).await, json!({ "version": 1 }));
        assert_eq!(house.refused(&house.moussa, "recordArrival", stale).await, refusal("VERSION_CONFLICT", "version"));
        assert_eq!(stays(&house).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_full_house_takes_in_only_on_purpose() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        beds(&mut house, 2).await;
        neighbour(&house).await;
        let arrival = house.of_case(json!({})).await;
        house.must(&house.moussa, "recordArrival", arrival).await;
        assert!(!stays(&house).await[1].over_capacity);
        let moved = house.of_case(json!({ "roomBed": "B 5" })).await;
        house.must(&house.moussa, "recordArrival", moved).await;
        let left = house.of_case(json!({ "reason": "OTHER" })).await;
        house.must(&house.moussa, "recordDeparture", left).await;
        neighbour(&house).await;
        let full = house.of_case(json!({})).await;
        assert_eq!(house.refused(&house.moussa, "recordArrival", full).await, refusal("NO_CAPACITY", "overCapacity"));
        let meant = house.of_case(json!({ "overCapacity": true })).await;
        house.must(&house.moussa, "recordArrival", meant).await;
        let document = "{ centres { nodes { id occupancy { occupied free } } } }";
        let seen = house.world.ask(&house.engine, &house.moussa, document, json!({})).await;
        let id = global_id::encode("Centre", house.agadez.id);
        let nodes = seen["data"]["centres"]["nodes"].as_array().expect("centres");
        let here = nodes.iter().find(|it| it["id"] == id).expect("the centre of the viewer");
        assert_eq!(here["occupancy"], json!({ "occupied": 3, "free": 0 }), "never below 0");
        assert_eq!(read(&house, &house.moussa).await["nodes"][0]["overCapacity"], true);
    })
    .await;
}

#[tokio::test]
async fn who_may_not_read_it_may_not_write_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        for who in [&house.awa, &house.zara, &house.nadia] {
            let arrival = house.of_case(json!({})).await;
            let expected = if who.worker_id == house.awa.worker_id { "FORBIDDEN" } else { "NOT_FOUND" };
            assert_eq!(house.error(who, "recordArrival", arrival).await, expected);
        }
        let arrival = house.of_case(json!({})).await;
        house.must(&house.moussa, "recordArrival", arrival).await;
        for reason in ["REUNIFIED", "DECEASED"] {
            let left = house.of_case(json!({ "reason": reason })).await;
            assert_eq!(house.error(&house.moussa, "recordDeparture", left).await, "FORBIDDEN", "{reason}");
        }
        let moved = house.of_case(json!({ "reason": "MOVED" })).await;
        let refused = house.refused(&house.aminata, "recordDeparture", moved).await;
        assert_eq!(refused, refusal("VALUE_NOT_ALLOWED", "reason"));
        let elsewhere = json!({ "holdForReferralId": global_id::encode("Referral", house.case.id) });
        let elsewhere = house.of_case(elsewhere).await;
        assert_eq!(house.error(&house.moussa, "recordArrival", elsewhere).await, "NOT_FOUND");
        let left = house.of_case(json!({ "reason": "REUNIFIED" })).await;
        house.must(&house.aminata, "recordDeparture", left).await;
    })
    .await;
}

#[tokio::test]
async fn a_bed_comes_with_a_new_case_and_is_free_when_the_case_closes() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let person = json!({ "names": [{ "given": "Aïcha", "script": "Latn", "type": "CLAIMED" }], "sex": "FEMALE" });
        let opening = json!({
            "centreId": global_id::encode("Centre", house.agadez.id), "person": person, "arrival": { "roomBed": "A 1" },
        });
        let opened = house.must(&house.aminata, "openCase", opening).await;
        assert_eq!(stays(&house).await[0].room_bed.as_deref(), Some("A 1"));
        let close = json!({ "caseId": opened["id"], "version": opened["version"], "reason": "COMPLETED" });
        house.must(&house.aminata, "closeCase", close).await;
        let row = stays(&house).await.remove(0);
        assert_eq!((row.until_at, row.exit_reason), (Some(house.world.now), Some(StayExitReason::Settled)));

        let arrival = house.of_case(json!({})).await;
        house.must(&house.salif, "recordArrival", arrival).await;
        let close = house.of_case(json!({ "reason": "REFERRED_ASYLUM" })).await;
        house.must(&house.salif, "closeCase", close).await;
        let rows = stays(&house).await;
        let row = rows.iter().find(|row| row.case_id == house.case.id).expect("a stay");
        assert_eq!(row.exit_reason, Some(StayExitReason::Settled), "the exit reason does not reveal asylum");
        let closed = house.of_case(json!({})).await;
        assert_eq!(house.refused(&house.salif, "recordArrival", closed).await, refusal("NOT_ACTIVE", ""));
    })
    .await;
}

#[tokio::test]
async fn the_bed_is_free_when_the_case_goes_and_the_new_house_does_not_find_the_shelter_of_the_old_one() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let shelter = house.world.add(rows::shelter(&house.agadez)).await;
        let ended = |from: i64, until: i64, centre: &centre::Model| stay::Model {
            from_at: house.world.now - chrono::Duration::days(from),
            until_at: Some(house.world.now - chrono::Duration::days(until)),
            exit_reason: Some(StayExitReason::Transferred),
            ..rows::stay(&house.case, centre)
        };
        house.world.add(ended(9, 7, &shelter)).await;
        house.world.add(ended(6, 5, &house.agadez)).await;
        house.engine = house.world.engine().await;
        let arrival = house.of_case(json!({})).await;
        house.must(&house.moussa, "recordArrival", arrival).await;
        let at = |centres, who: &Viewer| Viewer { centres, ..who.clone() };
        let here = |who: &Viewer| at(OwnCentres::Named(vec![house.agadez.id]), who);
        assert_eq!(
            read(&house, &house.salif).await["totalCount"],
            2,
            "\"all ordinary centres\" does not include the shelter"
        );
        let named = at(OwnCentres::AllOrdinary { and: vec![shelter.id] }, &house.salif);
        assert_eq!(read(&house, &named).await["totalCount"], 3, "a token that names the shelter reveals its stay");
        for who in [&house.salif, &house.moussa, &house.aminata] {
            let seen = read(&house, &here(who)).await;
            assert_eq!((&seen["totalCount"], seen["nodes"].as_array().map(Vec::len)), (&json!(2), Some(2)));
        }
        let by = rows::worker(&house.owner);
        let by = house.world.add(by).await;
        let offered =
            transfer::Model { state: TransferState::Offered, ..rows::transfer(&house.case, &house.dirkou, &by) };
        let offered = house.world.add(offered).await;
        let consent = house.world.add(rows::consent(&house.case, entity::codes::Purpose::Transfer)).await;
        house.world.add(rows::recipient(&consent, &house.partner)).await;
        let accept = json!({ "transferId": global_id::encode("Transfer", offered.id), "version": offered.version });
        house.must(&house.ibrahim, "acceptTransfer", accept).await;
        let rows = stays(&house).await;
        assert_eq!((rows[2].until_at, rows[2].exit_reason), (Some(house.world.now), Some(StayExitReason::Transferred)));
        let seen = read(&house, &house.ibrahim).await;
        assert_eq!((&seen["totalCount"], seen["nodes"].as_array().map(Vec::len)), (&json!(2), Some(2)));
        let text = seen.to_string();
        assert!(!text.contains(&global_id::encode("Centre", shelter.id)) && text.contains("placement"), "{text}");
        let moved: case::Model = house.row().await;
        assert_eq!(moved.centre_id, house.dirkou.id);
        let arrival = house.of_case(json!({ "roomBed": "1" })).await;
        house.must(&house.ibrahim, "recordArrival", arrival).await;
        assert_eq!(stays(&house).await[3].organisation_id, house.partner.id);
    })
    .await;
}
