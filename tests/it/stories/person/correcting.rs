//! What is wrong in the record of a person is corrected. What was recorded before is kept, with the reason.

use serde_json::{Value, json};
use uuid::Uuid;
use waystation::global_id;

use super::{code, each};
use crate::{stories::house::House, support::on_both};

/// A name, a nationality and a contact that are wrong.
async fn mistaken(house: &House) -> Value {
    let added = json!({
        "nationalities": [{ "country": "GIN", "basis": "CLAIMED" }, { "country": "MLI", "basis": "CLAIMED" }],
        "languages": [{ "language": "ff", "level": "BASIC" }],
        "identifiers": [{ "type": "NATIONAL_ID", "number": "G 1", "seen": "DECLARED" }],
        "contacts": [{ "type": "PHONE", "value": "+224 622 12 34 56", "mayContact": true }],
    });
    house.corrects("addToPerson", added).await
}

#[tokio::test]
async fn a_misspelt_name_is_replaced_and_kept_with_who_when_and_why() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let wrong = house.person(&house.aminata).await["names"][0]["id"].clone();
        let right = json!({ "given": "Oumou", "family": "Bah", "script": "Latn", "type": "DOCUMENT" });
        let input = json!({ "names": { "corrected": [{ "id": wrong, "to": right }] } });
        let person = house.corrects("correctPerson", input.clone()).await;
        assert_eq!((each(&person["names"], "given"), &person["initials"]), (vec!["Oumou".to_owned()], &json!("O.B.")));
        let former = &person["formerNames"][0];
        assert_eq!((&former["id"], &former["given"]), (&wrong, &json!("Aïssata")));
        let correction = &former["correction"];
        assert_eq!(
            (&correction["kind"], &correction["reason"]),
            (&json!("CORRECTED"), &json!("she showed her papers"))
        );
        assert_eq!(correction["replacedBy"], person["names"][0]["id"]);
        assert_eq!(correction["organisation"]["id"], global_id::encode("Organisation", house.owner.id));
        assert_ne!(correction["at"], Value::Null);
        // Names are no part of what the version counts.
        assert_eq!(person["version"], 1);
        let again = house.refuses("correctPerson", input).await;
        assert_eq!(again, ("INVALID_TRANSITION".to_owned(), "names.corrected.0".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn entries_end_or_are_marked_as_never_true() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let person = mistaken(&house).await;
        let id = |list: &str, number: usize| person[list][number]["id"].clone();
        let person = house
            .corrects(
                "correctPerson",
                json!({
                    "nationalities": { "enteredInErrorIds": [id("nationalities", 1)] },
                    "languages": { "corrected": [{ "id": id("languages", 0), "to": { "language": "ff", "level": "NATIVE" } }] },
                    "identifiers": { "endedIds": [id("identifiers", 0)] },
                    "contacts": { "endedIds": [id("contacts", 0)] },
                }),
            )
            .await;
        assert_eq!(each(&person["nationalities"], "country"), ["GIN"]);
        assert_eq!(person["formerNationalities"][0]["correction"]["kind"], "ENTERED_IN_ERROR");
        assert_eq!(each(&person["languages"], "level"), ["NATIVE"]);
        assert_eq!(person["formerLanguages"][0]["correction"]["kind"], "CORRECTED");
        assert_eq!((&person["identifiers"], &person["contacts"]), (&json!([]), &json!([])));
        assert_eq!(person["formerIdentifiers"][0]["correction"]["kind"], "ENDED");
        assert_eq!(person["formerContacts"][0]["correction"]["kind"], "ENDED");
        // The language can be recorded again, and the number too.
        let again = json!({ "contacts": [{ "type": "PHONE", "value": "+224 622 12 34 56", "mayContact": false }] });
        assert_eq!(each(&house.corrects("addToPerson", again).await["contacts"], "value"), ["+224 622 12 34 56"]);
    })
    .await;
}

#[tokio::test]
async fn a_fact_left_out_stays_null_empties_it_and_the_old_one_is_kept() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let first = json!({ "birthDate": "1996-05-17", "birthPlace": "Labé", "birthCountry": "GIN", "sex": "FEMALE",
            "maritalStatus": "MARRIED" });
        let person = house.corrects("correctPerson", first).await;
        assert_eq!((&person["birthDate"], &person["birthDatePrecision"]), (&json!("1996-05-17"), &json!("EXACT")));
        assert_eq!(person["version"], 2);
        let second = json!({ "birthDate": "1996-05-17", "birthDatePrecision": "YEAR", "birthPlace": null });
        let person = house.corrects("correctPerson", second).await;
        assert_eq!((&person["birthDate"], &person["birthDatePrecision"]), (&json!("1996-01-01"), &json!("YEAR")));
        assert_eq!((&person["birthPlace"], &person["birthCountry"]), (&Value::Null, &json!("GIN")));
        let person = house.corrects("correctPerson", json!({ "birthDate": null })).await;
        assert_eq!((&person["birthDate"], &person["birthDatePrecision"]), (&Value::Null, &Value::Null));
        assert_eq!((&person["maritalStatus"], &person["version"]), (&json!("MARRIED"), &json!(4)));
        let former = person["formerFacts"].as_array().expect("a list");
        let dates: Vec<_> = former.iter().map(|facts| &facts["birthDate"]).collect();
        assert_eq!(dates[1..], [&json!("1996-05-17"), &json!("1996-01-01")]);
        assert_eq!((&former[1]["birthPlace"], &former[2]["birthPlace"]), (&json!("Labé"), &Value::Null));
        assert_eq!(former[2]["correction"]["reason"], "she showed her papers");
    })
    .await;
}

#[tokio::test]
async fn a_wrong_correction_changes_nothing() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let person = mistaken(&house).await;
        let id = |list: &str| person[list][0]["id"].clone();
        let name = id("names");
        let one = json!({ "given": "A", "script": "Latn", "type": "CLAIMED" });
        let table = [
            (json!({ "version": 9, "sex": "OTHER" }), "VERSION_CONFLICT", "version"),
            (json!({}), "VALUE_REQUIRED", ""),
            (json!({ "names": {}, "contacts": { "corrected": [], "endedIds": [] } }), "VALUE_REQUIRED", ""),
            (json!({ "birthPlace": null, "maritalStatus": null }), "VALUE_REQUIRED", ""),
            (json!({ "reason": " ", "sex": "OTHER" }), "VALUE_REQUIRED", "reason"),
            (json!({ "reason": "x".repeat(10_000), "sex": "OTHER" }), "TEXT_TOO_LONG", "reason"),
            (json!({ "sex": null }), "VALUE_REQUIRED", "sex"),
            (json!({ "birthDate": "2999-01-01" }), "DATE_OUT_OF_RANGE", "birthDate"),
            (json!({ "birthDatePrecision": "YEAR" }), "VALUE_REQUIRED", "birthDate"),
            (json!({ "birthDate": null, "birthDatePrecision": "YEAR" }), "VALUE_REQUIRED", "birthDate"),
            (json!({ "birthCountry": "XXA" }), "VALUE_NOT_ALLOWED", "birthCountry"),
            (json!({ "birthPlace": "x".repeat(10_000) }), "TEXT_TOO_LONG", "birthPlace"),
            (json!({ "names": { "endedIds": [name] } }), "VALUE_REQUIRED", "names"),
            (json!({ "names": { "endedIds": [name], "enteredInErrorIds": [name] } }), "VALUE_NOT_ALLOWED", "names"),
            (json!({ "names": { "corrected": [{ "id": name, "to": { "script": "Latn", "type": "CLAIMED" } }] } }),
                "VALUE_REQUIRED", "names.corrected.0.to.given"),
            (json!({ "nationalities": { "corrected": [{ "id": id("nationalities"), "to": { "country": "MLI", "basis": "CLAIMED" } }] } }),
                "VALUE_NOT_ALLOWED", "nationalities"),
            (json!({ "contacts": { "corrected": [{ "id": id("contacts"), "to": { "type": "PHONE", "value": "hello", "mayContact": true } }] } }),
                "VALUE_NOT_ALLOWED", "contacts.corrected.0.to.value"),
        ];
        for (input, expected, path) in table {
            let refused = house.refuses("correctPerson", input.clone()).await;
            assert_eq!(refused, (expected.to_owned(), path.to_owned()), "{input}");
        }
        for unknown in [id("contacts"), json!(global_id::encode("PersonName", Uuid::now_v7()))] {
            let input = json!({ "names": { "corrected": [{ "id": unknown, "to": one }] } });
            assert_eq!(code(&house.of_person(&house.aminata, "correctPerson", input).await), "NOT_FOUND");
        }
        assert_eq!(house.person(&house.aminata).await, person);
    })
    .await;
}

#[tokio::test]
async fn the_same_key_gives_the_same_answer_and_corrects_once() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let wrong = house.person(&house.aminata).await["names"][0]["id"].clone();
        let right = json!({ "given": "Oumou", "family": "Bah", "script": "Latn", "type": "DOCUMENT" });
        let input =
            json!({ "names": { "corrected": [{ "id": wrong, "to": right }] }, "birthPlace": "Labé", "version": 1 });
        let corrected = house.keyed("once", &house.aminata, "correctPerson", input.clone()).await;
        assert_eq!(corrected["data"]["it"]["userErrors"], json!([]), "{corrected:#}");
        assert_eq!(house.keyed("once", &house.aminata, "correctPerson", input.clone()).await, corrected);
        let more = json!({ "contacts": [{ "type": "PHONE", "value": "90 12 34 56", "mayContact": true }] });
        let added = house.keyed("more", &house.aminata, "addToPerson", more.clone()).await;
        assert_eq!(house.keyed("more", &house.aminata, "addToPerson", more).await, added);
        let person = house.person(&house.aminata).await;
        let numbers =
            ["formerNames", "formerFacts", "names", "contacts"].map(|list| person[list].as_array().map(Vec::len));
        assert_eq!((numbers, &person["version"]), ([Some(1); 4], &json!(2)));
        let other = json!({ "birthPlace": "Mamou", "version": 2 });
        assert_eq!(code(&house.keyed("once", &house.aminata, "correctPerson", other).await), "IDEMPOTENCY_KEY_REUSED");
    })
    .await;
}

#[tokio::test]
async fn a_correction_does_not_reveal_that_the_person_is_a_refugee() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let person = mistaken(&house).await;
        let id = person["identifiers"][0]["id"].clone();
        let right = json!({ "type": "CONVENTION_TRAVEL_DOCUMENT", "number": "R 1", "seen": "ORIGINAL" });
        let replaced = json!({ "identifiers": { "corrected": [{ "id": id, "to": right }] } });
        let refused = house.of_person(&house.salif, "correctPerson", replaced).await["data"]["it"].take();
        let (path, expected) = (&refused["userErrors"][0]["path"], json!(["identifiers", "corrected", "0", "to"]));
        assert_eq!((&refused["userErrors"][0]["code"], path), (&json!("VALUE_NOT_ALLOWED"), &expected), "{refused:#}");
        for (mutation, input) in [
            ("correctPerson", json!({ "identifiers": { "enteredInErrorIds": [id] } })),
            ("addToPerson", json!({ "identifiers": [right] })),
        ] {
            let done = house.of_person(&house.salif, mutation, input).await["data"]["it"].take();
            assert_eq!(done["userErrors"], json!([]), "{done:#}");
        }
        assert_eq!(each(&house.person(&house.salif).await["identifiers"], "number"), ["R 1"]);
        let person = house.person(&house.aminata).await;
        assert_eq!(person["identifiers"], json!([]));
        let former = &person["formerIdentifiers"];
        assert_eq!(
            (each(former, "number"), &former[0]["correction"]["kind"]),
            (vec!["G 1".to_owned()], &json!("ENTERED_IN_ERROR"))
        );
    })
    .await;
}
