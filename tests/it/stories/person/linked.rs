//! A person with two cases: what is corrected through one is right in both, and neither organisation learns of the other.

use entity::{
    case,
    codes::{CaseStatus, Role},
};
use serde_json::{Value, json};
use waystation::access::viewer::Viewer;

use super::{code, each};
use crate::{
    stories::house::House,
    support::{following::Following, on_both, rows},
};

impl House {
    /// A case of the same person.
    async fn another(&self, of: case::Model) -> case::Model {
        self.world.add(case::Model { person_id: self.case.person_id, ..of }).await
    }

    async fn in_state(&self, status: CaseStatus) {
        use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, IntoActiveModel as _};
        let mut row = self.row().await.into_active_model();
        row.status = Set(status);
        row.update(&self.world.database.writer).await.expect("the case is changed");
    }

    /// The person, as the only case of this viewer shows it.
    async fn through_the_case(&self, who: &Viewer) -> Value {
        let document = format!("{{ cases {{ nodes {{ person {{ {} }} }} }} }}", super::OF_PERSON);
        self.world.ask(&self.engine, who, &document, json!({})).await["data"]["cases"]["nodes"][0]["person"].take()
    }
}

#[tokio::test]
async fn a_correction_is_right_in_both_cases_and_does_not_reveal_the_other_one() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let person = house.person_row().await;
        let of_zara = rows::case(&person, &house.dirkou);
        house.another(case::Model { assigned_worker_id: Some(house.zara.worker_id), ..of_zara }).await;
        let fields = format!("id person {{ {} }}", super::OF_PERSON);
        let following = Following { world: &house.world, engine: &house.engine, fields: &fields };
        let mut followers = [following.begin(&house.zara).await, following.begin(&house.aminata).await];
        let wrong = house.person(&house.zara).await["names"][0]["id"].clone();
        let right = json!({ "given": "Oumou", "family": "Bah", "script": "Latn", "type": "DOCUMENT" });
        let input = json!({ "names": { "corrected": [{ "id": wrong, "to": right }] }, "birthPlace": "Labé" });
        house.corrects("correctPerson", input).await;
        for (who, named) in [(&house.aminata, true), (&house.zara, false)] {
            for person in [house.person(who).await, house.through_the_case(who).await] {
                assert_eq!(
                    (each(&person["names"], "given"), &person["birthPlace"]),
                    (vec!["Oumou".to_owned()], &json!("Labé"))
                );
                assert_eq!(each(&person["formerNames"], "given"), ["Aïssata"]);
                for correction in [&person["formerNames"][0]["correction"], &person["formerFacts"][0]["correction"]] {
                    assert_eq!(correction["kind"], "CORRECTED");
                    assert_eq!(correction["reason"] == "she showed her papers", named, "{correction}");
                }
                let correction = &person["formerNames"][0]["correction"];
                for field in ["reason", "worker", "organisation"] {
                    assert_eq!(!correction[field].is_null(), named, "{field}: {correction}");
                }
            }
        }
        for follower in &mut followers {
            let told = following.follow(follower, 20).await.expect("the position is valid");
            assert_eq!((told.changed, told.left), (1, 0));
            assert_eq!(following.differing(follower).await, []);
        }
        // The other organisation corrects it once more, and the first one does not learn by whom.
        let again = json!({ "birthPlace": "Mamou", "version": 2 });
        assert_eq!(house.of_person(&house.zara, "correctPerson", again).await["data"]["it"]["userErrors"], json!([]));
        let former = house.person(&house.aminata).await["formerFacts"].take();
        let reasons: Vec<_> =
            former.as_array().expect("a list").iter().map(|facts| &facts["correction"]["reason"]).collect();
        assert_eq!(reasons, [&json!("she showed her papers"), &Value::Null]);
    })
    .await;
}

#[tokio::test]
async fn a_closed_or_merged_case_refuses_unless_another_one_is_open() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let more = json!({ "languages": [{ "language": "ff", "level": "NATIVE" }] });
        let correction = json!({ "birthPlace": "Labé" });
        for closed in [CaseStatus::Closed, CaseStatus::Duplicate, CaseStatus::Archived] {
            house.in_state(closed).await;
            for (mutation, input) in [("addToPerson", &more), ("correctPerson", &correction)] {
                let refused = house.refuses(mutation, input.clone()).await;
                assert_eq!(refused, ("NOT_ACTIVE".to_owned(), String::new()), "{closed:?}");
            }
        }
        assert_eq!(house.person_row().await.version, 1);
        house.in_state(CaseStatus::Duplicate).await;
        let person = house.person_row().await;
        let open = rows::case(&person, &house.agadez);
        house.another(case::Model { assigned_worker_id: Some(house.aminata.worker_id), ..open }).await;
        assert_eq!(each(&house.corrects("addToPerson", more).await["languages"], "language"), ["ff"]);
        assert_eq!(house.corrects("correctPerson", correction).await["birthPlace"], "Labé");
    })
    .await;
}

#[tokio::test]
async fn a_case_that_is_only_read_gives_no_right_to_correct() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        house.world.add(rows::share(&house.case, &house.partner)).await;
        let mut manager = house.ibrahim.clone();
        for role in [Role::CaseWorker, Role::CentreManager] {
            manager.roles = vec![role];
            for (mutation, input) in [
                ("addToPerson", json!({ "languages": [{ "language": "ff", "level": "NATIVE" }] })),
                ("correctPerson", json!({ "birthPlace": "Labé" })),
            ] {
                assert_eq!(code(&house.of_person(&manager, mutation, input).await), "FORBIDDEN", "{role:?}");
            }
        }
    })
    .await;
}
