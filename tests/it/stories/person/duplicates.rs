//! Before somebody is registered, the cases that may be about the same person are shown, by what the worker may read of them.

use entity::{
    case,
    codes::{AccessMode, ContactType, Role, Sex},
    contact, identifier, organisation, person,
};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, IntoActiveModel as _};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id, store::background::search_keys};

use crate::{
    stories::house::{House, refusal},
    support::{on_both, rows},
};

/// Somebody as she is written at the desk.
fn somebody(given: &str, family: &str, birth: Option<&str>) -> Value {
    let birth = birth.map_or(json!({}), |date| json!({ "birthDate": date }));
    let person = json!({
        "names": [{ "given": given, "family": family, "script": "Latn", "type": "CLAIMED" }], "sex": "FEMALE",
    });
    crate::stories::house::with(person, birth)
}

impl House {
    /// The reference of each possible duplicate, with the signs.
    async fn duplicates(&self, who: &Viewer, person: &Value) -> Vec<(String, String)> {
        let asked = self.asked_for_duplicates(who, person).await;
        let found = asked["data"]["possibleDuplicates"].as_array().unwrap_or_else(|| panic!("{asked:#}")).clone();
        let signs = |it: &Value| {
            let signs = it["signs"].as_array().expect("a list").iter().filter_map(Value::as_str);
            signs.collect::<Vec<_>>().join(" ")
        };
        found.iter().map(|it| (it["case"]["reference"].as_str().unwrap_or_default().to_owned(), signs(it))).collect()
    }

    async fn asked_for_duplicates(&self, who: &Viewer, person: &Value) -> Value {
        let document = "query($person: NewPersonInput!) { possibleDuplicates(person: $person) {
            signs case { reference person { initials names { given } } } } }";
        self.world.ask(&self.engine, who, document, json!({ "person": person })).await
    }

    /// A case of a woman born in 1990, owned by this organisation.
    async fn known_as(&self, given: &str, family: &str, of: impl FnOnce(case::Model) -> case::Model) -> case::Model {
        let initials = format!("{}.{}.", &given[..1], &family[..1]);
        let birth_date = chrono::NaiveDate::from_ymd_opt(1990, 6, 1);
        let row = rows::person(&self.owner);
        let row = person::Model { sex: Sex::Female, birth_date, initials: Some(initials), ..row };
        let person = self.world.add(row).await;
        self.world.add(rows::name(&person, given, family)).await;
        self.world.add(of(rows::case(&person, &self.agadez))).await
    }

    async fn owned_by(&self, of: &organisation::Model, case: case::Model) -> case::Model {
        let centre = if of.id == self.partner.id { &self.dirkou } else { &self.agadez };
        let (organisation_id, centre_id) = (of.id, centre.id);
        self.world.add(case::Model { id: Uuid::now_v7(), organisation_id, centre_id, ..case }).await
    }
}

#[tokio::test]
async fn a_worker_is_shown_cases_by_what_the_worker_may_read_of_them() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let mine = |case| case::Model { assigned_worker_id: Some(house.aminata.worker_id), ..case };
        let mine = house.known_as("Kadidia", "Traoré", mine).await;
        let of_a_colleague = house.known_as("Kadidiatou", "Touré", |case| case).await;
        let sealed = |case| case::Model { access_mode: AccessMode::Sealed, ..case };
        house.known_as("Kadidia", "Traoré", sealed).await;
        let signs = |case: &case::Model, signs: &str| (case.reference.clone(), signs.to_owned());
        let spelled_otherwise = somebody("Khadidja", "Traore", Some("1990-01-01"));
        assert_eq!(
            house.duplicates(&house.aminata, &spelled_otherwise).await,
            [signs(&mine, "NAME INITIALS"), signs(&of_a_colleague, "INITIALS")]
        );
        // The manager reads the names of the centre.
        assert_eq!(
            house.duplicates(&house.moussa, &spelled_otherwise).await,
            [signs(&mine, "NAME INITIALS"), signs(&of_a_colleague, "INITIALS")]
        );
        let of_colleague = somebody("Kadidiatou", "Touré", None);
        assert_eq!(house.duplicates(&house.moussa, &of_colleague).await, [signs(&of_a_colleague, "NAME")]);
        assert_eq!(house.duplicates(&house.aminata, &of_colleague).await, [], "she reads only the initials");
        let of_another_age = somebody("Kadidia", "Traoré", Some("1999-01-01"));
        assert_eq!(house.duplicates(&house.aminata, &of_another_age).await, []);
        let estimated = crate::stories::house::with(
            somebody("Ka", "Te", Some("1994-01-01")),
            json!({ "birthDatePrecision": "ESTIMATED" }),
        );
        assert_eq!(house.duplicates(&house.aminata, &estimated).await.len(), 2, "an estimate can be years apart");
        let man = crate::stories::house::with(spelled_otherwise, json!({ "sex": "MALE" }));
        assert_eq!(house.duplicates(&house.aminata, &man).await, [signs(&mine, "NAME")], "the sex can be a mistake");
    })
    .await;
}

#[tokio::test]
async fn a_number_is_the_strongest_sign_and_other_organisations_are_not_shown() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let all = |case| case::Model { assigned_worker_id: Some(house.aminata.worker_id), ..case };
        let (named, numbered) = (house.known_as("Awa", "Keïta", all).await, house.known_as("Bintou", "Sow", all).await);
        let document = identifier::Model { search_key: search_keys::of_document("GN-77"), ..document(&numbered) };
        house.world.add(document).await;
        let sister = house.known_as("Coumba", "Ba", all).await;
        let value = "+227 90 11 22 33";
        let phone = contact::Model {
            id: Uuid::now_v7(),
            person_id: sister.person_id,
            contact_type: ContactType::NextOfKin,
            value: value.to_owned(),
            name: None,
            relation: None,
            may_contact: true,
            search_key: search_keys::of_contact(value),
            correction_id: None,
        };
        house.world.add(phone).await;
        let person = crate::stories::house::with(
            somebody("Awa", "Keita", Some("1991-01-01")),
            json!({
                "identifiers": [{ "type": "PASSPORT", "number": "gn 77", "seen": "COPY" }],
                "contacts": [{ "type": "PHONE", "value": "90112233", "mayContact": true }],
            }),
        );
        let found = house.duplicates(&house.aminata, &person).await;
        let references: Vec<_> = found.iter().map(|(reference, _)| reference.as_str()).collect();
        assert_eq!(references, [&numbered.reference, &sister.reference, &named.reference]);
        // The partner has a case of the same person, and receives this one. It is shown neither here nor there.
        let elsewhere =
            house.owned_by(&house.partner, case::Model { reference: "C-9".to_owned(), ..named.clone() }).await;
        house.world.add(rows::share(&named, &house.partner)).await;
        assert_eq!(house.duplicates(&house.aminata, &person).await, found);
        let there = house.duplicates(&house.ibrahim, &person).await;
        let there: Vec<_> = there.iter().map(|(reference, _)| reference.as_str()).collect();
        assert_eq!(there, [&elsewhere.reference], "a case that was shared is no case of the organisation");
        let asked = house.asked_for_duplicates(&house.awa, &person).await;
        assert_eq!(asked["errors"][0]["extensions"]["code"], "FORBIDDEN", "a doctor opens no case");
        let analyst = Viewer { roles: vec![Role::Analyst], ..house.aminata.clone() };
        assert_eq!(house.asked_for_duplicates(&analyst, &person).await["data"]["possibleDuplicates"], Value::Null);
    })
    .await;
}

fn document(of: &case::Model) -> identifier::Model {
    identifier::Model {
        id: Uuid::now_v7(),
        person_id: of.person_id,
        identifier_type: entity::codes::IdentifierType::Passport,
        number: "GN-77".to_owned(),
        issuer: None,
        issued_on: None,
        expires_on: None,
        seen: entity::codes::DocumentSeen::Copy,
        search_key: None,
        correction_id: None,
    }
}

#[tokio::test]
async fn a_new_case_warns_of_another_and_a_duplicate_names_the_case_that_stays() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let opening = |given: &str, family: &str| {
            json!({ "centreId": global_id::encode("Centre", house.agadez.id), "person": somebody(given, family, None) })
        };
        let open = async |input: Value| {
            let document = "mutation($key: String!, $input: OpenCaseInput!) { openCase(idempotencyKey: $key, input: $input) {
                case { id version } userErrors { code } warnings { severity code path message } } }";
            let variables = json!({ "key": Uuid::now_v7().to_string(), "input": input });
            house.world.ask(&house.engine, &house.aminata, document, variables).await["data"]["openCase"].take()
        };
        let first = open(opening("Aïssata", "Jallow")).await;
        let warnings = first["warnings"].as_array().expect("a list");
        assert_eq!(warnings.len(), 1, "{first:#}");
        assert_eq!(
            (&warnings[0]["severity"], &warnings[0]["code"], &warnings[0]["path"]),
            (&json!("WARNING"), &json!("POSSIBLE_DUPLICATE"), &json!(["person"]))
        );
        assert!(warnings[0]["message"].to_string().contains(&house.case.reference), "{first:#}");
        assert_eq!(open(opening("Oumou", "Sangaré")).await["warnings"], json!([]));

        let (id, version) = (&first["case"]["id"], &first["case"]["version"]);
        let close = |more: Value| {
            let input = json!({ "caseId": id, "version": version, "reason": "DUPLICATE" });
            crate::stories::house::with(input, more)
        };
        for (more, expected) in [
            (json!({}), refusal("VALUE_REQUIRED", "duplicateOfId")),
            (json!({ "duplicateOfId": id }), refusal("VALUE_NOT_ALLOWED", "duplicateOfId")),
            (
                json!({ "duplicateOfId": house.case_id(), "reason": "COMPLETED" }),
                refusal("VALUE_NOT_ALLOWED", "duplicateOfId"),
            ),
        ] {
            assert_eq!(house.refused(&house.aminata, "closeCase", close(more)).await, expected);
        }
        let elsewhere = house.owned_by(&house.partner, case::Model { reference: "C-9".to_owned(), ..house.case.clone() }).await;
        let sealed = |case| case::Model { access_mode: AccessMode::Sealed, ..case };
        let sealed = house.known_as("Kadidia", "Traoré", sealed).await;
        for other in [elsewhere.id, sealed.id, Uuid::now_v7()] {
            let other = close(json!({ "duplicateOfId": global_id::encode("Case", other) }));
            assert_eq!(house.error(&house.aminata, "closeCase", other).await, "NOT_FOUND");
        }
        let closed = house.must(&house.aminata, "closeCase", close(json!({ "duplicateOfId": house.case_id() }))).await;
        assert_eq!(closed["status"], "DUPLICATE");
        let stays = async |who: &Viewer| {
            let document = "query($id: ID!) { case(id: $id) { duplicateOf { reference } } }";
            house.world.ask(&house.engine, who, document, json!({ "id": id })).await["data"]["case"].take()
        };
        let reference = json!({ "duplicateOf": { "reference": house.case.reference } });
        assert_eq!(stays(&house.aminata).await, reference);
        // This case does not reveal another one that the worker may not know of.
        let mut row = house.row().await.into_active_model();
        row.access_mode = Set(AccessMode::Sealed);
        row.assigned_worker_id = Set(None);
        row.update(&house.world.database.writer).await.expect("the case is changed");
        assert_eq!(stays(&house.aminata).await, json!({ "duplicateOf": null }));
        let input = json!({ "caseId": id, "version": closed["version"] });
        let again = house.must(&house.aminata, "reopenCase", input).await;
        assert_eq!(again["status"], "REOPENED");
        assert_eq!(stays(&house.aminata).await, json!({ "duplicateOf": null }));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_description_is_refused() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let good = somebody("Awa", "Keita", None);
        for wrong in [
            json!({ "names": [] }),
            json!({ "names": [{ "given": "x".repeat(10_000), "script": "Latn", "type": "CLAIMED" }] }),
            json!({ "names": [{ "given": "Awa", "script": "Nope", "type": "CLAIMED" }] }),
            json!({ "names": [{ "given": "—", "script": "Latn", "type": "CLAIMED" }] }),
            json!({ "birthDate": "2999-01-01" }),
            json!({ "contacts": [{ "type": "PHONE", "value": "12", "mayContact": true }] }),
        ] {
            let asked = crate::stories::house::with(good.clone(), wrong.clone());
            let asked = house.asked_for_duplicates(&house.aminata, &asked).await;
            assert_eq!(asked["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{wrong:.80}: {asked:#}");
        }
        for first in [0, 26, -1] {
            let document = format!(
                "query($person: NewPersonInput!) {{ possibleDuplicates(person: $person, first: {first}) {{ signs }} }}"
            );
            let asked = house.world.ask(&house.engine, &house.aminata, &document, json!({ "person": good })).await;
            assert_eq!(asked["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{first}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_long_description_costs_as_many_statements_as_one_of_five() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let with = |number: usize| {
            let names: Vec<_> = (0..number)
                .map(|it| char::from(b'a' + u8::try_from(it).expect("a letter")))
                .map(|letter| json!({ "given": format!("Awa{letter}"), "script": "Latn", "type": "ALIAS" }))
                .collect();
            let contacts: Vec<_> = (0..number)
                .map(|it| json!({ "type": "PHONE", "value": format!("+227 9000 00{it:02}"), "mayContact": true }))
                .collect();
            json!({ "names": names, "sex": "FEMALE", "contacts": contacts })
        };
        let count = async |number| {
            let person = with(number);
            let ask = house.asked_for_duplicates(&house.aminata, &person);
            let (asked, statements) = house.world.listening(ask).await;
            assert_eq!(asked["errors"], Value::Null, "{asked:#}");
            statements.len()
        };
        let (one, five, twenty) = (count(1).await, count(5).await, count(20).await);
        assert_eq!((five - one, twenty), (4, five), "a statement for each of five names");
    })
    .await;
}
