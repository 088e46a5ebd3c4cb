//! Relatives: claimed, verified or disproved, in the files of both, for those who read the protection data of both.

use entity::{
    case, centre,
    codes::{AccessMode, DataClass},
    family_link, share,
};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::{
        class::ClassSet,
        viewer::{OwnCentres, Viewer},
    },
    global_id,
};

use crate::{
    stories::house::{House, refusal, with},
    support::{on_both, rows},
};

const LINKS: &str = "query($id: ID!) { case(id: $id) { familyLinks {
    id version relation status grounds relativeName relativeCase { reference } } } }";

async fn relative(house: &House, centre: &centre::Model, of: fn(case::Model) -> case::Model) -> case::Model {
    let person = house.world.add(rows::person(&house.owner)).await;
    let case = case::Model { assigned_worker_id: house.case.assigned_worker_id, ..rows::case(&person, centre) };
    house.world.add(of(case)).await
}

/// The relatives in the file of the case as this viewer sees them; null if the viewer may not.
async fn links(house: &House, who: &Viewer, case: &case::Model) -> Value {
    let asked = json!({ "id": global_id::encode("Case", case.id) });
    house.world.ask(&house.engine, who, LINKS, asked).await["data"]["case"]["familyLinks"].take()
}

fn link(case: &case::Model, other: &case::Model, relation: &str) -> Value {
    let (case, other) = (global_id::encode("Case", case.id), global_id::encode("Case", other.id));
    json!({ "caseId": case, "relativeCaseId": other, "relation": relation })
}

fn decision(case: &case::Model, link: &Value, status: &str) -> Value {
    let case = global_id::encode("Case", case.id);
    json!({
        "caseId": case,
        "familyLinkId": link["id"],
        "version": link["version"],
        "status": status,
        "grounds": "both were asked apart",
    })
}

async fn count(house: &House) -> u64 {
    family_link::Entity::find().count(&house.world.database.reader).await.expect("counted")
}

#[tokio::test]
async fn a_relative_with_a_case_stands_in_both_files_and_one_decision_is_for_both() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (mother, child) = (&house.case, relative(&house, &house.agadez, |case| case).await);
        house.must(&house.aminata, "recordFamilyLink", link(&child, mother, "PARENT")).await;
        let of_child = links(&house, &house.salif, &child).await;
        let expected = json!({ "relation": "PARENT", "status": "CLAIMED", "grounds": null, "relativeName": null,
            "relativeCase": { "reference": mother.reference }, "version": 1, "id": of_child[0]["id"] });
        assert_eq!(of_child, json!([expected]));
        let of_mother = links(&house, &house.aminata, mother).await;
        assert_eq!(
            (&of_mother[0]["relation"], &of_mother[0]["relativeCase"]["reference"]),
            (&json!("CHILD"), &json!(child.reference))
        );

        let refused = house.error(&house.aminata, "decideFamilyLink", decision(&child, &of_child[0], "VERIFIED")).await;
        assert_eq!(refused, "FORBIDDEN", "a protection officer decides");
        house.must(&house.salif, "decideFamilyLink", decision(mother, &of_mother[0], "VERIFIED")).await;
        for case in [mother, &child] {
            let seen = links(&house, &house.aminata, case).await;
            assert_eq!((&seen[0]["status"], &seen[0]["version"]), (&json!("VERIFIED"), &json!(2)));
            assert_eq!(seen[0]["grounds"], "both were asked apart");
        }
        let stale = house.refused(&house.salif, "decideFamilyLink", decision(&child, &of_child[0], "DISPROVED")).await;
        assert_eq!(stale, refusal("VERSION_CONFLICT", "version"));
    })
    .await;
}

#[tokio::test]
async fn a_link_is_for_those_who_read_the_protection_data_of_both() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let sealed = relative(&house, &house.agadez, |case| case::Model {
            access_mode: AccessMode::Sealed,
            assigned_worker_id: None,
            ..case
        })
        .await;
        house.must(&house.salif, "recordFamilyLink", link(&house.case, &sealed, "SPOUSE")).await;
        assert_eq!(links(&house, &house.salif, &house.case).await.as_array().expect("links").len(), 1);
        assert_eq!(links(&house, &house.aminata, &house.case).await, json!([]), "the spouse's case is sealed");
        assert_eq!(links(&house, &house.moussa, &house.case).await, Value::Null, "a manager reads no protection data");

        let named = json!({ "caseId": house.case_id(), "relation": "SIBLING", "relativeName": "Saran Bah" });
        house.must(&house.aminata, "recordFamilyLink", named).await;
        let seen = links(&house, &house.aminata, &house.case).await;
        assert_eq!((seen.as_array().expect("links").len(), &seen[0]["relativeName"]), (1, &json!("Saran Bah")));
        let share = share::Model {
            classes: ClassSet::of(&[DataClass::Operational, DataClass::Protection]).to_bits(),
            ..rows::share(&house.case, &house.partner)
        };
        house.world.add(share).await;
        assert_eq!(links(&house, &house.zara, &house.case).await, json!([]), "a share is of one person");

        let centre = house.world.add(rows::centre(&house.owner)).await;
        let distant = relative(&house, &centre, |case| case).await;
        house.must(&house.aminata, "recordFamilyLink", link(&house.case, &distant, "CHILD")).await;
        let both = links(&house, &house.salif, &house.case).await;
        let moved =
            both.as_array().expect("links").iter().find(|it| it["relation"] == "CHILD").expect("the child").clone();
        let here = Viewer { centres: OwnCentres::Named(vec![house.agadez.id]), ..house.salif.clone() };
        let seen = links(&house, &here, &house.case).await;
        assert!(seen.as_array().expect("links").iter().all(|it| it["relation"] != "CHILD"), "{seen:#}");
        let absent = house.error(&here, "decideFamilyLink", decision(&house.case, &moved, "VERIFIED")).await;
        assert_eq!(absent, "NOT_FOUND", "the child is at a centre where the officer reads no protection data");

        let unseen = links(&house, &house.salif, &sealed).await;
        let foreign = decision(&house.case, &unseen[0], "DISPROVED");
        assert_eq!(house.error(&house.salif, "decideFamilyLink", foreign).await, "NOT_FOUND", "a link of another file");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_relative_is_refused() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let other = relative(&house, &house.agadez, |case| case).await;
        let elsewhere = relative(&house, &house.agadez, |case| case::Model { assigned_worker_id: None, ..case }).await;
        let of = |more: Value| with(json!({ "caseId": house.case_id(), "relation": "SIBLING" }), more);
        let unknown = of(json!({ "relativeCaseId": global_id::encode("Case", Uuid::now_v7()) }));
        assert_eq!(house.error(&house.aminata, "recordFamilyLink", unknown).await, "NOT_FOUND");
        let colleague = link(&house.case, &elsewhere, "SIBLING");
        assert_eq!(house.error(&house.aminata, "recordFamilyLink", colleague).await, "FORBIDDEN");
        for (input, expected) in [
            (of(json!({})), refusal("VALUE_REQUIRED", "relativeName")),
            (of(json!({ "relativeName": "x".repeat(10_000) })), refusal("TEXT_TOO_LONG", "relativeName")),
            (
                with(link(&house.case, &other, "CHILD"), json!({ "relativeName": "Awa" })),
                refusal("VALUE_NOT_ALLOWED", "relativeName"),
            ),
            (link(&house.case, &house.case, "CHILD"), refusal("VALUE_NOT_ALLOWED", "relativeCaseId")),
        ] {
            assert_eq!(
                house.refused(&house.aminata, "recordFamilyLink", input.clone()).await,
                expected,
                "{input:.120}"
            );
        }
        assert_eq!(count(&house).await, 0);
        house.must(&house.aminata, "recordFamilyLink", link(&house.case, &other, "SIBLING")).await;
        let again = house.refused(&house.aminata, "recordFamilyLink", link(&other, &house.case, "SIBLING")).await;
        assert_eq!(again, refusal("VALUE_NOT_ALLOWED", "relation"));
        let seen = links(&house, &house.salif, &other).await;
        let claimed = house.refused(&house.salif, "decideFamilyLink", decision(&other, &seen[0], "CLAIMED")).await;
        assert_eq!(claimed, refusal("VALUE_NOT_ALLOWED", "status"));
        house.must(&house.salif, "decideFamilyLink", decision(&other, &seen[0], "DISPROVED")).await;
        house.must(&house.aminata, "recordFamilyLink", link(&other, &house.case, "SIBLING")).await;
        assert_eq!(count(&house).await, 4, "a claim after a disproved one is a new claim");
    })
    .await;
}
