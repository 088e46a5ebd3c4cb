//! Merges that are refused, and what the refusals reveal.

use entity::{
    case, centre,
    codes::{AccessMode, TransferState},
    transfer, worker,
};
use sea_orm::{ActiveEnum as _, ColumnTrait as _, EntityTrait, QueryFilter as _, sea_query::Expr};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::global_id;

use super::{Second, phone};
use crate::{
    stories::house::{House, refusal, with},
    support::{on_both, rows},
};

fn person(id: Uuid) -> Value {
    json!(global_id::encode("Person", id))
}

#[tokio::test]
async fn the_versions_and_the_reason_are_those_of_two_people() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let second = Second::plain(&house).await;
        let both = house.both(&second);
        for (more, refused) in [
            (json!({ "version": 2 }), refusal("VERSION_CONFLICT", "version")),
            (json!({ "mergedVersion": 7 }), refusal("VERSION_CONFLICT", "mergedVersion")),
            (json!({ "reason": " " }), refusal("VALUE_REQUIRED", "reason")),
            (json!({ "mergedPersonId": both["personId"] }), refusal("VALUE_NOT_ALLOWED", "mergedPersonId")),
        ] {
            assert_eq!(house.refuses_to("mergePersons", with(both.clone(), more)).await, refused);
        }
    })
    .await;
}

#[tokio::test]
async fn a_protection_officer_merges_people_whose_cases_the_officer_works_on() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let second = Second::plain(&house).await;
        house.set_case(second.case.id, case::Column::AssignedWorkerId, house.aminata.worker_id.into()).await;
        let both = house.both(&second);
        for who in [&house.aminata, &house.moussa, &house.awa] {
            assert_eq!(house.denies(who, "mergePersons", both.clone()).await, "FORBIDDEN", "{:?}", who.roles);
        }
        for who in [&house.ibrahim, &house.nadia] {
            assert_eq!(house.denies(who, "mergePersons", both.clone()).await, "NOT_FOUND", "{:?}", who.roles);
        }
        let elsewhere = house.world.add(rows::person(&house.partner)).await;
        house.world.add(rows::case(&elsewhere, &house.dirkou)).await;
        let protected = house.world.add(rows::person(&house.owner)).await;
        let hidden =
            centre::Model { protected: true, fronting_centre_id: Some(house.agadez.id), ..rows::centre(&house.owner) };
        let hidden = house.world.add(hidden).await;
        house.world.add(rows::case(&protected, &hidden)).await;
        for id in [elsewhere.id, protected.id, Uuid::now_v7()] {
            for side in ["personId", "mergedPersonId"] {
                let input = with(both.clone(), json!({ side: person(id) }));
                assert_eq!(house.denies(&house.salif, "mergePersons", input).await, "NOT_FOUND", "{side}");
            }
        }
        house.merges("mergePersons", both).await;
    })
    .await;
}

#[tokio::test]
async fn a_person_who_was_handed_over_between_organisations_is_not_merged() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let second = Second::plain(&house).await;
        let third =
            house.world.add(case::Model { person_id: second.person.id, ..rows::case(&second.person, &house.agadez) });
        let third = third.await;
        let by = worker::Entity::find_by_id(house.salif.worker_id).one(&house.world.database.reader).await;
        let by = by.expect("workers are read").expect("Salif is there");
        let moved = transfer::Model { state: TransferState::Declined, ..rows::transfer(&third, &house.dirkou, &by) };
        let moved = house.world.add(moved).await;
        let both = house.both(&second);
        let state = async |state: TransferState| {
            let update = transfer::Entity::update_many().col_expr(transfer::Column::State, Expr::val(state.to_value()));
            let update = update.filter(transfer::Column::Id.eq(moved.id));
            update.exec(&house.world.database.writer).await.expect("written");
        };
        // It counts also when the case came back: the other organisation can have opened a case of its own, and whether it did
        // is nothing that a refusal may say.
        for accepted in [TransferState::Accepted, TransferState::HandedOver] {
            state(accepted).await;
            for (stays, merged) in [("personId", "mergedPersonId"), ("mergedPersonId", "personId")] {
                let input = with(both.clone(), json!({ "personId": both[stays], "mergedPersonId": both[merged] }));
                let refused = house.refuses_to("mergePersons", input).await;
                assert_eq!(refused, refusal("INVALID_TRANSITION", "mergedPersonId"), "{accepted:?}");
            }
        }
        // A case that moves within the organisation stays where it is known.
        state(TransferState::Declined).await;
        let within = rows::transfer(&third, &house.agadez, &by);
        house.world.add(transfer::Model { state: TransferState::HandedOver, ..within }).await;
        let undo = house.merge(&second).await;
        state(TransferState::Accepted).await;
        let refused = house.refuses_to("undoPersonMerge", undo).await;
        assert_eq!(refused, refusal("INVALID_TRANSITION", "personMergeId"), "{}", moved.reference);
    })
    .await;
}

#[tokio::test]
async fn what_contradicts_is_settled_first() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let second = Second::plain(&house).await;
        let both = house.both(&second);
        let contradiction = refusal("INVALID_TRANSITION", "mergedPersonId");
        let mode = async |mode: AccessMode| {
            let mode = Expr::val(mode.to_value());
            house.set_case(second.case.id, case::Column::AccessMode, mode).await;
        };
        for closed in [AccessMode::Restricted, AccessMode::Sealed] {
            mode(closed).await;
            assert_eq!(house.refuses_to("mergePersons", both.clone()).await, contradiction, "{closed:?}");
        }
        mode(AccessMode::Standard).await;

        house.world.add(phone(house.case.person_id, "+227 90 00 00 00", false)).await;
        house.world.add(phone(second.person.id, "+227 90 00 00 00", true)).await;
        assert_eq!(house.refuses_to("mergePersons", both.clone()).await, contradiction, "a contact is not allowed");
        let update = entity::contact::Entity::update_many().col_expr(entity::contact::Column::MayContact, false.into());
        update.exec(&house.world.database.writer).await.expect("written");

        let link = json!({
            "caseId": house.case_id(), "relativeCaseId": global_id::encode("Case", second.case.id), "relation": "SIBLING",
        });
        house.must(&house.salif, "recordFamilyLink", link).await;
        assert_eq!(house.refuses_to("mergePersons", both.clone()).await, contradiction, "they are sisters");
        entity::family_link::Entity::delete_many().exec(&house.world.database.writer).await.expect("written");

        let died = |deceased: bool| {
            let update = entity::person::Entity::update_many();
            let update = update.col_expr(entity::person::Column::Deceased, deceased.into());
            update.filter(entity::person::Column::Id.eq(second.person.id))
        };
        died(true).exec(&house.world.database.writer).await.expect("written");
        assert_eq!(house.refuses_to("mergePersons", both.clone()).await, contradiction, "one has died");
        died(false).exec(&house.world.database.writer).await.expect("written");
        house.merges("mergePersons", both).await;
    })
    .await;
}
