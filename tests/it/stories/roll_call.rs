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
