//! Every disclosure of a case is listed in its file. Workers who may end disclosures can end any of them: after the
//! help is over, after a transfer, and for people in protected centres.

use entity::{
    case,
    codes::{OrganisationType, Oversight, Purpose, ReferralEndReason, ReferralState, Role, ServiceType},
    organisation, referral, share,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use waystation::{
    access::viewer::{OwnCentres, Viewer},
    global_id,
};

use super::house::House;
use crate::support::{on_both, rows, someone};

const SHARES: &str = "query($id: ID!) { node(id: $id) { ... on Case { centre { id } placement { id }
    shares { nodes { id live endReason exactEndReason organisation { id } referral { state } } } } } }";

/// A data protection officer who oversees the country of the case.
async fn officer(house: &House) -> Viewer {
    let over = rows::organisation(OrganisationType::Iom);
    let over = house.world.add(organisation::Model { oversight: Oversight::Country, ..over }).await;
    let officer = house.world.add(rows::worker(&over)).await;
    house.world.viewer(Role::DataProtectionOfficer, &officer, &over)
}

async fn file(house: &House, who: &Viewer) -> Value {
    let response = house.world.ask(&house.engine, who, SHARES, json!({ "id": house.case_id() })).await;
    response["data"]["node"].clone()
}

async fn shares(house: &House, who: &Viewer) -> Vec<Value> {
    file(house, who).await["shares"]["nodes"].as_array().cloned().unwrap_or_default()
}

/// Sends a mutation with a new key. Gives its payload or the code of its error.
async fn does(house: &House, who: &Viewer, mutation: &str, of: &str, input: Value) -> Result<Value, String> {
    let (head, tail) = mutation.split_at(1);
    let document = format!(
        "mutation($key: String!, $input: {}{tail}Input!) {{
            {mutation}(idempotencyKey: $key, input: $input) {{ {of} {{ id }} userErrors {{ code field }} }} }}",
        head.to_uppercase()
    );
    let variables = json!({ "key": uuid::Uuid::now_v7().to_string(), "input": input });
    let response = house.world.ask(&house.engine, who, &document, variables).await;
    match response["errors"][0]["extensions"]["code"].as_str() {
        Some(code) => Err(code.to_owned()),
        None => Ok(response["data"][mutation].clone()),
    }
}

async fn ends(house: &House, who: &Viewer, share: &Value, reason: &str) -> Result<Value, String> {
    does(house, who, "endShare", "share", json!({ "shareId": share["id"], "reason": reason })).await
}

/// The partner's clinic has helped the person, and its share is still open.
async fn helped(house: &House) -> (referral::Model, share::Model) {
    let world = &house.world;
    let clinic = world.add(rows::service(&house.partner, ServiceType::HealthPrimary)).await;
    let over = referral::Model { state: ReferralState::Completed, ..rows::referral(&house.case, &clinic) };
    let over = world.add(over).await;
    let read = share::Model { referral_id: Some(over.id), ..rows::share(&house.case, &house.partner) };
    (over, world.add(read).await)
}

#[tokio::test]
async fn the_days_after_a_completion_can_be_cut() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (over, _) = helped(&house).await;
        let focal = Viewer { roles: vec![Role::NgoFocalPoint], ..house.ibrahim.clone() };
        assert_eq!(house.sees(&focal).await["person"]["names"][0]["family"], "Diallo");
        let officer = officer(&house).await;
        let input = json!({ "referralId": global_id::encode("Referral", over.id), "version": over.version, "reason": "DATA_PROTECTION" });
        let payload = does(&house, &officer, "revokeReferral", "referral", input).await.expect("no error");
        assert_eq!(payload["userErrors"], json!([]));
        assert_eq!(house.sees(&focal).await, Value::Null);
        let row = referral::Entity::find().one(&house.world.database.reader).await.expect("read").expect("there");
        assert_eq!(
            (row.state, row.end_reason),
            (ReferralState::Completed, Some(ReferralEndReason::DataProtection)),
            "the referral stays completed"
        );
        let again = json!({ "referralId": global_id::encode("Referral", over.id), "version": row.version, "reason": "DATA_PROTECTION" });
        let again = does(&house, &officer, "revokeReferral", "referral", again).await.expect("no error");
        assert_eq!(again["userErrors"][0]["code"], "INVALID_TRANSITION", "nothing is left to end");
    })
    .await;
}

#[tokio::test]
async fn the_share_of_the_giver_is_ended_by_who_may_end_disclosures_and_by_nobody_else() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (third, reader) = someone(&house.world, OrganisationType::IntlNgo).await;
        let reader = house.world.viewer(Role::NgoFocalPoint, &reader, &third);
        let given = share::Model { purpose: Purpose::Transfer, ..rows::share(&house.case, &third) };
        house.world.add(given).await;
        let [share] = &shares(&house, &house.aminata).await[..] else { panic!("one share") };
        assert_eq!((&share["live"], &share["referral"]), (&json!(true), &Value::Null));
        assert_eq!(ends(&house, &house.moussa, share, "DATA_PROTECTION").await, Err("FORBIDDEN".to_owned()));
        assert_eq!(ends(&house, &house.nadia, share, "DATA_PROTECTION").await, Err("NOT_FOUND".to_owned()));
        let by_itself = ends(&house, &house.salif, share, "CONSENT_ENDED").await.expect("no error");
        assert_eq!(by_itself["userErrors"][0], json!({ "code": "VALUE_NOT_ALLOWED", "field": "reason" }));
        for (who, reason) in [
            (&house.aminata, "DATA_PROTECTION"),
            (&house.aminata, "PROTECTION_HOLD"),
            (&house.salif, "DATA_PROTECTION"),
        ] {
            let untrue = ends(&house, who, share, reason).await.expect("no error");
            assert_eq!(untrue["userErrors"][0], json!({ "code": "REASON_DOES_NOT_APPLY", "field": "reason" }));
        }
        assert_ne!(house.sees(&reader).await, Value::Null);
        let payload = ends(&house, &house.salif, share, "PROTECTION_HOLD").await.expect("no error");
        assert_eq!(payload["userErrors"], json!([]));
        let ended = &shares(&house, &house.aminata).await[0];
        assert_eq!((&ended["live"], &ended["exactEndReason"]), (&json!(false), &json!("PROTECTION_HOLD")));
        assert_eq!(ended["endReason"], "SENDER_REQUEST", "a hold is not told to readers without STAFF data");
        let told = &shares(&house, &house.moussa).await[0];
        assert_eq!((&told["endReason"], &told["exactEndReason"]), (&json!("SENDER_REQUEST"), &Value::Null));
        let again = ends(&house, &house.salif, share, "PROTECTION_HOLD").await.expect("no error");
        assert_eq!(again["userErrors"][0]["code"], "INVALID_TRANSITION");
    })
    .await;
}

#[tokio::test]
async fn a_data_protection_officer_reaches_a_file_in_a_shelter_and_not_the_shelter() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let shelter = house.world.add(rows::shelter(&house.agadez)).await;
        let moved = case::ActiveModel {
            centre_id: Set(shelter.id),
            in_protected_centre: Set(true),
            ..house.row().await.into_active_model()
        };
        moved.update(&house.world.database.writer).await.expect("written");
        helped(&house).await;
        let officer = officer(&house).await;
        let seen = file(&house, &officer).await;
        let agadez = global_id::encode("Centre", house.agadez.id);
        assert_eq!((&seen["centre"]["id"], &seen["placement"]), (&json!(agadez), &Value::Null));
        let [share] = &shares(&house, &officer).await[..] else { panic!("one share") };
        let payload = ends(&house, &officer, share, "DATA_PROTECTION").await.expect("no error");
        assert_eq!(payload["userErrors"], json!([]));
        let read = share::Entity::find().one(&house.world.database.reader).await.expect("read").expect("there");
        assert!(read.ended_at.is_some());
        // A worker of another centre of the organisation does not find it.
        let elsewhere = house.world.add(rows::centre(&house.owner)).await;
        let colleague = Viewer { centres: OwnCentres::Named(vec![elsewhere.id]), ..house.moussa.clone() };
        assert_eq!(file(&house, &colleague).await, Value::Null);
        let both = Viewer { roles: vec![Role::CentreManager, Role::DataProtectionOfficer], ..colleague };
        let seen = file(&house, &both).await;
        assert_eq!(seen["placement"], Value::Null);
        let urgent = house.of_case(json!({ "priority": "HIGH" })).await;
        assert_eq!(house.error(&both, "updateCase", urgent).await, "FORBIDDEN", "the other role gains nothing");
    })
    .await;
}
