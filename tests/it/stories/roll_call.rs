//! The people who have a bed in a centre now, and a bed that is held for somebody.

use entity::{
    case, centre,
    codes::{AccessMode, DataClass, ServiceType},
    referral, stay,
};
use serde_json::{Value, json};
use waystation::{
    access::viewer::{OwnCentres, Viewer},
    global_id,
};

use crate::{
    stories::house::{House, refusal},
    support::{on_both, rows},
};

/// The beds of the people whom this viewer finds in the centre; null if the viewer does not know the centre.
async fn present(house: &House, who: &Viewer, centre: &centre::Model) -> Value {
    let document = "query($id: ID!) { node(id: $id) { ... on Centre { presentStays { totalCount nodes {
        roomBed until case { id } } } } } }";
    let asked = json!({ "id": global_id::encode("Centre", centre.id) });
    let list = house.world.ask(&house.engine, who, document, asked).await["data"]["node"]["presentStays"].take();
    let Some(nodes) = list["nodes"].as_array() else { return list };
    assert_eq!(list["totalCount"], nodes.len());
    nodes.iter().map(|it| it["roomBed"].clone()).collect()
}

#[tokio::test]
async fn the_roll_call_has_those_who_have_a_bed_now_and_whom_the_caller_may_find_there() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let shelter = house.world.add(rows::shelter(&house.agadez)).await;
        let in_bed = |bed: &str, case: &case::Model, centre: &centre::Model| stay::Model {
            room_bed: Some(bed.to_owned()),
            ..rows::stay(case, centre)
        };
        let somebody = async |of: fn(case::Model) -> case::Model, centre: &centre::Model| {
            let person = house.world.add(rows::person(&house.owner)).await;
            house.world.add(of(rows::case(&person, centre))).await
        };
        let ordinary = somebody(|case| case, &house.agadez).await;
        let sealed = |case| case::Model { access_mode: AccessMode::Sealed, ..case };
        let sealed = somebody(sealed, &house.agadez).await;
        let sheltered = somebody(|case| case, &shelter).await;
        for (bed, case, centre) in [
            ("A 1", &house.case, &house.agadez),
            ("A 2", &ordinary, &house.agadez),
            ("A 3", &sealed, &house.agadez),
            ("S 1", &sheltered, &shelter),
        ] {
            house.world.add(in_bed(bed, case, centre)).await;
        }
        let left = stay::Model { until_at: Some(house.world.now), ..in_bed("A 9", &ordinary, &house.agadez) };
        house.world.add(left).await;
        house.engine = house.world.engine().await;
        assert_eq!(present(&house, &house.moussa, &house.agadez).await, json!(["A 2", "A 1"]));
        assert_eq!(present(&house, &house.ibrahim, &house.agadez).await, json!([]), "another organisation");
        assert_eq!(present(&house, &house.moussa, &shelter).await, Value::Null, "he does not know the shelter");
        let heads = async |who: &Viewer, centre: &centre::Model| {
            let document = "query($id: ID!) { node(id: $id) { ... on Centre { rollCall { totalCount nodes {
                roomBed initials } } } } }";
            let asked = json!({ "id": global_id::encode("Centre", centre.id) });
            let list = house.world.ask(&house.engine, who, document, asked).await["data"]["node"]["rollCall"].take();
            let head = |it: &Value| json!([it["roomBed"], it["initials"]]);
            list["nodes"].as_array().map(|nodes| nodes.iter().map(head).collect::<Vec<_>>())
        };
        let everybody = || Some(vec![json!(["A 3", "A.D."]), json!(["A 2", "A.D."]), json!(["A 1", "A.D."])]);
        assert_eq!(heads(&house.moussa, &house.agadez).await, everybody(), "also who has a sealed case");
        assert_eq!(heads(&house.salif, &house.agadez).await, everybody());
        assert_eq!(heads(&house.moussa, &shelter).await, None, "he does not know the shelter");
        for who in [&house.aminata, &house.awa, &house.ibrahim] {
            assert_eq!(heads(who, &house.agadez).await, None, "{:?} does not run the centre", who.roles);
        }
        let elsewhere = Viewer { centres: OwnCentres::Named(vec![shelter.id]), ..house.moussa.clone() };
        assert_eq!(heads(&elsewhere, &house.agadez).await, None, "not his centre");
        assert_eq!(heads(&elsewhere, &shelter).await, Some(vec![json!(["S 1", "A.D."])]));
        let overseer = Viewer { centres: OwnCentres::NONE, ..house.salif.clone() };
        assert_eq!(heads(&overseer, &house.agadez).await.unwrap_or_default(), Vec::<Value>::new());
        let named = OwnCentres::AllOrdinary { and: vec![shelter.id] };
        let knows = Viewer { centres: named, ..house.salif.clone() };
        assert_eq!(present(&house, &knows, &shelter).await, json!(["S 1"]));
        let departure = house.of_case(json!({ "reason": "OTHER" })).await;
        house.must(&house.moussa, "recordDeparture", departure).await;
        assert_eq!(present(&house, &house.moussa, &house.agadez).await, json!(["A 2"]));
    })
    .await;
}

#[tokio::test]
async fn whether_the_same_bed_is_refused_does_not_depend_on_a_hold() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let service = house.world.add(rows::service(&house.partner, ServiceType::Shelter)).await;
        // A referral that only the doctor may know of.
        let hidden = referral::Model { inference_class: DataClass::Medical, ..rows::referral(&house.case, &service) };
        let hidden = house.world.add(hidden).await;
        let held = stay::Model {
            room_bed: Some("B 4".to_owned()),
            hold_for_referral_id: Some(hidden.id),
            ..rows::stay(&house.case, &house.agadez)
        };
        house.world.add(held).await;
        let same = house.of_case(json!({ "roomBed": "B 4" })).await;
        let refused = house.refused(&house.moussa, "recordArrival", same).await;
        assert_eq!(refused, refusal("VALUE_NOT_ALLOWED", "roomBed"), "as without a hold");
    })
    .await;
}

/// The planned last days of the people whom this viewer finds in the centre, and those who should have left.
async fn leaving(house: &House, who: &Viewer) -> Value {
    let document = "query($id: ID!) { node(id: $id) { ... on Centre { expectedDepartures { totalCount nodes {
        expectedUntil roomBed } } } } myTasks(kinds: [DEPARTURE_TO_RECORD]) { tasks { overdue node {
        ... on Stay { roomBed availableActions } } } } }";
    let asked = json!({ "id": global_id::encode("Centre", house.agadez.id) });
    house.world.ask(&house.engine, who, document, asked).await["data"].take()
}

#[tokio::test]
async fn a_planned_last_day_is_listed_changed_and_becomes_a_task() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let other = house.world.add(rows::person(&house.owner)).await;
        let other = house.world.add(rows::case(&other, &house.agadez)).await;
        let until = |day: &str| Some(day.parse().expect("a day"));
        let later = stay::Model {
            room_bed: Some("A 2".to_owned()),
            expected_until: until("2023-11-20"),
            ..rows::stay(&other, &house.agadez)
        };
        house.world.add(later).await;

        let arrival = house.of_case(json!({ "roomBed": "A 1", "expectedUntil": "2023-11-15" })).await;
        house.must(&house.moussa, "recordArrival", arrival).await;
        let day = |day: &str, bed: &str| json!({ "expectedUntil": day, "roomBed": bed });
        let list =
            async |house: &House| leaving(house, &house.moussa).await["node"]["expectedDepartures"]["nodes"].take();
        assert_eq!(list(&house).await, json!([day("2023-11-15", "A 1"), day("2023-11-20", "A 2")]));
        let bed = house.of_case(json!({ "roomBed": "A 5" })).await;
        house.must(&house.aminata, "recordArrival", bed).await;
        assert_eq!(list(&house).await[0], day("2023-11-15", "A 5"), "another bed keeps the day");

        let past = house.of_case(json!({ "expectedUntil": "2023-11-01" })).await;
        assert_eq!(
            house.refused(&house.moussa, "updateStay", past).await,
            refusal("DATE_OUT_OF_RANGE", "expectedUntil")
        );
        let version = house.row().await.version;
        let nothing = house.of_case(json!({})).await;
        assert_eq!(house.must(&house.moussa, "updateStay", nothing).await["version"], version, "nothing changes");
        let none = house.of_case(json!({ "expectedUntil": null })).await;
        house.must(&house.moussa, "updateStay", none).await;
        assert_eq!(list(&house).await, json!([day("2023-11-20", "A 2")]));
        let again = house.of_case(json!({ "expectedUntil": "2023-11-15" })).await;
        assert_eq!(house.error(&house.ibrahim, "updateStay", again.clone()).await, "NOT_FOUND");
        assert_eq!(house.error(&house.awa, "updateStay", again.clone()).await, "FORBIDDEN");
        house.must(&house.moussa, "updateStay", again).await;

        assert_eq!(leaving(&house, &house.moussa).await["myTasks"]["tasks"], json!([]), "the day has not come");
        house.world.now += chrono::Duration::days(2);
        let actions = json!(["UPDATE_STAY", "RECORD_DEPARTURE"]);
        let task = json!({ "overdue": true, "node": { "roomBed": "A 5", "availableActions": actions } });
        assert_eq!(leaving(&house, &house.moussa).await["myTasks"]["tasks"], json!([task]));
        assert_eq!(leaving(&house, &house.salif).await["myTasks"]["tasks"], json!([task]));
        for who in [&house.awa, &house.ibrahim, &house.nadia] {
            assert_eq!(leaving(&house, who).await["myTasks"]["tasks"], json!([]), "{:?}", who.roles);
        }
        assert_eq!(leaving(&house, &house.ibrahim).await["node"]["expectedDepartures"]["totalCount"], 0);
        let departure = house.of_case(json!({ "reason": "OTHER" })).await;
        house.must(&house.moussa, "recordDeparture", departure).await;
        assert_eq!(leaving(&house, &house.moussa).await["myTasks"]["tasks"], json!([]));
        assert_eq!(list(&house).await, json!([day("2023-11-20", "A 2")]));
        let gone = house.of_case(json!({ "expectedUntil": null })).await;
        assert_eq!(house.refused(&house.moussa, "updateStay", gone).await, refusal("INVALID_TRANSITION", ""));
    })
    .await;
}
