//! What moves with a merge, who is told, and what is left of the registration that was merged.

use serde_json::{Value, json};
use waystation::global_id;

use super::{OF_PERSON, Second, each};
use crate::{
    stories::house::{House, with},
    support::{following::Following, on_both, rows},
};

#[tokio::test]
async fn everything_of_the_second_registration_belongs_to_the_person_and_everything_goes_back() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let second = Second::whole(&house).await;
        let fields = format!("id person {{ {OF_PERSON} }}");
        let following = Following { world: &house.world, engine: &house.engine, fields: &fields };
        house.world.add(rows::share(&second.case, &house.partner)).await;
        let mut followers = Vec::new();
        for who in [&house.aminata, &house.moussa, &house.salif, &house.awa, &house.ibrahim, &house.nadia] {
            followers.push(following.begin(who).await);
        }
        let (rows_before, read_before) =
            (house.rows_of_people().await, house.registration(&house.salif, second.person.id).await);
        let first_before = house.registration(&house.salif, house.case.person_id).await;

        let merged = house.merges("mergePersons", house.both(&second)).await;
        let person = &merged["person"];
        assert_eq!(each(&person["names"], "given"), ["Aïssata", "Aïcha"], "each name once, the name in use first");
        for (list, field, value) in [
            ("identifiers", "number", "O0123"),
            ("contacts", "value", "+224 622 00 00 00"),
            ("nationalities", "country", "GIN"),
            ("languages", "language", "ff"),
        ] {
            assert_eq!(each(&person[list], field), [value], "{list}");
        }
        assert_eq!((&person["version"], &person["initials"]), (&json!(1), &json!("A.D.")));
        let merge = &person["merges"][0];
        assert_eq!(
            (&merge["mergedReference"], &merge["reason"]),
            (&json!(second.person.reference), &json!("she showed both cards"))
        );
        assert_eq!(merge["id"], merged["personMerge"]["id"]);
        let days = chrono::Duration::days(30);
        let until = merge["undoUntil"].as_str().expect("a moment").parse::<chrono::DateTime<chrono::Utc>>();
        assert_eq!(until.expect("a moment"), house.world.now + days);
        // The place of birth differs, so that the officer is warned and the other one is kept.
        assert_eq!(each(&merged["warnings"], "code"), ["REGISTRATIONS_DIFFER"]);
        assert_eq!(each(&person["formerFacts"], "birthPlace"), ["Labé"]);

        // Nothing names the second registration but the name that the person had already.
        let left: Vec<_> =
            house.rows_of_people().await.into_iter().filter(|(.., person)| *person == second.person.id).collect();
        let names = left.iter().filter(|(table, ..)| table == "person_names").count();
        let words = left.iter().filter(|(table, ..)| table == "person_name_words").count();
        assert_eq!((names, left.len()), (1, 1 + words), "{left:?}");
        assert_eq!(house.registration(&house.salif, second.person.id).await, Value::Null);
        for follower in &mut followers {
            following.follow(follower, 3).await.expect("the position is kept");
            assert_eq!(following.differing(follower).await, [], "{:?}", follower.viewer.roles);
        }

        let undo = json!({ "personId": person["id"], "personMergeId": merge["id"] });
        let undone = house.merges("undoPersonMerge", undo).await;
        assert!(undone["person"]["merges"][0]["undoneAt"].is_string());
        for follower in &mut followers {
            following.follow(follower, 3).await.expect("the position is kept");
            assert_eq!(following.differing(follower).await, [], "{:?}", follower.viewer.roles);
        }
        // Only what was kept of the differing facts is new.
        let (mut rows_after, mut read_after) =
            (house.rows_of_people().await, house.registration(&house.salif, second.person.id).await);
        rows_after.retain(|(table, ..)| table != "former_person_facts");
        assert_eq!(rows_after, rows_before);
        read_after["formerFacts"] = json!([]);
        assert_eq!(read_after, read_before);
        let mut first_after = house.registration(&house.salif, house.case.person_id).await;
        first_after["merges"] = json!([]);
        assert_eq!(first_after, first_before);
    })
    .await;
}

#[tokio::test]
async fn nothing_leads_to_a_registration_that_was_merged() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let second = Second::whole(&house).await;
        let input = house.both(&second);
        let shell = input["mergedPersonId"].clone();
        let undo = house.merge(&second).await;
        let more = json!({ "languages": [{ "language": "ha", "level": "BASIC" }] });
        let added = with(json!({ "personId": shell }), more);
        assert_eq!(house.denies(&house.salif, "addToPerson", added).await, "NOT_FOUND");
        let opened = json!({ "centreId": global_id::encode("Centre", house.agadez.id), "personId": shell });
        assert_eq!(house.error(&house.salif, "openCase", opened).await, "NOT_FOUND");
        // It is merged with nobody else, and neither side of a new merge knows it.
        assert_eq!(house.denies(&house.salif, "mergePersons", input).await, "NOT_FOUND");
        let of_the_shell = with(undo, json!({ "personId": shell }));
        assert_eq!(house.denies(&house.salif, "undoPersonMerge", of_the_shell).await, "NOT_FOUND");
        let search = "{ cases(filter: { name: \"Bah\" }) { nodes { person { id } } } }";
        let found = house.world.ask(&house.engine, &house.salif, search, json!({})).await;
        let found = found["data"]["cases"]["nodes"].as_array().expect("cases").clone();
        assert_eq!(found.len(), 2, "both cases are of a person with this name");
        assert!(found.iter().all(|case| case["person"]["id"] != shell));
    })
    .await;
}

#[tokio::test]
async fn merges_are_for_the_organisation_that_made_them() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let second = Second::plain(&house).await;
        house.world.add(rows::share(&house.case, &house.partner)).await;
        house.merge(&second).await;
        for (who, merges, reason) in
            [(&house.salif, 1, true), (&house.aminata, 1, true), (&house.moussa, 1, true), (&house.ibrahim, 0, false)]
        {
            let person = house.registration(who, house.case.person_id).await;
            let seen = person["merges"].as_array().expect("a list");
            assert_eq!(seen.len(), merges, "{:?}: {person:#}", who.roles);
            assert_eq!(seen.first().is_some_and(|it| it["reason"].is_string()), reason, "{:?}", who.roles);
        }
        assert_eq!(house.registration(&house.nadia, house.case.person_id).await, Value::Null);
    })
    .await;
}
