//! Consents: recorded as the person gave them, withdrawn at once.

use entity::{
    codes::{ConsentStatus, Oversight, Purpose, ReferralState, Role, ServiceType, ShareEndReason},
    consent, organisation, person, referral, share,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, global_id};

use super::house::{House, refusal, with};
use crate::support::{on_both, rows};

fn to_the_partner(house: &House) -> Value {
    json!({
        "caseId": house.case_id(),
        "givenBy": "SELF",
        "method": "THUMBPRINT",
        "language": "ha",
        "interpreterUsed": true,
        "purpose": "REFERRAL_SERVICE",
        "recipients": [{ "organisationId": global_id::encode("Organisation", house.partner.id) }],
        "classes": ["OPERATIONAL", "IDENTITY"],
        "contactRestrictions": "no calls after dark",
        "validUntil": house.world.now + chrono::Duration::days(100),
        "readBackConfirmed": true,
        "notTiedToAssistance": true,
        "evidenceHash": "0f".repeat(32),
    })
}

#[tokio::test]
async fn a_consent_is_written_down_as_it_was_given() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let consent = house.must(&house.aminata, "recordConsent", to_the_partner(&house)).await;
        assert_eq!((&consent["status"], &consent["version"]), (&json!("ACTIVE"), &json!(1)));
        let partner = global_id::encode("Organisation", house.partner.id);
        assert_eq!(consent["recipients"], json!([{ "organisation": { "id": partner } }]));
        let row = consent::Entity::find().one(&house.world.database.reader).await.expect("read").expect("there");
        assert_eq!((row.valid_from, row.person_id), (house.world.now, house.case.person_id));

        let refused = with(
            to_the_partner(&house),
            json!({ "refused": true, "readBackConfirmed": false, "notTiedToAssistance": false }),
        );
        let refused = house.must(&house.aminata, "recordConsent", refused).await;
        assert_eq!(refused["status"], "REFUSED", "a no is written down too");
    })
    .await;
}

#[tokio::test]
async fn a_consent_that_is_none_is_refused() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let table = [
            (json!({ "notTiedToAssistance": false }), "CONSENT_NOT_VALID", "notTiedToAssistance"),
            (json!({ "readBackConfirmed": false }), "CONSENT_NOT_VALID", "readBackConfirmed"),
            (json!({ "recipients": [] }), "VALUE_REQUIRED", "recipients"),
            (json!({ "recipients": [{}] }), "VALUE_REQUIRED", "recipients"),
            (json!({ "recipients": vec![json!({}); 21] }), "LIMIT_REACHED", "recipients"),
            (json!({ "classes": [] }), "VALUE_REQUIRED", "classes"),
            (json!({ "classes": ["STAFF"] }), "CLASS_NOT_SHAREABLE", "classes"),
            (json!({ "validUntil": "2020-01-01T00:00:00Z" }), "DATE_OUT_OF_RANGE", "validUntil"),
            (json!({ "language": "French" }), "VALUE_NOT_ALLOWED", "language"),
            (json!({ "contactRestrictions": "\u{0}" }), "TEXT_NOT_ALLOWED", "contactRestrictions"),
            (json!({ "evidenceHash": "beef" }), "VALUE_NOT_ALLOWED", "evidenceHash"),
        ];
        for (more, code, field) in table {
            let input = with(to_the_partner(&house), more);
            assert_eq!(house.refused(&house.aminata, "recordConsent", input).await, refusal(code, field));
        }
        let unknown = json!({ "recipients": [{ "organisationId": global_id::encode("Organisation", house.case.id) }] });
        let unknown = with(to_the_partner(&house), unknown);
        assert_eq!(house.error(&house.aminata, "recordConsent", unknown).await, "NOT_FOUND");
        for (who, code) in [(&house.moussa, "FORBIDDEN"), (&house.nadia, "NOT_FOUND")] {
            assert_eq!(house.error(who, "recordConsent", to_the_partner(&house)).await, code);
        }
        let none = consent::Entity::find().all(&house.world.database.reader).await.expect("read");
        assert!(none.is_empty(), "{none:?}");
    })
    .await;
}

#[tokio::test]
async fn a_guardian_speaks_for_a_child() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let reader = &house.world.database.reader;
        let person = person::Entity::find_by_id(house.case.person_id).one(reader).await.expect("read").expect("there");
        let child = person::ActiveModel {
            birth_date: Set(chrono::NaiveDate::from_ymd_opt(2012, 1, 1)),
            ..person.into_active_model()
        };
        child.update(&house.world.database.writer).await.expect("written");
        let input = to_the_partner(&house);
        let refused = house.refused(&house.aminata, "recordConsent", input.clone()).await;
        assert_eq!(refused, refusal("GUARDIAN_CONSENT_REQUIRED", "givenBy"));
        let named = json!({ "giverName": "Hadiza Diallo" });
        let refused = house.refused(&house.aminata, "recordConsent", with(input.clone(), named)).await;
        assert_eq!(refused, refusal("VALUE_NOT_ALLOWED", "giverName"), "the person needs no other name");
        let guardian = json!({ "givenBy": "GUARDIAN", "giverName": " Hadiza Diallo " });
        let consent = house.must(&house.aminata, "recordConsent", with(input, guardian)).await;
        let read = "query($id: ID!) { node(id: $id) { ... on Consent { giverName givenBy } } }";
        let read = async |who: &Viewer| {
            let found = house.world.ask(&house.engine, who, read, json!({ "id": consent["id"] })).await;
            found["data"]["node"].clone()
        };
        let full = json!({ "giverName": "Hadiza Diallo", "givenBy": "GUARDIAN" });
        assert_eq!(read(&house.salif).await, full);
        assert_eq!(read(&house.moussa).await["giverName"], Value::Null, "it is protection data");
    })
    .await;
}

#[tokio::test]
async fn a_consent_taken_back_ends_what_rested_on_it_at_once() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let world = &house.world;
        let service = world.add(rows::service(&house.partner, ServiceType::HealthPrimary)).await;
        let consent = world.add(rows::consent(&house.case, Purpose::ReferralService)).await;
        world.add(rows::recipient(&consent, &house.partner)).await;
        let accepted = referral::Model {
            state: ReferralState::Accepted,
            consent_id: Some(consent.id),
            ..rows::referral(&house.case, &service)
        };
        let accepted = world.add(accepted).await;
        let open = share::Model {
            referral_id: Some(accepted.id),
            consent_id: Some(consent.id),
            ..rows::share(&house.case, &house.partner)
        };
        let open = world.add(open).await;
        let focal = Viewer { roles: vec![Role::NgoFocalPoint], ..house.ibrahim.clone() };
        assert_eq!(house.sees(&focal).await["person"]["names"][0]["family"], "Diallo");

        let taken = json!({ "consentId": global_id::encode("Consent", consent.id), "version": 1, "reason": "afraid" });
        for (who, code) in [(&focal, "NOT_FOUND"), (&house.nadia, "NOT_FOUND"), (&house.awa, "FORBIDDEN")] {
            assert_eq!(house.error(who, "withdrawConsent", taken.clone()).await, code);
        }
        let stale = with(taken.clone(), json!({ "version": 9 }));
        let refused = house.refused(&house.aminata, "withdrawConsent", stale).await;
        assert_eq!(refused, refusal("VERSION_CONFLICT", "version"));
        let withdrawn = house.must(&house.aminata, "withdrawConsent", taken).await;
        assert_eq!((&withdrawn["status"], &withdrawn["version"]), (&json!("WITHDRAWN"), &json!(2)));

        assert_eq!(house.sees(&focal).await, Value::Null);
        let reader = &world.database.reader;
        let open = share::Entity::find_by_id(open.id).one(reader).await.expect("read").expect("there");
        assert_eq!((open.ended_at, open.end_reason), (Some(world.now), Some(ShareEndReason::ConsentWithdrawn)));
        let ended = referral::Entity::find_by_id(accepted.id).one(reader).await.expect("read").expect("there");
        assert_eq!(ended.state, ReferralState::Revoked);
        let again = json!({ "consentId": global_id::encode("Consent", consent.id), "version": 2 });
        let refused = house.refused(&house.aminata, "withdrawConsent", again).await;
        assert_eq!(refused, refusal("INVALID_TRANSITION", ""));
    })
    .await;
}

#[tokio::test]
async fn an_overseeing_officer_takes_a_consent_back_also_on_a_closed_case() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let consent = house.world.add(rows::consent(&house.case, Purpose::ConsularDocument)).await;
        let closed = house.of_case(json!({ "reason": "COMPLETED" })).await;
        house.must(&house.aminata, "closeCase", closed).await;
        let late = house.refused(&house.aminata, "recordConsent", to_the_partner(&house)).await;
        assert_eq!(late, refusal("NOT_ACTIVE", ""));
        let kind = entity::codes::OrganisationType::Iom;
        let over = organisation::Model { oversight: Oversight::Country, ..rows::organisation(kind) };
        let over = house.world.add(over).await;
        let officer = house.world.add(rows::worker(&over)).await;
        let officer = house.world.viewer(Role::DataProtectionOfficer, &officer, &over);
        let taken = json!({ "consentId": global_id::encode("Consent", consent.id), "version": 1 });
        let consent = house.must(&officer, "withdrawConsent", taken).await;
        assert_eq!(consent["status"], "WITHDRAWN");
        let row = consent::Entity::find().one(&house.world.database.reader).await.expect("read").expect("there");
        assert_eq!((row.status, row.withdrawn_by), (ConsentStatus::Withdrawn, Some(officer.worker_id)));
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_entered_late_does_not_revive_what_the_person_withdrew() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let said = house.world.now - chrono::Duration::days(1);
        let consent = house.must(&house.aminata, "recordConsent", to_the_partner(&house)).await;
        house.world.now += chrono::Duration::days(5);
        let taken = json!({ "consentId": consent["id"], "version": consent["version"] });
        house.must(&house.aminata, "withdrawConsent", taken).await;
        house.world.now += chrono::Duration::days(2);
        // Signed before the withdrawal, entered after it.
        let late = with(to_the_partner(&house), json!({ "validFrom": said }));
        let late = house.must(&house.aminata, "recordConsent", late).await;
        assert_eq!(late["status"], "WITHDRAWN");
        let row = consent::Entity::find().all(&house.world.database.reader).await.expect("read");
        assert!(row.iter().all(|row| row.status == ConsentStatus::Withdrawn), "{row:?}");
        // Another recipient was never part of what was withdrawn.
        let nadia = json!([{ "organisationId": global_id::encode("Organisation", house.nadia.organisation_id) }]);
        let other = with(to_the_partner(&house), json!({ "validFrom": said, "recipients": nadia }));
        assert_eq!(house.must(&house.aminata, "recordConsent", other).await["status"], "ACTIVE");
        let again = house.must(&house.aminata, "recordConsent", to_the_partner(&house)).await;
        assert_eq!(again["status"], "ACTIVE", "the person agreed again");
        let late = with(to_the_partner(&house), json!({ "validFrom": said }));
        assert_eq!(house.must(&house.aminata, "recordConsent", late).await["status"], "WITHDRAWN");
        let id = global_id::decode(again["id"].as_str().expect("an id")).expect("a global id").1;
        let row = consent::Entity::find_by_id(id).one(&house.world.database.reader).await.expect("read");
        assert_eq!(row.expect("it is there").status, ConsentStatus::Active, "the late form ends nothing newer");
    })
    .await;
}

#[tokio::test]
async fn of_the_same_day_the_later_word_counts() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let refused = with(to_the_partner(&house), json!({ "refused": true }));
        house.must(&house.aminata, "recordConsent", refused).await;
        let no = house.world.now;
        house.world.now += chrono::Duration::hours(1);
        for said in [no - chrono::Duration::hours(2), no] {
            let late = with(to_the_partner(&house), json!({ "validFrom": said }));
            let late = house.must(&house.aminata, "recordConsent", late).await;
            assert_eq!(late["status"], "WITHDRAWN", "{said}");
        }
        let yes = with(to_the_partner(&house), json!({ "validFrom": no + chrono::Duration::minutes(1) }));
        assert_eq!(house.must(&house.aminata, "recordConsent", yes).await["status"], "ACTIVE");
    })
    .await;
}
