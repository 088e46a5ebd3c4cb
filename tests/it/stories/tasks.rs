//! What waits for the people of a centre: cases, transfers, consents, and requests that need a second person.

use chrono::Duration;
use entity::{
    case,
    codes::{AccessMode, ConsularState, NationalityBasis, Purpose, Role, ServiceType, Urgency},
    consent, consular_request, nationality, referral,
};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::viewer::{OwnCentres, Viewer},
    global_id,
};

use super::house::{House, with};
use crate::support::{
    on_both, rows,
    tasks::{kinds, tasks},
};

impl House {
    async fn tasks_of(&self, who: &Viewer) -> Vec<String> {
        kinds(&self.world, &self.engine, who).await
    }
}

const NOTHING: [&str; 0] = [];

#[tokio::test]
async fn a_case_without_a_worker_and_a_case_to_review_wait_for_those_who_may_change_it() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let person = house.world.add(rows::person(&house.owner)).await;
        let unassigned = house.world.add(rows::case(&person, &house.agadez)).await;
        let sealed = case::Model { access_mode: AccessMode::Sealed, ..rows::case(&person, &house.agadez) };
        house.world.add(sealed).await;
        let id = global_id::encode("Case", unassigned.id);
        let found = tasks(&house.world, &house.engine, &house.moussa, json!({})).await;
        let expected = json!({ "kind": "CASE_TO_ASSIGN", "dueAt": null, "overdue": false,
            "node": { "id": id, "reference": unassigned.reference } });
        assert_eq!(found, [expected], "a sealed case is not his");
        assert_eq!(house.tasks_of(&house.salif).await, ["CASE_TO_ASSIGN"; 2]);
        let arlit = house.world.add(rows::centre(&house.owner)).await;
        let elsewhere = Viewer { centres: OwnCentres::Named(vec![arlit.id]), ..house.moussa.clone() };
        let auditor = Viewer { roles: vec![Role::Auditor], ..house.moussa.clone() };
        for other in [&elsewhere, &auditor, &house.aminata, &house.awa, &house.ibrahim, &house.nadia] {
            assert_eq!(house.tasks_of(other).await, NOTHING, "{other:?}");
        }
        for first in [-1, 101] {
            let document = "query($first: Int!) { myTasks(first: $first) { hasMore } }";
            let refused = house.world.ask(&house.engine, &house.moussa, document, json!({ "first": first })).await;
            assert_eq!(refused["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{refused:#}");
        }
        let document = "{ myTasks(first: 1) { hasMore tasks { kind } } myTasks(first: 1) { counts { kind count } } }";
        let one = house.world.ask(&house.engine, &house.salif, document, json!({})).await["data"]["myTasks"].take();
        assert_eq!((&one["hasMore"], &one["tasks"]), (&json!(true), &json!([{ "kind": "CASE_TO_ASSIGN" }])), "{one:#}");
        let counted = one["counts"].as_array().expect("a list");
        assert!(counted.contains(&json!({ "kind": "CASE_TO_ASSIGN", "count": 2 })), "{one:#}");
        let worker = global_id::encode("Worker", house.aminata.worker_id);
        let assigned = json!({ "caseId": id, "version": 1, "assignedWorkerId": worker });
        house.must(&house.moussa, "assignCase", assigned).await;
        assert_eq!(house.tasks_of(&house.moussa).await, NOTHING);

        let review = house.of_case(json!({ "nextReviewOn": "2023-11-16" })).await;
        house.must(&house.aminata, "updateCase", review).await;
        assert_eq!(house.tasks_of(&house.aminata).await, NOTHING, "the day has not come");
        house.world.now += Duration::days(2);
        let due = tasks(&house.world, &house.engine, &house.aminata, json!({})).await;
        assert_eq!((&due[0]["kind"], &due[0]["overdue"]), (&json!("CASE_TO_REVIEW"), &json!(false)), "{due:#?}");
        assert_eq!(due[0]["dueAt"], "2023-11-17T00:00:00Z");
        let before = async |moment: &str| {
            tasks(&house.world, &house.engine, &house.moussa, json!({ "dueBefore": moment })).await.len()
        };
        assert_eq!((before("2023-11-17T00:00:00Z").await, before("2023-11-17T00:00:01Z").await), (0, 1));
        assert_eq!(house.tasks_of(&house.awa).await, NOTHING, "a doctor does not review the case");
        let colleague = house.world.add(rows::worker(&house.owner)).await;
        let colleague = Viewer { worker_id: colleague.id, ..house.aminata.clone() };
        assert_eq!(house.tasks_of(&colleague).await, NOTHING, "a colleague reads the case and may not change it");
        house.world.now += Duration::days(1);
        let due = tasks(&house.world, &house.engine, &house.moussa, json!({})).await;
        assert_eq!((&due[0]["kind"], &due[0]["overdue"]), (&json!("CASE_TO_REVIEW"), &json!(true)));
        let review = house.of_case(json!({ "nextReviewOn": "2023-12-16" })).await;
        house.must(&house.moussa, "updateCase", review).await;
        assert_eq!(house.tasks_of(&house.moussa).await, NOTHING);
    })
    .await;
}

#[tokio::test]
async fn a_transfer_waits_for_one_person_after_the_other() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let consent = house.world.add(rows::consent(&house.case, Purpose::Transfer)).await;
        house.world.add(rows::recipient(&consent, &house.partner)).await;
        let centre = global_id::encode("Centre", house.dirkou.id);
        let proposal = json!({ "caseId": house.case_id(), "toCentreId": centre, "reason": "nearer to her brother" });
        let next = |row: &Value| json!({ "transferId": row["id"], "version": row["version"] });

        let row = house.must(&house.aminata, "proposeTransfer", proposal).await;
        assert_eq!(house.tasks_of(&house.moussa).await, ["TRANSFER_TO_APPROVE"]);
        let officer = Viewer { roles: vec![Role::ProtectionOfficer], ..house.aminata.clone() };
        for other in [&house.aminata, &officer, &house.ibrahim] {
            assert_eq!(house.tasks_of(other).await, NOTHING, "{other:?}");
        }
        let row = house.must(&house.moussa, "approveTransfer", next(&row)).await;
        assert_eq!(house.tasks_of(&house.moussa).await, ["TRANSFER_TO_OFFER"]);
        let row = house.must(&house.moussa, "offerTransfer", next(&row)).await;
        assert_eq!(house.tasks_of(&house.moussa).await, NOTHING);
        assert_eq!(house.tasks_of(&house.ibrahim).await, ["TRANSFER_TO_ANSWER"]);
        assert_eq!(house.tasks_of(&house.nadia).await, NOTHING);

        let row = house.must(&house.ibrahim, "acceptTransfer", next(&row)).await;
        assert_eq!(house.tasks_of(&house.ibrahim).await, ["CASE_TO_ASSIGN", "TRANSFER_TO_HAND_OVER"]);
        assert_eq!(house.tasks_of(&house.moussa).await, ["TRANSFER_TO_HAND_OVER"]);
        let day = with(next(&row), json!({ "conferenceOn": "2023-11-10" }));
        let row = house.must(&house.moussa, "confirmTransferHandover", day).await;
        assert_eq!(house.tasks_of(&house.moussa).await, NOTHING, "his side has confirmed");
        assert_eq!(house.tasks_of(&house.zara).await, ["TRANSFER_TO_HAND_OVER"]);
        house.must(&house.zara, "confirmTransferHandover", next(&row)).await;
        assert_eq!(house.tasks_of(&house.zara).await, NOTHING);
    })
    .await;
}

#[tokio::test]
async fn a_consent_that_ends_soon_waits_for_the_case_worker_and_a_request_without_consent_for_another_officer() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let ends = |days| consent::Model {
            valid_until: Some(house.world.now + Duration::days(days)),
            ..rows::consent(&house.case, Purpose::FamilyTracing)
        };
        for days in [8, 6, -1] {
            house.world.add(ends(days)).await;
        }
        assert_eq!(house.tasks_of(&house.aminata).await, ["CONSENT_TO_RENEW"], "the others end later, or have ended");
        assert_eq!(house.tasks_of(&house.moussa).await, NOTHING, "a manager records no consent");

        let centre = global_id::encode("Centre", house.dirkou.id);
        let asked = json!({ "legalBasis": "VITAL_INTEREST", "reason": "unconscious; only Dirkou has a place" });
        let asked =
            json!({ "caseId": house.case_id(), "toCentreId": centre, "reason": "nearer", "legalOverride": asked });
        let officer = Viewer { roles: vec![Role::ProtectionOfficer], ..house.aminata.clone() };
        house.must(&officer, "proposeTransfer", asked).await;
        let mine = house.tasks_of(&officer).await;
        assert!(!mine.iter().any(|kind| kind == "LEGAL_OVERRIDE_TO_DECIDE"), "{mine:?}: she asked for it herself");
        let found =
            tasks(&house.world, &house.engine, &house.salif, json!({ "kinds": ["LEGAL_OVERRIDE_TO_DECIDE"] })).await;
        assert_eq!(found.len(), 1);
        let request = json!({ "legalOverrideId": found[0]["node"]["id"], "version": 1 });
        let approved = house.must(&house.salif, "approveLegalOverride", request).await;
        let salif = house.tasks_of(&house.salif).await;
        assert!(!salif.iter().any(|kind| kind.starts_with("LEGAL_OVERRIDE")), "{salif:?}");

        let mut later = house;
        let until = approved["validUntil"].as_str().expect("a moment").parse::<chrono::DateTime<chrono::Utc>>();
        later.world.now = until.expect("a moment") - Duration::days(3);
        let ending =
            tasks(&later.world, &later.engine, &later.salif, json!({ "kinds": ["LEGAL_OVERRIDE_TO_RENEW"] })).await;
        assert_eq!((ending.len(), &ending[0]["dueAt"]), (1, &approved["validUntil"]));
    })
    .await;
}

#[tokio::test]
async fn an_overdue_referral_is_told_to_the_function_that_its_urgency_names() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let service = house.world.add(rows::service(&house.partner, ServiceType::HealthPrimary)).await;
        let overdue = Some(house.world.now - Duration::hours(1));
        for (urgency, protection, manager) in
            [(Urgency::Immediate, 1, 1), (Urgency::Emergency, 1, 0), (Urgency::Urgent, 0, 1), (Urgency::Routine, 0, 0)]
        {
            let sent = rows::referral(&house.case, &service);
            let sent = referral::Model { urgency, next_due_at: overdue, ..sent };
            let mut sent = house.world.add(sent).await;
            let told = async |who: &Viewer, kind: &str| {
                house.tasks_of(who).await.iter().filter(|found| *found == kind).count()
            };
            let found = (
                told(&house.salif, "REFERRAL_ESCALATED_TO_PROTECTION").await,
                told(&house.moussa, "REFERRAL_ESCALATED_TO_MANAGER").await,
            );
            assert_eq!(found, (protection, manager), "{urgency:?}");
            for other in [&house.aminata, &house.ibrahim, &house.zara, &house.nadia] {
                let tasks = house.tasks_of(other).await;
                assert!(!tasks.iter().any(|kind| kind.contains("ESCALATED")), "{urgency:?}: {tasks:?}");
            }
            // Nobody is told of a referral whose time has not come.
            sent.next_due_at = Some(house.world.now + Duration::hours(1));
            house.world.change(sent.clone()).await;
            assert_eq!(told(&house.salif, "REFERRAL_ESCALATED_TO_PROTECTION").await, 0);
            assert_eq!(told(&house.moussa, "REFERRAL_ESCALATED_TO_MANAGER").await, 0);
        }
    })
    .await;
}

#[tokio::test]
async fn a_nationality_that_the_consulate_confirmed_waits_until_it_is_recorded() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let state = house.world.add(rows::organisation(entity::codes::OrganisationType::GovOriginConsular)).await;
        let post = house.world.add(rows::post(&state, "GIN")).await;
        let consent = house.world.add(rows::consent(&house.case, Purpose::ConsularDocument)).await;
        let request = rows::consular_request(&house.case, &post, &consent, house.salif.worker_id);
        let mut request =
            house.world.add(consular_request::Model { state: ConsularState::Interviewed, ..request }).await;
        assert!(!house.tasks_of(&house.aminata).await.contains(&"NATIONALITY_TO_RECORD".to_owned()));
        let claimed = nationality::Model {
            id: Uuid::now_v7(),
            person_id: house.case.person_id,
            country: post.country.clone(),
            basis: NationalityBasis::Claimed,
            correction_id: None,
        };
        let mut recorded = house.world.add(claimed).await;
        for state in [ConsularState::NationalityConfirmed, ConsularState::DocumentInProduction, ConsularState::Issued] {
            request.state = state;
            house.world.change(request.clone()).await;
            for who in [&house.aminata, &house.salif] {
                assert_eq!(house.tasks_of(who).await, ["NATIONALITY_TO_RECORD"], "{state:?} {:?}", who.roles);
            }
            for other in [&house.moussa, &house.awa, &house.ibrahim, &house.nadia] {
                assert_eq!(house.tasks_of(other).await, NOTHING, "{state:?} {:?}", other.roles);
            }
        }
        recorded.basis = NationalityBasis::Confirmed;
        house.world.change(recorded).await;
        assert_eq!(house.tasks_of(&house.aminata).await, NOTHING);
    })
    .await;
}
