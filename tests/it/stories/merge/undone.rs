//! A merge that was a mistake is undone: for thirty days, once, and with what was recorded since.

use chrono::Duration;
use entity::{case, codes::AccessMode};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, IntoActiveModel as _};
use serde_json::json;
use waystation::{access::viewer::Viewer, global_id};

use super::{Second, each};
use crate::{
    stories::house::{House, refusal, with},
    support::on_both,
};

#[tokio::test]
async fn a_merge_is_undone_once_and_within_thirty_days() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let second = Second::plain(&house).await;
        let merged_at = house.world.now;
        let undo = house.merge(&second).await;
        for who in [&house.aminata, &house.moussa] {
            assert_eq!(house.denies(who, "undoPersonMerge", undo.clone()).await, "FORBIDDEN", "{:?}", who.roles);
        }
        for who in [&house.ibrahim, &house.nadia] {
            assert_eq!(house.denies(who, "undoPersonMerge", undo.clone()).await, "NOT_FOUND", "{:?}", who.roles);
        }
        let other = with(undo.clone(), json!({ "personMergeId": global_id::encode("PersonMerge", second.person.id) }));
        assert_eq!(house.denies(&house.salif, "undoPersonMerge", other).await, "NOT_FOUND");
        house.world.now = merged_at + Duration::days(31);
        let late = refusal("DATE_OUT_OF_RANGE", "personMergeId");
        assert_eq!(house.refuses_to("undoPersonMerge", undo.clone()).await, late);
        house.world.now = merged_at + Duration::days(30);
        house.merges("undoPersonMerge", undo.clone()).await;
        let again = refusal("INVALID_TRANSITION", "personMergeId");
        assert_eq!(house.refuses_to("undoPersonMerge", undo).await, again);
        // They are two people again. Only those who know both read that they were once one.
        let known = async |who: &Viewer| {
            let merges = house.registration(who, house.case.person_id).await["merges"].take();
            merges.as_array().expect("a list").len()
        };
        assert_eq!((known(&house.moussa).await, known(&house.salif).await), (1, 1));
        let mode = async |access_mode| {
            let row = case::ActiveModel { access_mode: Set(access_mode), ..second.case.clone().into_active_model() };
            row.update(&house.world.database.writer).await.expect("written");
        };
        mode(AccessMode::Sealed).await;
        assert_eq!((known(&house.moussa).await, known(&house.salif).await), (0, 1), "he does not know the other case");
        mode(AccessMode::Standard).await;
        // The two can be merged again.
        house.merges("mergePersons", house.both(&second)).await;
    })
    .await;
}

#[tokio::test]
async fn what_was_learned_since_stays_and_what_belongs_to_a_case_or_an_entry_goes_with_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let second = Second::plain(&house).await;
        let undo = house.merge(&second).await;
        let person_id = undo["personId"].clone();
        let name = |given: &str| json!({ "given": given, "family": "Bah", "script": "Latn", "type": "CLAIMED" });
        let added = json!({ "personId": person_id, "names": [name("Oumou")] });
        house.merges("addToPerson", added).await;
        let person = house.registration(&house.salif, house.case.person_id).await;
        assert_eq!(each(&person["names"], "given"), ["Aïssata", "Aïcha", "Oumou"]);
        let corrected = json!({ "personId": person_id, "version": 1, "reason": "misspelt",
            "names": { "corrected": [{ "id": person["names"][1]["id"], "to": name("Aïchatou") }] } });
        house.merges("correctPerson", corrected).await;
        let arrival = json!({ "caseId": global_id::encode("Case", second.case.id), "version": 1 });
        let document =
            "mutation($input: RecordArrivalInput!) { recordArrival(idempotencyKey: \"arrives\", input: $input) {
            userErrors { code } } }";
        let arrived = house.world.ask(&house.engine, &house.salif, document, json!({ "input": arrival })).await;
        assert_eq!(arrived["data"]["recordArrival"]["userErrors"], json!([]), "{arrived:#}");

        house.merges("undoPersonMerge", undo).await;
        let first = house.registration(&house.salif, house.case.person_id).await;
        assert_eq!(
            (each(&first["names"], "given"), &first["initials"]),
            (strings(&["Aïssata", "Oumou"]), &json!("A.D."))
        );
        let other = house.registration(&house.salif, second.person.id).await;
        assert_eq!((each(&other["names"], "given"), &other["initials"]), (strings(&["Aïchatou"]), &json!("A.B.")));
        assert_eq!(
            (each(&first["formerNames"], "given"), each(&other["formerNames"], "given")),
            (vec![], strings(&["Aïcha"]))
        );
        let stays: Vec<_> = house.rows_of_people().await.into_iter().filter(|(table, ..)| table == "stays").collect();
        assert!(stays.iter().all(|(.., person)| *person == second.person.id) && stays.len() == 1, "{stays:?}");
    })
    .await;
}

fn strings(of: &[&str]) -> Vec<String> {
    of.iter().map(|it| (*it).to_owned()).collect()
}

#[tokio::test]
async fn nobody_is_left_without_a_name() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let second = Second::plain(&house).await;
        let undo = house.merge(&second).await;
        let person = house.registration(&house.salif, house.case.person_id).await;
        let ended = json!({ "personId": undo["personId"], "version": 1, "reason": "an alias",
            "names": { "endedIds": [person["names"][1]["id"]] } });
        house.merges("correctPerson", ended).await;
        let refused = house.refuses_to("undoPersonMerge", undo.clone()).await;
        assert_eq!(refused, refusal("INVALID_TRANSITION", "personMergeId"));
        assert_eq!(house.rows_of_people().await.iter().filter(|(.., id)| *id == second.person.id).count(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_person_who_was_merged_again_is_taken_apart_in_the_same_order() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let second = Second::plain(&house).await;
        let inner = house.merge(&second).await;
        let before = house.rows_of_people().await;
        let third = Second::plain(&house).await;
        // Aïssata's own registration is merged into a third one.
        let both = house.both(&third);
        let outer = json!({
            "personId": both["mergedPersonId"], "version": 1, "mergedPersonId": both["personId"], "mergedVersion": 1,
            "reason": "the newest one is right",
        });
        let outer = house.merges("mergePersons", outer).await;
        assert_eq!(house.denies(&house.salif, "undoPersonMerge", inner.clone()).await, "NOT_FOUND");
        let outer = json!({ "personId": outer["person"]["id"], "personMergeId": outer["personMerge"]["id"] });
        house.merges("undoPersonMerge", outer).await;
        let mut after = house.rows_of_people().await;
        after.retain(|(.., person)| *person != third.person.id);
        assert_eq!(after, before);
        house.merges("undoPersonMerge", inner).await;
        assert_eq!(house.row_of(second.person.id).await.initials.as_deref(), Some("A.D."));
    })
    .await;
}
