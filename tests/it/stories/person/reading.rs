//! A person by its identifier: what the case that leads to it shows, and no more.

use entity::{
    case,
    codes::{AccessMode, Role},
};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, global_id};

use crate::{
    stories::house::House,
    support::{on_both, rows},
};

#[tokio::test]
async fn a_person_is_read_by_identifier_as_through_the_case() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let through = "query($id: ID!) { node(id: $id) { ... on Case { person {
            id version sex ageBand initials birthYear names { given } contacts { value } } } } }";
        let direct = "query($id: ID!) { node(id: $id) { ... on Person {
            id version sex ageBand initials birthYear names { given } contacts { value } } } }";
        for who in [&house.aminata, &house.moussa, &house.salif, &house.awa, &house.zara, &house.nadia, &house.ibrahim]
        {
            let ask = async |document: &str, id: String| {
                house.world.ask(&house.engine, who, document, json!({ "id": id })).await["data"]["node"].take()
            };
            let of_case = ask(through, house.case_id()).await["person"].take();
            assert_eq!(ask(direct, house.person_id()).await, of_case, "{:?}", who.roles);
        }
        assert_eq!(house.person(&house.aminata).await["names"][0]["given"], "Aïssata");
        assert_eq!(house.person(&house.nadia).await, Value::Null);
        assert_eq!(house.person(&house.ibrahim).await, Value::Null);
    })
    .await;
}

#[tokio::test]
async fn of_several_cases_the_one_that_shows_most_leads_to_the_person() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let person = house.person_row().await;
        // A sealed case of the same person, and one of another organisation, show nothing to the worker.
        for centre in [&house.agadez, &house.dirkou] {
            let sealed = case::Model { access_mode: AccessMode::Sealed, ..rows::case(&person, centre) };
            house.world.add(sealed).await;
        }
        assert_eq!(house.person(&house.aminata).await["names"][0]["given"], "Aïssata");
        let explained = "query($id: ID!) { explainAccess(id: $id, field: \"names\") { readable dataClass } }";
        let explain = async |who| {
            let asked = json!({ "id": house.person_id() });
            house.world.ask(&house.engine, who, explained, asked).await["data"]["explainAccess"].take()
        };
        let read = json!({ "readable": true, "dataClass": "IDENTITY" });
        assert_eq!((explain(&house.aminata).await, explain(&house.nadia).await), (read, Value::Null));
        let unknown = global_id::encode("Person", uuid::Uuid::now_v7());
        let document = "query($id: ID!) { node(id: $id) { id } }";
        let nobody = house.world.ask(&house.engine, &house.aminata, document, json!({ "id": unknown })).await;
        let hidden = house.world.ask(&house.engine, &house.nadia, document, json!({ "id": house.person_id() })).await;
        assert_eq!(nobody["errors"][0]["message"], hidden["errors"][0]["message"]);
    })
    .await;
}

#[tokio::test]
async fn who_may_read_no_fact_of_a_person_does_not_reach_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let auditor = Viewer { roles: vec![Role::Auditor], ..house.moussa.clone() };
        let document = "query($id: ID!) { case(id: $id) { reference person { id reference } } }";
        let seen = house.world.ask(&house.engine, &auditor, document, json!({ "id": house.case_id() })).await;
        let case = json!({ "reference": house.case.reference, "person": null });
        assert_eq!((&seen["data"]["case"], &seen["errors"]), (&case, &Value::Null));
        let withheld = seen["extensions"]["withheld"].to_string();
        assert!(withheld.contains("Case.person"), "{seen:#}");
        assert_eq!(house.person(&auditor).await, Value::Null);
    })
    .await;
}
