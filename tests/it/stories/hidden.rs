//! A refusal counts only what the worker may know. A hidden transfer, consent, referral or request changes no answer.

use entity::{
    codes::{DataClass, OrganisationType, Purpose, ReferralState, Role, ServiceType, TransferState},
    consent, referral, transfer,
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::class::ClassSet, global_id};

use super::house::{House, refusal};
use crate::support::{on_both, rows, someone};

fn to(house: &House, centre: &entity::centre::Model) -> Value {
    let centre = global_id::encode("Centre", centre.id);
    json!({ "caseId": house.case_id(), "toCentreId": centre, "reason": "nearer to her brother" })
}

fn next(row: &Value) -> Value {
    json!({ "transferId": row["id"], "version": row["version"] })
}

#[tokio::test]
async fn a_hidden_transfer_refuses_no_proposal_and_only_one_transfer_is_approved() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (agency, manager) = someone(&house.world, OrganisationType::UnAgency).await;
        let manager = house.world.viewer(Role::CentreManager, &manager, &agency);
        let office = house.world.add(rows::centre(&agency)).await;
        let consent = house.world.add(rows::consent(&house.case, Purpose::Transfer)).await;
        house.world.add(rows::recipient(&consent, &agency)).await;
        let arlit = house.world.add(rows::centre(&house.owner)).await;

        let hidden = house.must(&house.salif, "proposeTransfer", to(&house, &office)).await;
        let document = "{ transfers { totalCount } }";
        let listed = house.world.ask(&house.engine, &house.aminata, document, json!({})).await;
        assert_eq!(listed["data"]["transfers"]["totalCount"], 0);
        let open = house.must(&house.aminata, "proposeTransfer", to(&house, &arlit)).await;
        let third = house.refused(&house.aminata, "proposeTransfer", to(&house, &arlit)).await;
        assert_eq!(third, refusal("LIMIT_REACHED", ""), "the worker knows of the own proposal");

        let approved = house.must(&house.moussa, "approveTransfer", next(&hidden)).await;
        let second = house.refused(&house.moussa, "approveTransfer", next(&open)).await;
        assert_eq!(second, refusal("LIMIT_REACHED", ""), "the manager knows of both");
        let offered = house.must(&house.moussa, "offerTransfer", next(&approved)).await;
        let second = house.refused(&house.moussa, "approveTransfer", next(&open)).await;
        assert_eq!(second, refusal("LIMIT_REACHED", ""));
        house.must(&manager, "acceptTransfer", next(&offered)).await;
        let left = transfer::Entity::find().all(&house.world.database.reader).await.expect("read");
        let states = |id: &Value| {
            let of = |it: &&transfer::Model| json!(global_id::encode("Transfer", it.id)) == *id;
            left.iter().find(of).expect("it is there").state
        };
        assert_eq!(
            (states(&hidden["id"]), states(&open["id"])),
            (TransferState::Accepted, TransferState::Cancelled),
            "the case has moved, so the other transfer ends"
        );
    })
    .await;
}

#[tokio::test]
async fn a_hidden_consent_explains_no_refusal() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (agency, _) = someone(&house.world, OrganisationType::UnAgency).await;
        let consent = house.world.add(rows::consent(&house.case, Purpose::Transfer)).await;
        house.world.add(rows::recipient(&consent, &agency)).await;
        let refused = house.refused(&house.aminata, "proposeTransfer", to(&house, &house.dirkou)).await;
        assert_eq!(refused, refusal("CONSENT_MISSING", "consentId"), "the worker may not know of the consent");
        let refused = house.refused(&house.salif, "proposeTransfer", to(&house, &house.dirkou)).await;
        assert_eq!(refused, refusal("CONSENT_DOES_NOT_COVER", "consentId"));
    })
    .await;
}

#[tokio::test]
async fn a_hidden_consent_allows_no_proposal() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (taker, _) = someone(&house.world, OrganisationType::IntlNgo).await;
        let office = house.world.add(rows::centre(&taker)).await;
        let classes = ClassSet::of(&[DataClass::Identity, DataClass::Asylum]).to_bits();
        let consent = consent::Model { classes, ..rows::consent(&house.case, Purpose::Transfer) };
        let consent = house.world.add(consent).await;
        house.world.add(rows::recipient(&consent, &taker)).await;
        let refused = house.refused(&house.aminata, "proposeTransfer", to(&house, &office)).await;
        assert_eq!(refused, refusal("CONSENT_MISSING", "consentId"), "a success would reveal the consent");
        house.must(&house.salif, "proposeTransfer", to(&house, &office)).await;
    })
    .await;
}

#[tokio::test]
async fn a_hidden_referral_to_the_same_service_is_no_duplicate() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let clinic = house.world.add(rows::service(&house.partner, ServiceType::HealthPrimary)).await;
        let consent = rows::consent(&house.case, Purpose::ReferralService);
        let classes = ClassSet::of(&[DataClass::Operational, DataClass::Identity]).to_bits();
        let consent = house.world.add(entity::consent::Model { classes, ..consent }).await;
        house.world.add(rows::recipient(&consent, &house.partner)).await;
        let hidden = referral::Model {
            inference_class: DataClass::Asylum,
            state: ReferralState::Sent,
            from_worker_id: Some(house.salif.worker_id),
            ..rows::referral(&house.case, &clinic)
        };
        house.world.add(hidden).await;
        let packet = json!({
            "caseId": house.case_id(), "serviceId": global_id::encode("Service", clinic.id), "urgency": "URGENT",
            "purpose": "REFERRAL_SERVICE", "classes": ["OPERATIONAL", "IDENTITY"], "reasonText": "fever",
            "contactRestrictions": "none", "consentId": global_id::encode("Consent", consent.id),
        });
        let send = async |who| {
            let document = "mutation($key: String!, $input: DraftReferralInput!) {
                draftReferral(idempotencyKey: $key, input: $input) { referral { id version } userErrors { code } } }";
            let key = Uuid::now_v7().to_string();
            let drafted = json!({ "key": key, "input": packet });
            let drafted = house.world.ask(&house.engine, who, document, drafted).await;
            let draft = &drafted["data"]["draftReferral"]["referral"];
            let document = "mutation($key: String!, $input: SendReferralInput!) {
                sendReferral(idempotencyKey: $key, input: $input) { referral { state } userErrors { code } } }";
            let input = json!({ "referralId": draft["id"], "version": draft["version"] });
            let key = Uuid::now_v7().to_string();
            let sent = house.world.ask(&house.engine, who, document, json!({ "key": key, "input": input })).await;
            sent["data"]["sendReferral"]["userErrors"].clone()
        };
        assert_eq!(send(&house.salif).await, json!([{ "code": "DUPLICATE_REFERRAL" }]), "the officer knows of it");
        assert_eq!(send(&house.aminata).await, json!([]));
        assert_eq!(send(&house.aminata).await, json!([{ "code": "DUPLICATE_REFERRAL" }]));
    })
    .await;
}

#[tokio::test]
async fn the_receiver_of_a_transfer_does_not_learn_why_its_consent_is_not_valid() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let consent = house.world.add(rows::consent(&house.case, Purpose::Transfer)).await;
        house.world.add(rows::recipient(&consent, &house.partner)).await;
        let proposed = house.must(&house.aminata, "proposeTransfer", to(&house, &house.dirkou)).await;
        let approved = house.must(&house.moussa, "approveTransfer", next(&proposed)).await;
        let offered = house.must(&house.moussa, "offerTransfer", next(&approved)).await;
        house.world.born(&house.case, "2012-01-01").await;
        let refused = house.refused(&house.ibrahim, "acceptTransfer", next(&offered)).await;
        assert_eq!(refused, refusal("CONSENT_NOT_VALID", "consentId"), "that the person is a child is protection data");

        house.must(&house.moussa, "cancelTransfer", next(&offered)).await;
        let again = house.refused(&house.aminata, "proposeTransfer", to(&house, &house.dirkou)).await;
        assert_eq!(again, refusal("GUARDIAN_CONSENT_REQUIRED", "consentId"), "the worker of the case may know");
    })
    .await;
}

#[tokio::test]
async fn a_manager_does_not_learn_why_a_transfer_cannot_be_offered() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let consent = house.world.add(rows::consent(&house.case, Purpose::Transfer)).await;
        house.world.add(rows::recipient(&consent, &house.partner)).await;
        let proposed = house.must(&house.aminata, "proposeTransfer", to(&house, &house.dirkou)).await;
        let approved = house.must(&house.moussa, "approveTransfer", next(&proposed)).await;
        house.world.born(&house.case, "2012-01-01").await;
        let manager = house.refused(&house.moussa, "offerTransfer", next(&approved)).await;
        assert_eq!(manager, refusal("CONSENT_NOT_VALID", "consentId"), "a manager reads no protection data");
    })
    .await;
}
