//! A medical note that is wrong: what the case repeats from its notes follows.

use serde_json::{Value, json};

use super::wrong;
use crate::{stories::house::House, support::on_both};

#[tokio::test]
async fn the_case_says_what_the_medical_notes_in_force_say() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let fit = json!({ "fitnessToTravel": "FIT", "allergies": "Peanuts", "emergency": false });
        house.noted(fit).await;
        let unfit = json!({ "fitnessToTravel": "UNFIT", "allergies": "Penicillin\npeanuts", "emergency": true });
        let wrong_note = house.noted(unfit).await;
        let case = house.file(&house.awa).await;
        assert_eq!((&case["medicalEmergency"], &case["allergies"]), (&json!(true), &json!("Peanuts\nPenicillin")));

        // It was written into the file of another patient: an allergy that another note states stays.
        let never = wrong(&house, "medicalNoteId", &wrong_note, "ENTERED_IN_ERROR", json!({}));
        house.must(&house.awa, "correctMedicalNote", never).await;
        let case = house.file(&house.awa).await;
        assert_eq!((&case["medicalEmergency"], &case["allergies"]), (&json!(false), &json!("Peanuts")));
        let row = house.row().await;
        assert_eq!(row.fitness_to_travel, Some(entity::codes::FitnessToTravel::Fit));
        assert_eq!(case["formerMedicalNotes"][0]["correction"]["kind"], "ENTERED_IN_ERROR");

        let right = json!({ "to": { "encounterOn": house.world.now.date_naive(), "summary": "asthma", "allergies": "Dust",
            "emergency": true } });
        let first = case["medicalNotes"][0]["id"].clone();
        house.must(&house.awa, "correctMedicalNote", wrong(&house, "medicalNoteId", &first, "CORRECTED", right)).await;
        let case = house.file(&house.awa).await;
        assert_eq!((&case["medicalEmergency"], &case["allergies"]), (&json!(true), &json!("Dust")));
        assert_eq!(case["medicalNotes"][0]["summary"], "asthma");
        assert_eq!(house.row().await.fitness_to_travel, None, "no note in force states one");
        // A reader without MEDICAL reads no corrected note either.
        for who in [&house.aminata, &house.salif] {
            let case = house.file(who).await;
            assert_eq!((&case["medicalNotes"], &case["formerMedicalNotes"]), (&Value::Null, &Value::Null));
        }
    })
    .await;
}

#[tokio::test]
async fn a_correction_brings_back_neither_an_allergy_that_ended_nor_an_emergency_that_nobody_stated() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let first = house.noted(json!({ "allergies": "Peanuts", "emergency": true })).await;
        house.noted(json!({ "endedAllergies": ["Peanuts"] })).await;
        let case = house.file(&house.awa).await;
        assert_eq!((&case["allergies"], &case["medicalEmergency"]), (&Value::Null, &json!(true)));
        let day = house.world.now.date_naive();
        let typed =
            json!({ "to": { "encounterOn": day, "summary": "rash", "allergies": "Peanuts", "emergency": true } });
        house.must(&house.awa, "correctMedicalNote", wrong(&house, "medicalNoteId", &first, "CORRECTED", typed)).await;
        let case = house.file(&house.awa).await;
        assert_eq!((&case["allergies"], &case["medicalEmergency"]), (&Value::Null, &json!(true)));
        let notes = case["medicalNotes"].as_array().expect("a list");
        let first = notes.iter().find(|note| note["summary"] == "rash").expect("it is listed")["id"].clone();
        let never = wrong(&house, "medicalNoteId", &first, "ENTERED_IN_ERROR", json!({}));
        house.must(&house.awa, "correctMedicalNote", never).await;
        // The note that is left said nothing about an emergency.
        assert_eq!(house.file(&house.awa).await["medicalEmergency"], false);
    })
    .await;
}
