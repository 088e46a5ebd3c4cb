//! Determinations of the best interest of a child. Aminata asks, Salif decides.

use entity::{
    best_interest_determination,
    codes::{OrganisationType, Role},
    person,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, global_id};

use super::house::{House, refusal, with};
use crate::support::{on_both, rows};

/// Makes the person of the case a child without a guardian.
async fn a_child(house: &House) {
    let reader = &house.world.database.reader;
    let person = person::Entity::find_by_id(house.case.person_id).one(reader).await.expect("read").expect("there");
    let birth_date = Set(chrono::NaiveDate::from_ymd_opt(2012, 1, 1));
    let child = person::ActiveModel { birth_date, ..person.into_active_model() };
    child.update(&house.world.database.writer).await.expect("written");
}

fn question(house: &House, purpose: &str) -> Value {
    let receiver = global_id::encode("Organisation", house.partner.id);
    json!({
        "caseId": house.case_id(), "purpose": purpose, "receiverId": receiver, "grounds": "alone; wants to go to school",
    })
}

fn answer(asked: &Value, outcome: &str) -> Value {
    let (id, version) = (&asked["id"], &asked["version"]);
    json!({ "determinationId": id, "version": version, "outcome": outcome, "reason": "heard with an interpreter" })
}

fn consent(house: &House, purpose: &str, determination: &Value) -> Value {
    json!({
        "caseId": house.case_id(), "givenBy": "BEST_INTEREST_DECISION", "determinationId": determination,
        "method": "WRITTEN", "language": "fr", "interpreterUsed": false, "purpose": purpose,
        "recipients": [{ "organisationId": global_id::encode("Organisation", house.partner.id) }],
        "classes": ["OPERATIONAL", "IDENTITY"], "readBackConfirmed": true, "notTiedToAssistance": true,
    })
}

#[tokio::test]
async fn a_protection_officer_who_did_not_ask_decides() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let adult =
            house.refused(&house.aminata, "requestBestInterestDetermination", question(&house, "RETURN_TRAVEL")).await;
        assert_eq!(adult, refusal("LEGAL_BASIS_DOES_NOT_APPLY", ""));
        a_child(&house).await;
        for who in [&house.moussa, &house.awa] {
            let code = house.error(who, "requestBestInterestDetermination", question(&house, "RETURN_TRAVEL")).await;
            assert_eq!(code, "FORBIDDEN", "{:?}", who.roles);
        }
        assert_eq!(
            house.error(&house.nadia, "requestBestInterestDetermination", question(&house, "RETURN_TRAVEL")).await,
            "NOT_FOUND"
        );
        let asked =
            house.must(&house.aminata, "requestBestInterestDetermination", question(&house, "RETURN_TRAVEL")).await;
        assert_eq!(asked["outcome"], Value::Null);
        let twice =
            house.refused(&house.aminata, "requestBestInterestDetermination", question(&house, "RETURN_TRAVEL")).await;
        assert_eq!(twice, refusal("INVALID_TRANSITION", "purpose"));

        let favour = answer(&asked, "IN_FAVOUR");
        assert_eq!(house.error(&house.aminata, "decideBestInterestDetermination", favour.clone()).await, "FORBIDDEN");
        for stranger in [&house.moussa, &house.awa, &house.nadia, &house.zara] {
            let code = house.error(stranger, "decideBestInterestDetermination", favour.clone()).await;
            assert_eq!(code, "NOT_FOUND", "that there is one is protection data: {:?}", stranger.roles);
        }
        let both = Viewer { roles: vec![Role::CaseWorker, Role::ProtectionOfficer], ..house.aminata.clone() };
        let own = house.refused(&both, "decideBestInterestDetermination", favour.clone()).await;
        assert_eq!(own, refusal("SAME_PERSON", ""));
        let decided = house.must(&house.salif, "decideBestInterestDetermination", favour.clone()).await;
        assert_eq!(decided["outcome"], "IN_FAVOUR");
        let late = house.refused(&house.salif, "decideBestInterestDetermination", favour).await;
        assert_eq!(late, refusal("VERSION_CONFLICT", "version"));
    })
    .await;
}

#[tokio::test]
async fn a_best_interest_decision_gives_consent_only_where_it_was_made_for_this_purpose() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        a_child(&house).await;
        let missing = refusal("DETERMINATION_MISSING", "determinationId");
        let written =
            house.refused(&house.aminata, "recordConsent", consent(&house, "REFERRAL_SERVICE", &Value::Null)).await;
        assert_eq!(written, missing, "`givenBy` alone is not a decision");
        let asked =
            house.must(&house.aminata, "requestBestInterestDetermination", question(&house, "REFERRAL_SERVICE")).await;
        let waits = consent(&house, "REFERRAL_SERVICE", &asked["id"]);
        assert_eq!(
            house.refused(&house.aminata, "recordConsent", waits.clone()).await,
            missing,
            "a question is not a decision either"
        );
        let decided = house.must(&house.salif, "decideBestInterestDetermination", answer(&asked, "IN_FAVOUR")).await;
        let other = consent(&house, "MEDICAL_CARE", &decided["id"]);
        assert_eq!(house.refused(&house.aminata, "recordConsent", other).await, missing, "it was about something else");
        let guardian = with(waits.clone(), json!({ "givenBy": "GUARDIAN" }));
        let named = house.refused(&house.aminata, "recordConsent", guardian).await;
        assert_eq!(named, refusal("VALUE_NOT_ALLOWED", "determinationId"));
        assert_eq!(house.must(&house.aminata, "recordConsent", waits.clone()).await["status"], "ACTIVE");

        // A later "no" ends an earlier "yes".
        let again =
            house.must(&house.aminata, "requestBestInterestDetermination", question(&house, "REFERRAL_SERVICE")).await;
        house.must(&house.salif, "decideBestInterestDetermination", answer(&again, "AGAINST")).await;
        assert_eq!(house.refused(&house.aminata, "recordConsent", waits).await, missing);
        let rows = best_interest_determination::Entity::find().all(&house.world.database.reader).await.expect("read");
        assert_eq!(rows.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_file_shows_what_was_determined_to_those_who_read_protection_data() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        a_child(&house).await;
        house.must(&house.aminata, "requestBestInterestDetermination", question(&house, "REFERRAL_SERVICE")).await;
        let document = "query($id: ID!) { case(id: $id) { bestInterestDeterminations { purpose receiver { id } grounds outcome } } }";
        let shown = async |who| {
            let response = house.world.ask(&house.engine, who, document, json!({ "id": house.case_id() })).await;
            response["data"]["case"]["bestInterestDeterminations"].clone()
        };
        let receiver = json!({ "id": global_id::encode("Organisation", house.partner.id) });
        let expected =
            json!([{ "purpose": "REFERRAL_SERVICE", "receiver": receiver, "grounds": "alone; wants to go to school", "outcome": null }]);
        assert_eq!(shown(&house.aminata).await, expected);
        assert_eq!(shown(&house.salif).await, expected);
        assert_eq!(shown(&house.moussa).await, Value::Null);
        assert_eq!(shown(&house.awa).await, Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_determination_gives_consent_only_to_the_receiver_that_it_is_about() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        a_child(&house).await;
        let asked =
            house.must(&house.aminata, "requestBestInterestDetermination", question(&house, "REFERRAL_SERVICE")).await;
        let other = json!({ "receiverId": global_id::encode("Organisation", house.owner.id) });
        let other = with(question(&house, "REFERRAL_SERVICE"), other);
        let waits = house.must(&house.aminata, "requestBestInterestDetermination", other).await;
        house.must(&house.salif, "decideBestInterestDetermination", answer(&asked, "IN_FAVOUR")).await;
        let given = consent(&house, "REFERRAL_SERVICE", &asked["id"]);
        let kind = json!({ "recipients": [given["recipients"][0], { "organisationType": "NATIONAL_NGO" }] });
        let wider = house.refused(&house.aminata, "recordConsent", with(given.clone(), kind)).await;
        assert_eq!(wider, refusal("DETERMINATION_MISSING", "recipients"));
        house.must(&house.salif, "decideBestInterestDetermination", answer(&waits, "AGAINST")).await;
        house.must(&house.aminata, "recordConsent", given).await;
    })
    .await;
}

#[tokio::test]
async fn a_determination_about_an_asylum_body_is_requested_by_those_who_read_asylum_data() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        a_child(&house).await;
        let agency = house.world.add(rows::organisation(OrganisationType::UnAgency)).await;
        let about =
            with(question(&house, "TRANSFER"), json!({ "receiverId": global_id::encode("Organisation", agency.id) }));
        let refused = house.refused(&house.aminata, "requestBestInterestDetermination", about.clone()).await;
        assert_eq!(refused, refusal("VALUE_NOT_ALLOWED", "receiverId"));
        house.must(&house.salif, "requestBestInterestDetermination", about.clone()).await;
        let again = house.refused(&house.aminata, "requestBestInterestDetermination", about).await;
        assert_eq!(again, refused, "she does not learn that one is waiting");
        let document = "query($id: ID!) { case(id: $id) { bestInterestDeterminations { purpose } } }";
        let shown = async |who| {
            let response = house.world.ask(&house.engine, who, document, json!({ "id": house.case_id() })).await;
            response["data"]["case"]["bestInterestDeterminations"].clone()
        };
        assert_eq!(shown(&house.aminata).await, json!([]));
        assert_eq!(shown(&house.salif).await, json!([{ "purpose": "TRANSFER" }]));
    })
    .await;
}
