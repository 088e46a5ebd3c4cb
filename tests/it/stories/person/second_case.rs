//! A person who had a case before gets a second one, and is not registered again.

use entity::{
    case,
    codes::{AccessMode, CaseStatus, ClosureReason},
    person,
};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::global_id;

use crate::{
    stories::house::{House, refusal, with},
    support::{on_both, rows},
};

fn opens(house: &House, more: Value) -> Value {
    with(json!({ "centreId": global_id::encode("Centre", house.agadez.id) }), more)
}

fn known(person_id: Uuid) -> Value {
    json!({ "personId": global_id::encode("Person", person_id) })
}

/// A closed case of somebody at the centre of the house, of which the case worker of the house was the worker of record.
async fn closed(house: &House, of: fn(case::Model) -> case::Model) -> case::Model {
    let person = house.world.add(rows::person(&house.owner)).await;
    house.world.add(rows::name(&person, "Kadiatou", "Bah")).await;
    let case = case::Model {
        status: CaseStatus::Closed,
        closure_reason: Some(ClosureReason::Completed),
        assigned_worker_id: house.case.assigned_worker_id,
        ..rows::case(&person, &house.agadez)
    };
    house.world.add(of(case)).await
}

#[tokio::test]
async fn a_person_who_comes_back_has_a_second_case_and_the_same_facts() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let first = closed(&house, |case| case::Model { access_mode: AccessMode::Restricted, ..case }).await;
        let people = person::Entity::find().count(&house.world.database.reader).await.expect("counted");
        let opened = house.must(&house.aminata, "openCase", opens(&house, known(first.person_id))).await;
        assert_ne!(opened["reference"], first.reference);
        assert_eq!(opened["person"]["names"][0]["family"], "Bah");
        assert_eq!(person::Entity::find().count(&house.world.database.reader).await.expect("counted"), people);
        let rows = case::Entity::find().all(&house.world.database.reader).await.expect("cases");
        let second = rows.iter().find(|row| opened["reference"] == row.reference).expect("it is there");
        assert_eq!((second.person_id, second.access_mode), (first.person_id, AccessMode::Restricted));

        let document = "mutation($input: OpenCaseInput!) { openCase(idempotencyKey: \"third\", input: $input) {
            case { id } warnings { code message } userErrors { code } } }";
        let third = json!({ "input": opens(&house, known(house.case.person_id)) });
        let third = house.world.ask(&house.engine, &house.aminata, document, third).await;
        let warning = &third["data"]["openCase"]["warnings"][0];
        assert_eq!(warning["code"], "POSSIBLE_DUPLICATE", "the person has an open case: {third:#}");
        assert!(warning["message"].as_str().expect("a message").ends_with(&house.case.reference));
    })
    .await;
}

#[tokio::test]
async fn a_second_case_opens_no_person_whom_the_worker_does_not_answer_for() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let of_a_colleague = closed(&house, |case| case::Model { assigned_worker_id: None, ..case }).await;
        let sealed =
            closed(&house, |case| case::Model { assigned_worker_id: None, access_mode: AccessMode::Sealed, ..case })
                .await;
        let elsewhere = {
            let person = house.world.add(rows::person(&house.partner)).await;
            let centre = house.world.add(rows::centre(&house.partner)).await;
            house.world.add(rows::case(&person, &centre)).await
        };
        for (who, person_id, code) in [
            (&house.aminata, of_a_colleague.person_id, "FORBIDDEN"),
            (&house.aminata, sealed.person_id, "NOT_FOUND"),
            (&house.aminata, elsewhere.person_id, "NOT_FOUND"),
            (&house.aminata, Uuid::now_v7(), "NOT_FOUND"),
            (&house.moussa, of_a_colleague.person_id, "FORBIDDEN"),
        ] {
            assert_eq!(house.error(who, "openCase", opens(&house, known(person_id))).await, code);
        }
        house.must(&house.salif, "openCase", opens(&house, known(of_a_colleague.person_id))).await;
    })
    .await;
}

#[tokio::test]
async fn a_case_is_about_a_new_person_or_a_known_one() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let new = json!({ "person": { "names": [{ "given": "Awa", "script": "Latn", "type": "CLAIMED" }], "sex": "FEMALE" } });
        let none = house.refused(&house.aminata, "openCase", opens(&house, json!({}))).await;
        assert_eq!(none, refusal("VALUE_REQUIRED", "person"));
        let both = opens(&house, with(new.clone(), known(house.case.person_id)));
        assert_eq!(house.refused(&house.aminata, "openCase", both).await, refusal("VALUE_NOT_ALLOWED", "personId"));
        let wrong = with(json!({}), json!({ "personId": global_id::encode("Case", house.case.id) }));
        assert_eq!(house.error(&house.aminata, "openCase", opens(&house, wrong)).await, "NOT_FOUND");
        house.must(&house.aminata, "openCase", opens(&house, new)).await;
    })
    .await;
}
