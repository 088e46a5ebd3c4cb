//! An absent input field changes nothing, and a mistaken entry can be corrected: medical notes, and a death.

use entity::{change_log, codes::CaseStatus, person};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::{
    stories::house::{House, refusal, with},
    support::on_both,
};

fn note(house: &House, more: Value) -> Value {
    with(json!({ "caseId": house.case_id(), "encounterOn": "2023-11-14", "summary": "seen" }), more)
}

#[tokio::test]
async fn a_note_that_is_silent_ends_no_emergency_and_no_allergy() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let writes = async |more: Value| house.must(&house.awa, "addMedicalNote", note(&house, more)).await;
        let first = writes(json!({ "emergency": true, "allergies": "peanuts" })).await;
        assert_eq!((&first["medicalEmergency"], &first["allergies"]), (&json!(true), &json!("peanuts")));
        let silent = writes(json!({})).await;
        assert_eq!((&silent["medicalEmergency"], &silent["allergies"]), (&json!(true), &json!("peanuts")));
        let added = writes(json!({ "allergies": "penicillin" })).await;
        assert_eq!(added["allergies"], "peanuts\npenicillin");
        let unknown = note(&house, json!({ "endedAllergies": ["dust"] }));
        let refused = house.refused(&house.awa, "addMedicalNote", unknown).await;
        assert_eq!(refused, refusal("VALUE_NOT_ALLOWED", "endedAllergies"));
        let over = writes(json!({ "emergency": false, "endedAllergies": ["Peanuts"] })).await;
        assert_eq!((&over["medicalEmergency"], &over["allergies"]), (&json!(false), &json!("penicillin")));
    })
    .await;
}

#[tokio::test]
async fn a_statement_on_travel_is_over_after_its_last_day() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let fit = note(&house, json!({ "fitnessToTravel": "FIT", "validUntil": "2023-11-15" }));
        house.must(&house.awa, "addMedicalNote", fit).await;
        let document =
            "query($id: ID!) { node(id: $id) { ... on Case { fitToTravel fitnessToTravel fitnessValidUntil } } }";
        for (days, coarse, exact) in
            [(0, json!("FIT"), json!("FIT")), (1, json!("FIT"), json!("FIT")), (2, Value::Null, Value::Null)]
        {
            let begun = house.world.now;
            house.world.now = begun + chrono::Duration::days(days);
            let id = json!({ "id": house.case_id() });
            let seen = house.world.ask(&house.engine, &house.awa, document, id).await["data"]["node"].clone();
            let expected =
                json!({ "fitToTravel": coarse, "fitnessToTravel": exact, "fitnessValidUntil": "2023-11-15" });
            assert_eq!(seen, expected, "after {days} days");
            house.world.now = begun;
        }
    })
    .await;
}

#[tokio::test]
async fn a_departure_by_death_settles_person_and_case_and_a_mistake_is_corrected() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        house.must(&house.aminata, "recordArrival", house.of_case(json!({})).await).await;
        let died = house.of_case(json!({ "reason": "DECEASED" })).await;
        let gone = house.must(&house.aminata, "recordDeparture", died).await;
        assert_eq!((&gone["status"], &gone["person"]["deceased"]), (&json!("CLOSED"), &json!(true)));
        assert_eq!(house.row().await.status, CaseStatus::Closed);

        let reopened = house.must(&house.aminata, "reopenCase", house.of_case(json!({})).await).await;
        assert_eq!((&reopened["status"], &reopened["person"]["deceased"]), (&json!("REOPENED"), &json!(false)));
        let reader = &house.world.database.reader;
        let row = person::Entity::find_by_id(house.case.person_id).one(reader).await.expect("read").expect("there");
        assert_eq!(row.version, 3);
        let logged = change_log::Entity::find().filter(change_log::Column::Action.eq("RECORD_DEATH"));
        assert_eq!(logged.all(reader).await.expect("read").len(), 2, "the mistake stays on record");
    })
    .await;
}
