//! One human with tokens of two organisations is two workers, and still no second person. Each step here needs a second
//! person, and the first step was taken by the same human for another organisation.

use entity::{
    codes::{
        ConsularState, Gate, GateOutcome, OrganisationType, Purpose, ReferralState, Role, ServiceType, TransferState,
    },
    consular_event, consular_request, legal_override, protection_gate, referral, transfer, worker,
};
use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id};

use super::house::{House, with};
use crate::support::{on_both, rows};

/// The worker that this human is in another organisation.
async fn elsewhere(house: &House, who: &Viewer) -> worker::Model {
    let database = &house.world.database;
    let here = worker::Entity::find_by_id(who.worker_id).one(&database.reader).await.expect("read").expect("there");
    let organisation = house.world.add(rows::organisation(OrganisationType::UnAgency)).await;
    let (issuer, subject) = (here.issuer, here.subject);
    house.world.add(worker::Model { issuer, subject, ..rows::worker(&organisation) }).await
}

/// A colleague of another human, with the role of this viewer.
async fn colleague(house: &House, who: &Viewer) -> Viewer {
    let worker = house.world.add(rows::worker(&house.owner)).await;
    Viewer { worker_id: worker.id, ..who.clone() }
}

/// The codes of the errors or refusals.
async fn codes(house: &House, who: &Viewer, mutation: &str, input: Value) -> Vec<String> {
    let (head, tail) = mutation.split_at(1);
    let document = format!(
        "mutation($key: String!, $input: {}{tail}Input!) {{
            {mutation}(idempotencyKey: $key, input: $input) {{ userErrors {{ code }} }}
        }}",
        head.to_uppercase()
    );
    let variables = json!({ "key": Uuid::now_v7().to_string(), "input": input });
    let response = house.world.ask(&house.engine, who, &document, variables).await;
    assert_eq!(response["errors"], Value::Null, "{mutation}: {response:#}");
    let errors = response["data"][mutation]["userErrors"].as_array().expect("a list").clone();
    errors.iter().map(|error| error["code"].as_str().expect("a code").to_owned()).collect()
}

/// The server refuses this viewer as the human of the first step.
async fn refused(house: &House, who: &Viewer, mutation: &str, input: Value) {
    assert_eq!(codes(house, who, mutation, input).await, ["SAME_PERSON"], "{mutation}");
}

fn step(name: &str, kind: &str, id: Uuid, more: Value) -> Value {
    with(json!({ name: global_id::encode(kind, id), "version": 1 }), more)
}

async fn clinic_referral(house: &House, more: impl FnOnce(referral::Model) -> referral::Model) -> referral::Model {
    let clinic = house.world.add(rows::service(&house.partner, ServiceType::HealthPrimary)).await;
    house.world.add(more(rows::referral(&house.case, &clinic))).await
}

#[tokio::test]
async fn a_human_of_two_organisations_decides_nothing_that_they_asked_for_themself() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let salif = &house.salif;
        let twin = elsewhere(&house, salif).await;

        let officer = Viewer { roles: vec![Role::DataProtectionOfficer], ..salif.clone() };
        let police = house.world.add(rows::organisation(OrganisationType::GovHostEnforcement)).await;
        let order = house.world.add(rows::legal_order(&house.case, &police, &twin)).await;
        let input = step("legalOrderId", "LegalOrder", order.id, json!({}));
        refused(&house, &officer, "approveLegalOrder", input).await;

        let referral = clinic_referral(&house, |row| row).await;
        let asked = house.world.add(rows::legal_override(&referral, &twin)).await;
        let input = |more| step("legalOverrideId", "LegalOverride", asked.id, more);
        refused(&house, salif, "approveLegalOverride", input(json!({}))).await;
        refused(&house, salif, "refuseLegalOverride", input(json!({ "reason": "no" }))).await;

        let asked = house.world.add(rows::determination(&house.case, &twin)).await;
        let decision = json!({ "outcome": "IN_FAVOUR", "reason": "heard" });
        let input = step("determinationId", "BestInterestDetermination", asked.id, decision);
        refused(&house, salif, "decideBestInterestDetermination", input.clone()).await;
        let other = colleague(&house, salif).await;
        let decided = codes(&house, &other, "decideBestInterestDetermination", input).await;
        assert!(decided.is_empty(), "another human decides");
    })
    .await;
}

#[tokio::test]
async fn a_human_of_two_organisations_agrees_to_no_transfer_and_no_referral_of_their_own() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (moussa, ibrahim) = (&house.moussa, &house.ibrahim);
        let other = house.world.add(rows::worker(&house.owner)).await;
        let first = elsewhere(&house, moussa).await;
        let row = transfer::Model {
            state: TransferState::Proposed,
            offered_at: None,
            ..rows::transfer(&house.case, &house.dirkou, &first)
        };
        let row = house.world.add(row).await;
        refused(&house, moussa, "approveTransfer", step("transferId", "Transfer", row.id, json!({}))).await;
        transfer::Entity::delete_by_id(row.id).exec(&house.world.database.writer).await.expect("deleted");
        house.world.rebuild().await;

        let twin = elsewhere(&house, ibrahim).await.id;
        let giver = Some(twin);
        let offered = rows::transfer(&house.case, &house.dirkou, &other);
        for row in [
            transfer::Model { proposed_by: twin, ..offered.clone() },
            transfer::Model { approved_by: giver, ..offered.clone() },
            transfer::Model { offered_by: giver, ..offered.clone() },
        ] {
            let row = house.world.add(row).await;
            refused(&house, ibrahim, "acceptTransfer", step("transferId", "Transfer", row.id, json!({}))).await;
            transfer::Entity::delete_by_id(row.id).exec(&house.world.database.writer).await.expect("deleted");
            house.world.rebuild().await;
        }
        let accepted = transfer::Model {
            state: TransferState::Accepted,
            receiver_confirmed_at: Some(offered.created_at),
            receiver_confirmed_by: Some(first.id),
            conference_on: Some(offered.created_at.date_naive()),
            ..offered
        };
        let row = house.world.add(accepted).await;
        refused(&house, moussa, "confirmTransferHandover", step("transferId", "Transfer", row.id, json!({}))).await;

        let focal = Viewer { roles: vec![Role::NgoFocalPoint], ..ibrahim.clone() };
        let review = |row| referral::Model { state: ReferralState::UnderReview, ..row };
        let sent = clinic_referral(&house, |row| referral::Model { from_worker_id: giver, ..review(row) }).await;
        refused(&house, &focal, "acceptReferral", step("referralId", "Referral", sent.id, json!({}))).await;
        let without =
            |row| referral::Model { legal_basis: Some(entity::codes::LegalBasis::VitalInterest), ..review(row) };
        for asked in [true, false] {
            let sent = clinic_referral(&house, without).await;
            let requested = rows::legal_override(&sent, &other);
            let approved_at = Some(requested.created_at);
            let row = if asked {
                legal_override::Model { requested_by: twin, approved_by: Some(other.id), ..requested }
            } else {
                legal_override::Model { approved_by: giver, ..requested }
            };
            house.world.add(legal_override::Model { approved_at, ..row }).await;
            refused(&house, &focal, "acceptReferral", step("referralId", "Referral", sent.id, json!({}))).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_human_of_two_organisations_decides_no_gate_and_receives_no_document_of_their_own() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let salif = &house.salif;
        let twin = elsewhere(&house, salif).await;
        let embassy = house.world.add(rows::organisation(OrganisationType::GovOriginConsular)).await;
        let post = house.world.add(rows::post(&embassy, "GIN")).await;
        let consent = house.world.add(rows::consent(&house.case, Purpose::ConsularDocument)).await;
        let request = |drafted_by, state| consular_request::Model {
            state,
            ..rows::consular_request(&house.case, &post, &consent, drafted_by)
        };
        let id = |row: &consular_request::Model, more| step("consularRequestId", "ConsularRequest", row.id, more);
        let decision = json!({ "gate": "E_INFORMED_CONSENT", "outcome": "FAIL", "note": "she was not asked" });

        let row = house.world.add(request(twin.id, ConsularState::ProtectionScreening)).await;
        refused(&house, salif, "decideProtectionGate", id(&row, decision.clone())).await;
        refused(&house, salif, "correctProtectionGate", id(&row, decision.clone())).await;
        let drafter = house.aminata.worker_id;
        let row = house.world.add(request(drafter, ConsularState::ProtectionScreening)).await;
        house.world.add(gate(&row, twin.id, GateOutcome::Pass)).await;
        refused(&house, salif, "correctProtectionGate", id(&row, decision)).await;
        let row = house.world.add(request(drafter, ConsularState::BlockedProtection)).await;
        house.world.add(gate(&row, twin.id, GateOutcome::Fail)).await;
        refused(&house, salif, "liftProtectionGateFailure", id(&row, json!({ "reason": "it is safe" }))).await;

        let desk = Viewer { roles: vec![Role::ConsularWorker], ..house.aminata.clone() };
        let row = house.world.add(request(drafter, ConsularState::Issued)).await;
        let here = worker::Entity::find_by_id(desk.worker_id).one(&house.world.database.reader).await;
        let here = here.expect("read").expect("there");
        let consulate = worker::Model { issuer: here.issuer, subject: here.subject, ..rows::worker(&embassy) };
        let consulate = house.world.add(consulate).await;
        let event = consular_event::Model {
            id: Uuid::now_v7(),
            consular_request_id: row.id,
            at: row.created_at,
            worker_id: Some(consulate.id),
            organisation_id: Some(embassy.id),
            from_state: Some(ConsularState::DocumentInProduction),
            to_state: ConsularState::Issued,
            reason: None,
        };
        let event = event.into_active_model();
        consular_event::Entity::insert(event).exec(&house.world.database.writer).await.expect("written");
        refused(&house, &desk, "recordDocumentReceived", id(&row, json!({}))).await;
    })
    .await;
}

fn gate(of: &consular_request::Model, worker_id: Uuid, outcome: GateOutcome) -> protection_gate::Model {
    protection_gate::Model {
        id: Uuid::now_v7(),
        consular_request_id: of.id,
        gate: Gate::EInformedConsent,
        outcome,
        note: Some("a reason".to_owned()),
        worker_id,
        at: of.created_at,
        corrects: None,
        lifted_at: None,
        lifted_by: None,
        lift_reason: None,
    }
}

#[tokio::test]
async fn nobody_assigns_a_medical_encounter_to_themself() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let both = Viewer { roles: vec![Role::CentreManager], ..house.awa.clone() };
        let input = |worker: Uuid| json!({ "medicalWorkerId": global_id::encode("Worker", worker) });
        let own = house.of_case(input(house.awa.worker_id)).await;
        refused(&house, &both, "assignCase", own).await;
        let other = house.of_case(input(house.salif.worker_id)).await;
        assert!(codes(&house, &both, "assignCase", other).await.is_empty());
    })
    .await;
}
