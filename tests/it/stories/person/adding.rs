//! What is learned of a person after the registration is added.

use serde_json::json;

use super::{code, each};
use crate::{stories::house::House, support::on_both};

#[tokio::test]
async fn a_passport_a_telephone_and_a_language_are_added_on_the_second_day() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let person = house
            .corrects(
                "addToPerson",
                json!({
                    "names": [{ "given": "عائشة", "script": "Arab", "type": "DOCUMENT" }],
                    "nationalities": [{ "country": "GIN", "basis": "CLAIMED" }],
                    "languages": [{ "language": "ff", "level": "NATIVE" }],
                    "identifiers": [{ "type": "PASSPORT", "number": "O 123", "seen": "ORIGINAL" }],
                    "contacts": [{ "type": "PHONE", "value": "+224 622 12 34 56", "mayContact": true }],
                }),
            )
            .await;
        assert_eq!(each(&person["names"], "given"), ["Aïssata", "عائشة"]);
        assert_eq!(each(&person["nationalities"], "country"), ["GIN"]);
        assert_eq!(each(&person["languages"], "language"), ["ff"]);
        assert_eq!(each(&person["identifiers"], "number"), ["O 123"]);
        assert_eq!(each(&person["contacts"], "value"), ["+224 622 12 34 56"]);
        assert_eq!((&person["version"], &person["formerNames"]), (&json!(1), &json!([])));
    })
    .await;
}

#[tokio::test]
async fn what_is_on_file_already_or_has_no_sense_is_not_added() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        house.corrects("addToPerson", json!({ "nationalities": [{ "country": "GIN", "basis": "CLAIMED" }] })).await;
        let long = "x".repeat(10_000);
        let phones: Vec<_> = (0..21).map(|number| format!("+2249000{number:04}")).collect();
        let phones: Vec<_> =
            phones.iter().map(|value| json!({ "type": "PHONE", "value": value, "mayContact": true })).collect();
        let table = [
            (json!({}), "VALUE_REQUIRED", ""),
            (json!({ "names": [] }), "VALUE_REQUIRED", ""),
            (json!({ "nationalities": [{ "country": "GIN", "basis": "CONFIRMED" }] }), "VALUE_NOT_ALLOWED", "nationalities"),
            (json!({ "nationalities": [{ "country": "ZZZ", "basis": "CLAIMED" }] }), "VALUE_NOT_ALLOWED", "nationalities.0.country"),
            (json!({ "names": [{ "given": "Aïssata", "family": "Diallo", "script": "Latn", "type": "CLAIMED" }] }), "VALUE_NOT_ALLOWED", "names"),
            (json!({ "names": [{ "given": long, "script": "Latn", "type": "CLAIMED" }] }), "TEXT_TOO_LONG", "names.0.given"),
            (json!({ "names": [{ "given": "محمد", "script": "Latn", "type": "CLAIMED" }] }), "VALUE_NOT_ALLOWED", "names.0.script"),
            (json!({ "languages": [{ "language": "ff", "level": "BASIC" }, { "language": "ff", "level": "NATIVE" }] }), "VALUE_NOT_ALLOWED", "languages"),
            (json!({ "identifiers": [{ "type": "PASSPORT", "number": "1", "seen": "COPY", "issuedOn": "2999-01-01" }] }), "DATE_OUT_OF_RANGE", "identifiers.0.issuedOn"),
            (json!({ "contacts": [{ "type": "PHONE", "value": "hello", "mayContact": true }] }), "VALUE_NOT_ALLOWED", "contacts.0.value"),
            (json!({ "contacts": phones }), "LIMIT_REACHED", "contacts"),
        ];
        for (input, expected, path) in table {
            let refused = house.refuses("addToPerson", input.clone()).await;
            assert_eq!(refused, (expected.to_owned(), path.to_owned()), "{input}");
        }
        assert_eq!(house.person(&house.aminata).await["contacts"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn only_those_who_keep_the_file_complete_or_correct_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let more = json!({ "languages": [{ "language": "ff", "level": "NATIVE" }] });
        for (mutation, input) in [("addToPerson", more), ("correctPerson", json!({ "sex": "OTHER" }))] {
            for who in [&house.moussa, &house.awa] {
                assert_eq!(code(&house.of_person(who, mutation, input.clone()).await), "FORBIDDEN", "{:?}", who.roles);
            }
            for stranger in [&house.nadia, &house.ibrahim, &house.zara] {
                assert_eq!(code(&house.of_person(stranger, mutation, input.clone()).await), "NOT_FOUND");
            }
        }
        assert_eq!(house.person_row().await.version, 1);
    })
    .await;
}
