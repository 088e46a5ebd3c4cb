//! A case is opened.

use entity::{case, centre, codes::Role, person, person_name};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use waystation::{
    access::viewer::{OwnCentres, Viewer},
    global_id,
};

use crate::{
    stories::house::{House, refusal, with},
    support::{on_both, rows},
};

fn at(centre: &centre::Model, person: &Value) -> Value {
    json!({ "centreId": global_id::encode("Centre", centre.id), "person": person })
}

fn aicha() -> Value {
    json!({
        "names": [
            { "given": "Aïcha", "family": "Ouédraogo", "script": "Latn", "language": "fr", "type": "CLAIMED" },
            { "given": "عائشة", "family": "ويدراوغو", "script": "Arab", "type": "TRANSLITERATION" },
        ],
        "sex": "FEMALE",
        "birthDate": "2001-07-19",
        "birthDatePrecision": "YEAR",
        "nationalities": [{ "country": "BFA", "basis": "CLAIMED" }],
        "languages": [{ "language": "mos", "level": "NATIVE", "interpreterNeeded": true }],
        "identifiers": [{ "type": "NATIONAL_ID", "number": "B 1234", "issuedOn": "2020-01-01", "seen": "COPY" }],
        "contacts": [{ "type": "PHONE", "value": "+227 90 00 00 00", "mayContact": true }],
    })
}

async fn rows_of_people(house: &House) -> (u64, u64) {
    let reader = &house.world.database.reader;
    let people = person::Entity::find().count(reader).await.expect("counted");
    (people, case::Entity::find().count(reader).await.expect("counted"))
}

#[tokio::test]
async fn a_case_worker_opens_a_case_and_follows_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let opened = house.must(&house.aminata, "openCase", at(&house.agadez, &aicha())).await;
        let reference = opened["reference"].as_str().expect("a reference");
        assert!(reference.starts_with("CASE-2023-") && reference.len() == 18, "{reference}");
        assert_eq!((&opened["status"], &opened["version"]), (&json!("INTAKE"), &json!(1)));
        let row = case::Entity::find().filter(case::Column::Reference.eq(reference));
        let row = row.one(&house.world.database.reader).await.expect("read").expect("there");
        assert_eq!(row.assigned_worker_id, Some(house.aminata.worker_id));
        let person = &opened["person"];
        assert_eq!((&person["initials"], &person["birthDate"]), (&json!("A.O."), &json!("2001-01-01")));
        assert_eq!(person["names"][1]["script"], "Arab");
        assert_eq!(person["nationalities"], json!([{ "country": "BFA" }]));
        assert_eq!(person["contacts"], json!([{ "value": "+227 90 00 00 00" }]));

        let found = "{ cases(filter: { name: \"wedraogo\" }) { nodes { reference } } }";
        let found = house.world.ask(&house.engine, &house.aminata, found, json!({})).await;
        assert_eq!(found["data"]["cases"]["nodes"], json!([{ "reference": reference }]), "{found:#}");
        let names = person_name::Entity::find().all(&house.world.database.reader).await.expect("names");
        assert!(names.iter().all(|name| !name.search_key.is_empty()));
    })
    .await;
}

#[tokio::test]
async fn a_manager_opens_a_case_that_waits_for_a_worker() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let opened = house.must(&house.moussa, "openCase", at(&house.agadez, &aicha())).await;
        assert_eq!(opened["person"]["initials"], "A.O.");
        let ids = case::Entity::find().all(&house.world.database.reader).await.expect("cases");
        assert!(ids.iter().any(|row| row.id != house.case.id && row.assigned_worker_id.is_none()));
        let gender = with(aicha(), json!({ "genderIdentity": "her own words" }));
        let code = house.error(&house.moussa, "openCase", at(&house.agadez, &gender)).await;
        assert_eq!(code, "FORBIDDEN", "a manager reads no protection data, and writes none");
        house.must(&house.aminata, "openCase", at(&house.agadez, &gender)).await;
    })
    .await;
}

#[tokio::test]
async fn the_reference_of_a_case_in_a_shelter_names_no_centre() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let shelter = house.world.add(rows::shelter(&house.agadez)).await;
        house.engine = house.world.engine().await;
        // "All centres" means all ordinary centres.
        assert_eq!(house.error(&house.aminata, "openCase", at(&shelter, &aicha())).await, "NOT_FOUND");
        let there = Viewer { centres: OwnCentres::Named(vec![shelter.id]), ..house.aminata.clone() };
        let opened = house.must(&there, "openCase", at(&shelter, &aicha())).await;
        assert!(opened["reference"].as_str().expect("a reference").starts_with("CASE-2023-"));
        assert_eq!(opened["centre"]["id"], global_id::encode("Centre", house.agadez.id));
        assert_eq!(opened["placement"]["id"], global_id::encode("Centre", shelter.id));

        let hidden = centre::Model { fronting_centre_id: None, ..rows::shelter(&house.agadez) };
        let hidden = house.world.add(hidden).await;
        let there = Viewer { centres: OwnCentres::Named(vec![hidden.id]), ..there };
        let refused = house.refused(&there, "openCase", at(&hidden, &aicha())).await;
        assert_eq!(refused, refusal("NOT_ACTIVE", "centreId"));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_nothing_is_written() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let before = rows_of_people(&house).await;
        let contact =
            |of: &str, value: &str| json!({ "contacts": [{ "type": of, "value": value, "mayContact": true }] });
        let named = |given: &str| json!({ "names": [{ "given": given, "script": "Latn", "type": "CLAIMED" }] });
        let twice = json!({ "language": "fr", "level": "FLUENT" });
        let table = [
            (json!({ "birthDate": "2090-01-01" }), "DATE_OUT_OF_RANGE", "birthDate"),
            (json!({ "birthDate": "1890-01-01" }), "DATE_OUT_OF_RANGE", "birthDate"),
            (json!({ "birthCountry": "Niger" }), "VALUE_NOT_ALLOWED", "birthCountry"),
            (json!({ "birthCountry": "XXA" }), "VALUE_NOT_ALLOWED", "birthCountry"),
            (json!({ "nationalities": [{ "country": "ZZZ", "basis": "CLAIMED" }] }), "VALUE_NOT_ALLOWED", "country"),
            (json!({ "nationalities": [{ "country": "XXX", "basis": "CLAIMED" }] }), "VALUE_NOT_ALLOWED", "country"),
            (named("A\0"), "TEXT_NOT_ALLOWED", "given"),
            (named("\u{200B}"), "VALUE_REQUIRED", "given"),
            (named("-"), "TEXT_NOT_ALLOWED", "given"),
            (named("محمد"), "VALUE_NOT_ALLOWED", "script"),
            (
                json!({ "names": [{ "given": "A", "script": "Zzzz", "type": "CLAIMED" }] }),
                "VALUE_NOT_ALLOWED",
                "script",
            ),
            (json!({ "birthDate": null, "birthDatePrecision": "EXACT" }), "VALUE_REQUIRED", "birthDate"),
            (json!({ "languages": [{ "language": "zz", "level": "FLUENT" }] }), "VALUE_NOT_ALLOWED", "language"),
            (contact("PHONE", "hello"), "VALUE_NOT_ALLOWED", "value"),
            (contact("EMAIL", "hello"), "VALUE_NOT_ALLOWED", "value"),
            (named(&"a ".repeat(40)), "TEXT_TOO_LONG", "given"),
            (named(&"é".repeat(1 << 20)), "TEXT_TOO_LONG", "given"),
            (named(" "), "VALUE_REQUIRED", "given"),
            (json!({ "names": [] }), "VALUE_REQUIRED", "names"),
            (json!({ "names": vec![named("A")["names"][0].clone(); 21] }), "LIMIT_REACHED", "names"),
            (json!({ "languages": [twice, twice] }), "VALUE_NOT_ALLOWED", "languages"),
            (
                json!({ "identifiers": [{ "type": "PASSPORT", "number": "1", "seen": "COPY",
                    "issuedOn": "2020-01-02", "expiresOn": "2020-01-01" }] }),
                "DATE_OUT_OF_RANGE",
                "expiresOn",
            ),
        ];
        for (more, code, field) in table {
            let input = at(&house.agadez, &with(aicha(), more));
            assert_eq!(house.refused(&house.aminata, "openCase", input).await, refusal(code, field));
        }
        // The error path says which of the names is wrong.
        let names = json!([aicha()["names"][0], { "given": "A\0", "script": "Latn", "type": "CLAIMED" }]);
        let input = at(&house.agadez, &with(aicha(), json!({ "names": names })));
        let document = "mutation($key: String!, $input: OpenCaseInput!) {
            openCase(idempotencyKey: $key, input: $input) { userErrors { path } } }";
        let variables = json!({ "key": "which-name", "input": input });
        let response = house.world.ask(&house.engine, &house.aminata, document, variables).await;
        let error = &response["data"]["openCase"]["userErrors"][0];
        assert_eq!(error["path"], json!(["person", "names", "1", "given"]), "{response:#}");
        let tomorrow = house.world.now + chrono::Duration::days(1);
        let early = with(at(&house.agadez, &aicha()), json!({ "openedAt": tomorrow }));
        assert_eq!(house.refused(&house.aminata, "openCase", early).await, refusal("DATE_OUT_OF_RANGE", "openedAt"));
        let never = at(&house.agadez, &with(aicha(), json!({ "birthDate": "2001-02-30" })));
        let response = house.asks(&house.aminata, "openCase", never).await;
        assert_eq!((&response["errors"].is_array(), &response["data"]["openCase"]), (&true, &Value::Null));
        assert_eq!(rows_of_people(&house).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_case_is_opened_at_a_centre_of_ones_own_only() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let elsewhere = Viewer { centres: OwnCentres::Named(vec![]), ..house.aminata.clone() };
        let nowhere = json!({ "names": [], "sex": "FEMALE" });
        for who in [&house.nadia, &house.ibrahim, &elsewhere] {
            let code = house.error(who, "openCase", at(&house.agadez, &nowhere)).await;
            assert_eq!(code, "NOT_FOUND", "and nothing is said about the input");
        }
        assert_eq!(house.error(&house.awa, "openCase", at(&house.agadez, &nowhere)).await, "FORBIDDEN");
        let both = Viewer { roles: vec![Role::CentreManager, Role::MedicalOfficer], ..house.awa.clone() };
        house.must(&both, "openCase", at(&house.agadez, &aicha())).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_not_known_of_a_person_is_null() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let person = json!({
            "names": [{ "family": "Ag Mo\u{200B}hamed", "script": "Latn", "type": "CLAIMED" }],
            "sex": "MALE",
            "nationalities": [{ "country": "XXA", "basis": "CLAIMED" }],
            "contacts": [{ "type": "PHONE", "value": "00227 90-00-00-00", "mayContact": true }],
        });
        house.must(&house.aminata, "openCase", at(&house.agadez, &person)).await;
        let document = "{ cases(filter: { name: \"Muhammad\" }) { nodes { person {
            birthDate birthDatePrecision names { given family other } contacts { value e164 } } } } }";
        let found = house.world.ask(&house.engine, &house.aminata, document, json!({})).await;
        let expected = json!([{ "person": {
            "birthDate": null,
            "birthDatePrecision": null,
            "names": [{ "given": null, "family": "Ag Mohamed", "other": null }],
            "contacts": [{ "value": "00227 90-00-00-00", "e164": "+22790000000" }],
        } }]);
        assert_eq!(found["data"]["cases"]["nodes"], expected, "{found:#}");
    })
    .await;
}
