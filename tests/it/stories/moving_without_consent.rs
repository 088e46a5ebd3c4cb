//! A case goes to another organisation without consent only under an override that another person approved.
//! Aminata asks as a protection officer, Salif approves, Moussa manages the centre.

use chrono::Duration;
use entity::{
    codes::{Role, TransferState},
    legal_override, person, transfer,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, actions::consents::end_due, global_id};

use super::house::{House, refusal, with};
use crate::support::{on_both, rows};

/// A proposal to the partner in Dirkou, without consent on this basis.
fn without_consent(house: &House, basis: &str, more: Value) -> Value {
    let centre = global_id::encode("Centre", house.dirkou.id);
    let asked = with(json!({ "legalBasis": basis, "reason": "unconscious; only Dirkou has a place" }), more);
    json!({ "caseId": house.case_id(), "toCentreId": centre, "reason": "nearer to a hospital", "legalOverride": asked })
}

/// Aminata, as a protection officer: she may read what the transfer opens, and so may ask for it.
fn officer(house: &House) -> Viewer {
    Viewer { roles: vec![Role::ProtectionOfficer], ..house.aminata.clone() }
}

async fn proposed(house: &House) -> Value {
    house.must(&officer(house), "proposeTransfer", without_consent(house, "VITAL_INTEREST", json!({}))).await
}

async fn approved_by_manager(house: &House) -> Value {
    let proposed = proposed(house).await;
    house.must(&house.moussa, "approveTransfer", next(&proposed)).await
}

async fn offered(house: &House) -> Value {
    let ready = approved_by_manager(house).await;
    let request = listed(house, &house.salif, "WAITING").await.remove(0);
    house.must(&house.salif, "approveLegalOverride", of(&request, json!({}))).await;
    house.must(&house.moussa, "offerTransfer", next(&ready)).await
}

fn next(transfer: &Value) -> Value {
    json!({ "transferId": transfer["id"], "version": transfer["version"] })
}

fn of(row: &Value, more: Value) -> Value {
    with(json!({ "legalOverrideId": row["id"], "version": row["version"] }), more)
}

/// The overrides that this viewer finds, from the root and from the case.
async fn listed(house: &House, who: &Viewer, state: &str) -> Vec<Value> {
    let document = "query($state: [LegalOverrideState!]) { legalOverrides(filter: { state: $state }, first: 10) { nodes {
        id version state legalBasis reason classes validUntil referral { id } transfer { id state legalOverrides { id } }
        case { legalOverrides { id } } } } }";
    let response = house.world.ask(&house.engine, who, document, json!({ "state": [state] })).await;
    assert_eq!(response["errors"], Value::Null, "{response:#}");
    response["data"]["legalOverrides"]["nodes"].as_array().expect("a list").clone()
}

async fn colleague(house: &House, role: Role) -> Viewer {
    let worker = house.world.add(rows::worker(&house.owner)).await;
    house.world.viewer(role, &worker, &house.owner)
}

async fn row(house: &House) -> transfer::Model {
    transfer::Entity::find().one(&house.world.database.reader).await.expect("read").expect("it is there")
}

async fn only(house: &House) -> legal_override::Model {
    legal_override::Entity::find().one(&house.world.database.reader).await.expect("read").expect("there is one")
}

#[tokio::test]
async fn a_transfer_without_consent_waits_until_another_person_approved_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let ready = approved_by_manager(&house).await;
        let refused = house.refused(&house.moussa, "offerTransfer", next(&ready)).await;
        assert_eq!(refused, refusal("CONSENT_NOT_VALID", "consentId"), "a manager without LEGAL knows of no override");
        let request = listed(&house, &house.salif, "WAITING").await.remove(0);
        assert_eq!((&request["transfer"]["id"], &request["referral"]), (&ready["id"], &Value::Null));
        assert_eq!(request["transfer"]["legalOverrides"][0]["id"], request["id"]);
        assert_eq!(request["case"]["legalOverrides"][0]["id"], request["id"], "the file of the person shows it");
        assert!(request["classes"].as_array().expect("a list").contains(&json!("ASYLUM")), "it covers the whole file");

        assert_eq!(house.error(&house.aminata, "approveLegalOverride", of(&request, json!({}))).await, "FORBIDDEN");
        let both = Viewer { roles: vec![Role::CaseWorker, Role::ProtectionOfficer], ..house.aminata.clone() };
        let own = house.refused(&both, "approveLegalOverride", of(&request, json!({}))).await;
        assert_eq!(own, refusal("SAME_PERSON", ""));
        let hawa = colleague(&house, Role::DataProtectionOfficer).await;
        let masked = house.refused(&hawa, "approveLegalOverride", of(&request, json!({}))).await;
        assert_eq!(masked, refusal("CLASS_NOT_HELD", ""), "a reader of initials may not approve names");
        for stranger in [&house.ibrahim, &house.nadia] {
            assert_eq!(house.error(stranger, "approveLegalOverride", of(&request, json!({}))).await, "NOT_FOUND");
            assert!(listed(&house, stranger, "WAITING").await.is_empty());
        }

        let approved = house.must(&house.salif, "approveLegalOverride", of(&request, json!({}))).await;
        assert_eq!(approved["state"], "IN_FORCE");
        assert_eq!(house.sees(&house.ibrahim).await, Value::Null, "an approval offers nothing");
        let offer = house.must(&house.moussa, "offerTransfer", next(&ready)).await;
        assert_ne!(house.sees(&house.ibrahim).await, Value::Null);
        let accepted = house.must(&house.ibrahim, "acceptTransfer", next(&offer)).await;
        assert_eq!(accepted["state"], "ACCEPTED");
        assert_eq!(house.row().await.organisation_id, house.partner.id);
        assert!(row(&house).await.consent_id.is_none());
        assert_eq!(only(&house).await.ended_at, Some(house.world.now), "the override ends with the acceptance");
    })
    .await;
}

#[tokio::test]
async fn the_end_of_an_override_ends_the_offer_at_its_moment() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let offer = offered(&house).await;
        let until = only(&house).await.valid_until;
        assert_eq!(row(&house).await.grounded_until, Some(until));
        house.world.now = until - Duration::microseconds(1);
        assert_ne!(house.sees(&house.ibrahim).await, Value::Null);
        house.world.now = until;
        assert_eq!(house.sees(&house.ibrahim).await, Value::Null);
        let late = house.refused(&house.ibrahim, "acceptTransfer", next(&offer)).await;
        assert_eq!(
            late,
            refusal("CONSENT_NOT_VALID", "consentId"),
            "the receiver is not told that there was an override"
        );
        end_due(&house.world.database, until).await.expect("it runs");
        assert_eq!(row(&house).await.state, TransferState::Cancelled);
        assert_eq!(house.row().await.organisation_id, house.owner.id);
    })
    .await;
}

#[tokio::test]
async fn who_approved_the_override_does_not_accept_the_transfer() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let offer = offered(&house).await;
        // Both steps may lie in one hand: a protection officer of the receiver who oversees the country.
        let approver = legal_override::Entity::update_many()
            .col_expr(legal_override::Column::ApprovedBy, house.ibrahim.worker_id.into());
        approver.exec(&house.world.database.writer).await.expect("written");
        let refused = house.refused(&house.ibrahim, "acceptTransfer", next(&offer)).await;
        assert_eq!(refused, refusal("SAME_PERSON", ""));
    })
    .await;
}

#[tokio::test]
async fn an_officer_ends_the_override_and_the_offer_with_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        offered(&house).await;
        let in_force = listed(&house, &house.salif, "IN_FORCE").await.remove(0);
        // A request to go on changes nothing until it is approved, and its refusal does not end the current override.
        let longer = json!({ "reason": "still unconscious", "validUntil": house.world.now + Duration::days(29) });
        let renewal = house.must(&officer(&house), "renewLegalOverride", of(&in_force, longer)).await;
        let refused = of(&renewal, json!({ "reason": "she wakes up" }));
        house.must(&house.salif, "refuseLegalOverride", refused).await;
        assert_eq!(row(&house).await.state, TransferState::Offered);
        let ended = house.must(&house.salif, "endLegalOverride", of(&in_force, json!({}))).await;
        assert_eq!(ended["state"], "ENDED");
        assert_eq!(row(&house).await.state, TransferState::Cancelled);
        assert_eq!(house.sees(&house.ibrahim).await, Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_renewal_carries_an_offer_on_and_a_refused_request_ends_its_transfer() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let soon = house.world.now + Duration::days(2);
        let short = without_consent(&house, "VITAL_INTEREST", json!({ "validUntil": soon }));
        let transfer = house.must(&officer(&house), "proposeTransfer", short).await;
        let ready = house.must(&house.moussa, "approveTransfer", next(&transfer)).await;
        let request = listed(&house, &house.salif, "WAITING").await.remove(0);
        let approved = house.must(&house.salif, "approveLegalOverride", of(&request, json!({}))).await;
        house.must(&house.moussa, "offerTransfer", next(&ready)).await;
        let renewal = of(&approved, json!({ "reason": "still unconscious" }));
        let renewal = house.must(&officer(&house), "renewLegalOverride", renewal).await;
        assert_eq!(row(&house).await.grounded_until, Some(soon), "a request opens nothing");
        let version = row(&house).await.version;
        house.must(&house.salif, "approveLegalOverride", of(&renewal, json!({}))).await;
        assert_eq!(row(&house).await.version, version, "a renewal shows to nobody who may not know of it");
        house.world.now = soon;
        end_due(&house.world.database, soon).await.expect("it runs");
        assert_ne!(house.sees(&house.ibrahim).await, Value::Null);
        let offer = row(&house).await;
        assert_eq!((offer.state, offer.grounded_until > Some(soon)), (TransferState::Offered, true));
        let cancel = json!({ "transferId": global_id::encode("Transfer", offer.id), "version": offer.version });
        house.must(&house.moussa, "cancelTransfer", cancel).await;
        assert!(listed(&house, &house.salif, "IN_FORCE").await.is_empty(), "no override outlives its transfer");

        proposed(&house).await;
        let request = listed(&house, &house.salif, "WAITING").await.remove(0);
        house.must(&house.salif, "refuseLegalOverride", of(&request, json!({ "reason": "ask her" }))).await;
        let states = transfer::Entity::find().all(&house.world.database.reader).await.expect("read");
        assert!(states.iter().all(|row| row.state == TransferState::Cancelled));
    })
    .await;
}

#[tokio::test]
async fn a_basis_in_law_is_for_another_organisation_and_stands_for_no_guardian() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let arlit = house.world.add(rows::centre(&house.owner)).await;
        let within = json!({ "toCentreId": global_id::encode("Centre", arlit.id) });
        let within = with(without_consent(&house, "VITAL_INTEREST", json!({})), within);
        let refused = house.refused(&officer(&house), "proposeTransfer", within).await;
        assert_eq!(refused, refusal("VALUE_NOT_ALLOWED", "legalOverride"));
        let late = json!({ "validUntil": house.world.now + Duration::days(31) });
        let late = without_consent(&house, "VITAL_INTEREST", late);
        let refused = house.refused(&officer(&house), "proposeTransfer", late).await;
        assert_eq!(refused.0, "DATE_OUT_OF_RANGE");
        let adult = without_consent(&house, "BEST_INTEREST_CHILD", json!({}));
        assert_eq!(house.refused(&officer(&house), "proposeTransfer", adult).await.0, "LEGAL_BASIS_DOES_NOT_APPLY");

        let reader = &house.world.database.reader;
        let person = person::Entity::find_by_id(house.case.person_id).one(reader).await.expect("read").expect("there");
        let birth_date = Set(chrono::NaiveDate::from_ymd_opt(2012, 1, 1));
        let child = person::ActiveModel { birth_date, ..person.into_active_model() };
        child.update(&house.world.database.writer).await.expect("written");
        for basis in ["LEGAL_OBLIGATION", "PUBLIC_HEALTH", "BEST_INTEREST_CHILD"] {
            let input = without_consent(&house, basis, json!({}));
            assert_eq!(house.refused(&officer(&house), "proposeTransfer", input).await.0, "DETERMINATION_MISSING");
        }
        assert!(transfer::Entity::find().one(reader).await.expect("read").is_none());
        let receiver = global_id::encode("Organisation", house.partner.id);
        let question =
            json!({ "caseId": house.case_id(), "purpose": "TRANSFER", "receiverId": receiver, "grounds": "alone" });
        let asked = house.must(&house.aminata, "requestBestInterestDetermination", question).await;
        let answer = json!({ "determinationId": asked["id"], "version": asked["version"], "outcome": "IN_FAVOUR", "reason": "heard" });
        house.must(&house.salif, "decideBestInterestDetermination", answer).await;
        let named = json!({ "determinationId": asked["id"] });
        let named = without_consent(&house, "BEST_INTEREST_CHILD", named);
        let proposed = house.must(&officer(&house), "proposeTransfer", named).await;
        let ready = house.must(&house.moussa, "approveTransfer", next(&proposed)).await;
        let request = listed(&house, &house.salif, "WAITING").await.remove(0);
        house.must(&house.salif, "approveLegalOverride", of(&request, json!({}))).await;
        house.must(&house.moussa, "offerTransfer", next(&ready)).await;

        // A later decision against it cancels the offer.
        let again = json!({ "caseId": house.case_id(), "purpose": "TRANSFER", "receiverId": receiver, "grounds": "again" });
        let again = house.must(&house.aminata, "requestBestInterestDetermination", again).await;
        let answer =
            json!({ "determinationId": again["id"], "version": again["version"], "outcome": "AGAINST", "reason": "no" });
        house.must(&house.salif, "decideBestInterestDetermination", answer).await;
        assert_eq!(row(&house).await.state, TransferState::Cancelled);
        assert!(only(&house).await.ended_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn who_may_not_read_what_a_transfer_opens_cannot_ask_for_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let asked = without_consent(&house, "VITAL_INTEREST", json!({}));
        let refused = house.refused(&house.aminata, "proposeTransfer", asked).await;
        assert_eq!(refused, refusal("CLASS_NOT_HELD", "legalOverride"), "a case worker does not read asylum data");
        let reader = &house.world.database.reader;
        assert!(transfer::Entity::find().one(reader).await.expect("read").is_none());
        assert!(legal_override::Entity::find().one(reader).await.expect("read").is_none());

        offered(&house).await;
        let in_force = listed(&house, &house.salif, "IN_FORCE").await.remove(0);
        let renewal = of(&in_force, json!({ "reason": "still unconscious" }));
        let refused = house.refused(&house.aminata, "renewLegalOverride", renewal).await;
        assert_eq!(refused, refusal("CLASS_NOT_HELD", "legalOverride"));
    })
    .await;
}
