//! A case goes to another organisation only with the consent of the person, who can withdraw it until the transfer.

use chrono::Duration;
use entity::{
    codes::{ConsentGiver, ConsularState, OrganisationType, Purpose, Role, TransferState, WithdrawalReason},
    consent, consular_request, transfer,
};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait, IntoActiveModel as _};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, actions::consents::end_due, global_id};

use super::house::{House, refusal, with};
use crate::support::{on_both, rows, someone};

fn proposal(house: &House, more: Value) -> Value {
    let centre = global_id::encode("Centre", house.dirkou.id);
    with(json!({ "caseId": house.case_id(), "toCentreId": centre, "reason": "nearer to her brother" }), more)
}

fn next(transfer: &Value) -> Value {
    json!({ "transferId": transfer["id"], "version": transfer["version"] })
}

/// A consent of the person that names the partner.
async fn agreed(house: &House, terms: consent::Model) -> consent::Model {
    let consent = house.world.add(terms).await;
    house.world.add(rows::recipient(&consent, &house.partner)).await;
    consent
}

fn terms(house: &House) -> consent::Model {
    rows::consent(&house.case, Purpose::Transfer)
}

async fn offered(house: &House) -> Value {
    let proposed = house.must(&house.aminata, "proposeTransfer", proposal(house, json!({}))).await;
    let approved = house.must(&house.moussa, "approveTransfer", next(&proposed)).await;
    house.must(&house.moussa, "offerTransfer", next(&approved)).await
}

async fn row(house: &House) -> transfer::Model {
    transfer::Entity::find().one(&house.world.database.reader).await.expect("read").expect("it is there")
}

#[tokio::test]
async fn a_file_goes_nowhere_without_a_consent_that_names_the_receiver() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let refused = house.refused(&house.aminata, "proposeTransfer", proposal(&house, json!({}))).await;
        assert_eq!(refused, refusal("CONSENT_MISSING", "consentId"));
        let (other, _) = someone(&house.world, OrganisationType::NationalNgo).await;
        let elsewhere = house.world.add(terms(&house)).await;
        house.world.add(rows::recipient(&elsewhere, &other)).await;
        let refused = house.refused(&house.aminata, "proposeTransfer", proposal(&house, json!({}))).await;
        assert_eq!(refused, refusal("CONSENT_DOES_NOT_COVER", "consentId"));
        let to_refer = agreed(&house, rows::consent(&house.case, Purpose::ReferralService)).await;
        let named = json!({ "consentId": global_id::encode("Consent", to_refer.id) });
        let refused = house.refused(&house.aminata, "proposeTransfer", proposal(&house, named)).await;
        assert_eq!(refused, refusal("CONSENT_DOES_NOT_COVER", "consentId"));
        let unknown = json!({ "consentId": global_id::encode("Consent", house.case.id) });
        assert_eq!(house.error(&house.aminata, "proposeTransfer", proposal(&house, unknown)).await, "NOT_FOUND");
        assert!(transfer::Entity::find().all(&house.world.database.reader).await.expect("read").is_empty());
        let good = agreed(&house, terms(&house)).await;
        house.must(&house.aminata, "proposeTransfer", proposal(&house, json!({}))).await;
        assert_eq!((row(&house).await.consent_id, row(&house).await.grounded_until), (Some(good.id), good.valid_until));
    })
    .await;
}

#[tokio::test]
async fn the_person_takes_the_consent_back_while_the_transfer_is_offered() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let consent = agreed(&house, terms(&house)).await;
        offered(&house).await;
        assert_ne!(house.sees(&house.ibrahim).await, Value::Null);
        let taken = json!({ "consentId": global_id::encode("Consent", consent.id), "version": 1 });
        house.must(&house.aminata, "withdrawConsent", taken).await;
        assert_eq!(row(&house).await.state, TransferState::Cancelled);
        assert_eq!(house.sees(&house.ibrahim).await, Value::Null);
    })
    .await;
}

#[tokio::test]
async fn an_offer_whose_consent_has_run_out_shows_nothing_and_cannot_be_accepted() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let until = house.world.now + Duration::hours(1);
        agreed(&house, consent::Model { valid_until: Some(until), ..terms(&house) }).await;
        let offer = offered(&house).await;
        house.world.now = until - Duration::microseconds(1);
        assert_ne!(house.sees(&house.ibrahim).await, Value::Null);
        house.world.now = until;
        assert_eq!(house.sees(&house.ibrahim).await, Value::Null);
        let refused = house.refused(&house.ibrahim, "acceptTransfer", next(&offer)).await;
        assert_eq!(refused, refusal("CONSENT_NOT_VALID", "consentId"));
        assert_eq!(house.row().await.organisation_id, house.owner.id);
        end_due(&house.world.database, until).await.expect("it runs");
        assert_eq!(row(&house).await.state, TransferState::Cancelled);
    })
    .await;
}

#[tokio::test]
async fn who_approves_does_not_accept_and_one_person_does_not_confirm_for_both_sides() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let arlit = house.world.add(rows::centre(&house.owner)).await;
        let to = json!({ "toCentreId": global_id::encode("Centre", arlit.id) });
        let proposed = house.must(&house.aminata, "proposeTransfer", proposal(&house, to)).await;
        let approved = house.must(&house.moussa, "approveTransfer", next(&proposed)).await;
        let offer = house.must(&house.moussa, "offerTransfer", next(&approved)).await;
        // Moussa works for the sending and for the receiving centre.
        let refused = house.refused(&house.moussa, "acceptTransfer", next(&offer)).await;
        assert_eq!(refused, refusal("SAME_PERSON", ""));
        let colleague = house.world.add(rows::worker(&house.owner)).await;
        let colleague = Viewer { worker_id: colleague.id, ..house.moussa.clone() };
        let accepted = house.must(&colleague, "acceptTransfer", next(&offer)).await;
        assert_eq!(accepted["state"], "HANDED_OVER", "nothing is left to confirm within an organisation");
        // A transfer that was accepted before this was so still has to be confirmed.
        let row = transfer::Entity::find().one(&house.world.database.reader).await.expect("read").expect("it is there");
        let row = transfer::ActiveModel { state: Set(TransferState::Accepted), ..row.into_active_model() };
        row.update(&house.world.database.writer).await.expect("written");
        let day = with(next(&accepted), json!({ "conferenceOn": "2023-11-10" }));
        let first = house.must(&house.moussa, "confirmTransferHandover", day).await;
        assert_eq!(
            house.refused(&house.moussa, "confirmTransferHandover", next(&first)).await,
            refusal("SAME_PERSON", "")
        );
        assert_eq!(house.must(&colleague, "confirmTransferHandover", next(&first)).await["state"], "HANDED_OVER");
    })
    .await;
}

#[tokio::test]
async fn a_transfer_to_an_agency_for_asylum_takes_back_what_a_consulate_has() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (agency, _) = someone(&house.world, OrganisationType::UnAgency).await;
        let office = house.world.add(rows::centre(&agency)).await;
        let consent = house.world.add(terms(&house)).await;
        house.world.add(rows::recipient(&consent, &agency)).await;
        let (state, _) = someone(&house.world, OrganisationType::GovOriginConsular).await;
        let post = house.world.add(rows::post(&state, "GIN")).await;
        let agreed = house.world.add(rows::consent(&house.case, Purpose::ConsularDocument)).await;
        house.world.add(rows::recipient(&agreed, &state)).await;
        let request = rows::consular_request(&house.case, &post, &agreed, house.aminata.worker_id);
        let request = house.world.add(consular_request::Model { state: ConsularState::Submitted, ..request }).await;
        house.world.add(rows::packet(&request, &post)).await;

        let to = json!({ "toCentreId": global_id::encode("Centre", office.id) });
        house.must(&house.aminata, "proposeTransfer", proposal(&house, to)).await;
        let row = consular_request::Entity::find().one(&house.world.database.reader).await;
        let row = row.expect("read").expect("it is there");
        assert_eq!(
            (row.state, row.withdrawn_reason),
            (ConsularState::Withdrawn, Some(WithdrawalReason::InternationalProtection))
        );
    })
    .await;
}

#[tokio::test]
async fn for_a_child_a_guardian_agrees_to_a_transfer() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let reader = &house.world.database.reader;
        let person = entity::person::Entity::find_by_id(house.case.person_id).one(reader).await;
        let child = entity::person::ActiveModel {
            birth_date: sea_orm::ActiveValue::Set(chrono::NaiveDate::from_ymd_opt(2012, 1, 1)),
            ..sea_orm::IntoActiveModel::into_active_model(person.expect("read").expect("there"))
        };
        sea_orm::ActiveModelTrait::update(child, &house.world.database.writer).await.expect("written");
        agreed(&house, terms(&house)).await;
        let refused = house.refused(&house.aminata, "proposeTransfer", proposal(&house, json!({}))).await;
        assert_eq!(refused, refusal("GUARDIAN_CONSENT_REQUIRED", "consentId"));
        agreed(&house, consent::Model { given_by: ConsentGiver::Guardian, ..terms(&house) }).await;
        house.must(&house.aminata, "proposeTransfer", proposal(&house, json!({}))).await;
    })
    .await;
}

/// The states of the transfers that this viewer finds, from the root and from the case. The case is null for a viewer who
/// does not know of it.
async fn found(house: &House, who: &Viewer) -> Value {
    let document = "query($case: ID!) { transfers { totalCount nodes { state } }
        case(id: $case) { lastActivityAt transfers { totalCount } } }";
    let response = house.world.ask(&house.engine, who, document, json!({ "case": house.case_id() })).await;
    response["data"].clone()
}

#[tokio::test]
async fn a_transfer_to_an_agency_for_refugees_is_known_to_those_who_carry_it_out() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (agency, manager) = someone(&house.world, OrganisationType::UnAgency).await;
        let centre = house.world.add(rows::centre(&agency)).await;
        let manager = house.world.viewer(Role::CentreManager, &manager, &agency);
        let consent = house.world.add(terms(&house)).await;
        house.world.add(rows::recipient(&consent, &agency)).await;
        let worker = house.world.add(rows::worker(&house.owner)).await;
        let others = [Role::CaseWorker, Role::DataProtectionOfficer, Role::Auditor, Role::ConsularWorker]
            .map(|role| house.world.viewer(role, &worker, &house.owner));
        let mut before = Vec::new();
        for other in &others {
            before.push(found(&house, other).await);
        }
        let to = json!({ "toCentreId": global_id::encode("Centre", centre.id) });
        let proposed = house.must(&house.aminata, "proposeTransfer", proposal(&house, to)).await;
        let approved = house.must(&house.moussa, "approveTransfer", next(&proposed)).await;
        let offer = house.must(&house.moussa, "offerTransfer", next(&approved)).await;
        for (other, before) in others.iter().zip(&before) {
            assert_eq!(&found(&house, other).await, before, "{:?}", other.roles);
            assert_eq!(house.error(other, "cancelTransfer", next(&offer)).await, "NOT_FOUND", "{:?}", other.roles);
        }
        for knows in [&house.aminata, &house.moussa, &house.salif, &manager] {
            let sees = found(&house, knows).await;
            assert_eq!(sees["transfers"]["nodes"][0]["state"], "OFFERED", "{:?}", knows.roles);
        }

        let accepted = house.must(&manager, "acceptTransfer", next(&offer)).await;
        for other in &others {
            assert_eq!(found(&house, other).await["transfers"]["totalCount"], 0, "{:?}", other.roles);
        }
        let their_own = house.world.add(rows::worker(&agency)).await;
        let their_own = house.world.viewer(Role::CaseWorker, &their_own, &agency);
        assert_eq!(found(&house, &their_own).await["transfers"]["totalCount"], 1, "the case is theirs now");
        let confirmed = with(next(&accepted), json!({ "conferenceOn": house.world.now.date_naive() }));
        house.must(&house.moussa, "confirmTransferHandover", confirmed).await;
    })
    .await;
}
