//! People who travel together: what the household shows, to whom, and that it opens nothing of a file.

use entity::{
    case,
    codes::{AccessMode, CaseStatus, DataClass, Role, ServiceType},
    household, share,
};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::{class::ClassSet, viewer::Viewer},
    global_id,
};

use crate::{
    stories::house::{House, refusal, with},
    support::{on_both, rows},
};

const HOUSEHOLD: &str = "query($id: ID!) { case(id: $id) { version householdRole
    household { reference members { totalCount nodes { reference householdRole } } } } }";

/// A case at the centre of the house, with the same worker of record.
async fn member(house: &House, of: fn(case::Model) -> case::Model) -> case::Model {
    let person = house.world.add(rows::person(&house.owner)).await;
    let case = case::Model { assigned_worker_id: house.case.assigned_worker_id, ..rows::case(&person, &house.agadez) };
    house.world.add(of(case)).await
}

async fn sees(house: &House, who: &Viewer, case: &case::Model) -> Value {
    let asked = json!({ "id": global_id::encode("Case", case.id) });
    house.world.ask(&house.engine, who, HOUSEHOLD, asked).await["data"]["case"].take()
}

fn joins(case: &case::Model, version: i32, other: &case::Model, role: &str) -> Value {
    json!({
        "caseId": global_id::encode("Case", case.id),
        "version": version,
        "otherCaseId": global_id::encode("Case", other.id),
        "role": role,
    })
}

/// The references of the members with their roles.
fn members(seen: &Value) -> Vec<(String, String)> {
    let list = &seen["household"]["members"];
    let nodes = list["nodes"].as_array().expect("members");
    assert_eq!(list["totalCount"], nodes.len());
    let text = |it: &Value, name: &str| it[name].as_str().unwrap_or("null").to_owned();
    let mut members: Vec<_> = nodes.iter().map(|it| (text(it, "reference"), text(it, "householdRole"))).collect();
    members.sort();
    members
}

#[tokio::test]
async fn a_mother_and_her_child_travel_together_until_one_of_them_leaves() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (mother, child) = (&house.case, member(&house, |case| case).await);
        assert_eq!(sees(&house, &house.aminata, mother).await["household"], Value::Null);
        house.must(&house.aminata, "joinHousehold", joins(&child, 1, mother, "CHILD")).await;
        let both = {
            let mut both =
                vec![(mother.reference.clone(), "HEAD".to_owned()), (child.reference.clone(), "CHILD".to_owned())];
            both.sort();
            both
        };
        for case in [mother, &child] {
            let seen = sees(&house, &house.aminata, case).await;
            assert_eq!((members(&seen), &seen["version"]), (both.clone(), &json!(2)));
        }
        let households = household::Entity::find().count(&house.world.database.reader).await.expect("counted");
        assert_eq!(households, 1);

        let brother = member(&house, |case| case).await;
        let payload = house.must(&house.aminata, "joinHousehold", joins(&brother, 1, &child, "SIBLING")).await;
        assert_eq!(payload["reference"], brother.reference, "the payload shows the case that joined");
        let seen = sees(&house, &house.aminata, mother).await;
        assert_eq!((members(&seen).len(), &seen["version"]), (3, &json!(2)), "a third member changes no other");

        let leaves = json!({ "caseId": global_id::encode("Case", child.id), "version": 2 });
        house.must(&house.aminata, "leaveHousehold", leaves).await;
        let alone = sees(&house, &house.aminata, &child).await;
        assert_eq!(alone, json!({ "version": 3, "householdRole": null, "household": null }));
        assert_eq!(members(&sees(&house, &house.aminata, mother).await).len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_household_shows_only_members_whose_case_the_reader_may_know_of() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let sealed = member(&house, |case| case::Model { access_mode: AccessMode::Sealed, ..case }).await;
        let child = member(&house, |case| case).await;
        for (case, role) in [(&sealed, "SPOUSE"), (&child, "CHILD")] {
            house.must(&house.salif, "joinHousehold", joins(case, 1, &house.case, role)).await;
        }
        assert_eq!(members(&sees(&house, &house.salif, &house.case).await).len(), 3, "the protection officer");
        let seen = members(&sees(&house, &house.moussa, &house.case).await);
        assert_eq!(seen.len(), 2, "a manager knows of no sealed case: {seen:?}");
        assert!(seen.iter().all(|(reference, _)| *reference != sealed.reference));

        // The partner is told of the mother, and of nobody who travels with her.
        let service = house.world.add(rows::service(&house.partner, ServiceType::Shelter)).await;
        let referral = house.world.add(rows::referral(&house.case, &service)).await;
        let share = share::Model {
            referral_id: Some(referral.id),
            classes: ClassSet::of(&[DataClass::Operational]).to_bits(),
            ..rows::share(&house.case, &house.partner)
        };
        house.world.add(share).await;
        let seen = sees(&house, &house.ibrahim, &house.case).await;
        assert_eq!(members(&seen), [(house.case.reference.clone(), "HEAD".to_owned())]);
        assert_eq!(sees(&house, &house.ibrahim, &child).await, Value::Null, "the household opens no file");
        assert_eq!(sees(&house, &house.nadia, &house.case).await, Value::Null);
    })
    .await;
}

#[tokio::test]
async fn only_who_may_change_both_files_joins_them() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let child = member(&house, |case| case).await;
        let elsewhere = {
            let person = house.world.add(rows::person(&house.partner)).await;
            let centre = house.world.add(rows::centre(&house.partner)).await;
            house.world.add(rows::case(&person, &centre)).await
        };
        let of_a_colleague = member(&house, |case| case::Model { assigned_worker_id: None, ..case }).await;
        for (case, other, code) in [
            (&child, &elsewhere, "NOT_FOUND"),
            (&elsewhere, &child, "NOT_FOUND"),
            (&child, &of_a_colleague, "FORBIDDEN"),
            (&of_a_colleague, &child, "FORBIDDEN"),
        ] {
            assert_eq!(house.error(&house.aminata, "joinHousehold", joins(case, 1, other, "CHILD")).await, code);
        }
        let unknown = with(
            joins(&child, 1, &house.case, "CHILD"),
            json!({ "otherCaseId": global_id::encode("Case", Uuid::now_v7()) }),
        );
        assert_eq!(house.error(&house.aminata, "joinHousehold", unknown).await, "NOT_FOUND");
        let medic = house.world.add(rows::worker(&house.owner)).await;
        let medic = house.world.viewer(Role::MedicalOfficer, &medic, &house.owner);
        assert_eq!(house.error(&medic, "joinHousehold", joins(&child, 1, &house.case, "CHILD")).await, "FORBIDDEN");
        house.must(&house.moussa, "joinHousehold", joins(&child, 1, &of_a_colleague, "CHILD")).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_no_household_is_refused() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (child, friend) = (member(&house, |case| case).await, member(&house, |case| case).await);
        let closed = member(&house, |case| case::Model { status: CaseStatus::Closed, ..case }).await;
        let second = {
            let person = house.case.person_id;
            let at = rows::case(&rows::person(&house.owner), &house.agadez);
            house.world.add(case::Model { person_id: person, assigned_worker_id: house.case.assigned_worker_id, ..at }).await
        };
        let leaves = |case: &case::Model, version: i32| json!({ "caseId": global_id::encode("Case", case.id), "version": version });
        for (input, expected) in [
            (joins(&child, 7, &house.case, "CHILD"), refusal("VERSION_CONFLICT", "version")),
            (joins(&child, 1, &child, "CHILD"), refusal("VALUE_NOT_ALLOWED", "otherCaseId")),
            (joins(&second, 1, &house.case, "SIBLING"), refusal("VALUE_NOT_ALLOWED", "otherCaseId")),
            (joins(&child, 1, &house.case, "HEAD"), refusal("VALUE_NOT_ALLOWED", "role")),
            (joins(&child, 1, &closed, "CHILD"), refusal("NOT_ACTIVE", "otherCaseId")),
            (joins(&closed, 1, &child, "CHILD"), refusal("NOT_ACTIVE", "")),
        ] {
            assert_eq!(house.refused(&house.aminata, "joinHousehold", input.clone()).await, expected, "{input}");
        }
        let none = refusal("INVALID_TRANSITION", "");
        assert_eq!(house.refused(&house.aminata, "leaveHousehold", leaves(&child, 1)).await, none);
        house.must(&house.aminata, "joinHousehold", joins(&child, 1, &house.case, "CHILD")).await;
        let twice = house.refused(&house.aminata, "joinHousehold", joins(&child, 2, &friend, "NOT_RELATED")).await;
        assert_eq!(twice, none, "a person has one household at a time");
        let stale = house.refused(&house.aminata, "leaveHousehold", leaves(&child, 1)).await;
        assert_eq!(stale, refusal("VERSION_CONFLICT", "version"));
    })
    .await;
}
