//! An adult consents in person. Another person can consent for an adult only after a protection or medical officer has
//! recorded that the adult cannot decide.

use chrono::Duration;
use entity::{consent, person};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use waystation::global_id;

use super::house::{House, refusal, with};
use crate::support::{on_both, rows};

fn by_guardian(house: &House) -> Value {
    json!({
        "caseId": house.case_id(),
        "givenBy": "GUARDIAN",
        "method": "WRITTEN",
        "language": "ha",
        "interpreterUsed": false,
        "purpose": "MEDICAL_CARE",
        "recipients": [{ "organisationId": global_id::encode("Organisation", house.partner.id) }],
        "classes": ["OPERATIONAL", "IDENTITY"],
        "readBackConfirmed": true,
        "notTiedToAssistance": true,
    })
}

fn assessment(house: &House, more: Value) -> Value {
    let day = |days| (house.world.now + Duration::days(days)).date_naive().to_string();
    let assessed = json!({
        "caseId": house.case_id(),
        "outcome": "LACKS_CAPACITY",
        "assessedOn": day(-1),
        "validUntil": day(30),
        "reason": "unconscious since the accident",
    });
    with(assessed, more)
}

#[tokio::test]
async fn a_guardian_consents_for_an_adult_only_after_an_assessment_and_no_longer_than_it_counts() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let refused = house.refused(&house.aminata, "recordConsent", by_guardian(&house)).await;
        assert_eq!(refused, refusal("CAPACITY_ASSESSMENT_REQUIRED", "givenBy"));
        for who in [&house.aminata, &house.moussa] {
            assert_eq!(house.error(who, "recordCapacityAssessment", assessment(&house, json!({}))).await, "FORBIDDEN");
        }
        assert_eq!(
            house.error(&house.nadia, "recordCapacityAssessment", assessment(&house, json!({}))).await,
            "NOT_FOUND"
        );
        let early = assessment(&house, json!({ "validUntil": "2020-01-01" }));
        let refused = house.refused(&house.awa, "recordCapacityAssessment", early).await;
        assert_eq!(refused, refusal("DATE_OUT_OF_RANGE", "validUntil"));
        house.must(&house.awa, "recordCapacityAssessment", assessment(&house, json!({}))).await;

        let in_person = with(by_guardian(&house), json!({ "givenBy": "SELF" }));
        let refused = house.refused(&house.aminata, "recordConsent", in_person.clone()).await;
        assert_eq!(refused, refusal("GUARDIAN_CONSENT_REQUIRED", "givenBy"));
        let caregiver = with(by_guardian(&house), json!({ "givenBy": "CAREGIVER" }));
        let refused = house.refused(&house.aminata, "recordConsent", caregiver).await;
        assert_eq!(refused, refusal("GUARDIAN_CONSENT_REQUIRED", "givenBy"));
        house.must(&house.aminata, "recordConsent", by_guardian(&house)).await;
        let row = consent::Entity::find().one(&house.world.database.reader).await.expect("read").expect("there");
        let counts = (house.world.now + Duration::days(31)).date_naive().and_hms_opt(0, 0, 0).expect("midnight");
        assert_eq!(row.valid_until, Some(counts.and_utc()));

        // A newer assessment replaces the older one from its date on.
        let regained = json!({ "outcome": "HAS_CAPACITY", "assessedOn": house.world.now.date_naive().to_string() });
        house.must(&house.salif, "recordCapacityAssessment", assessment(&house, regained)).await;
        house.must(&house.aminata, "recordConsent", in_person).await;
    })
    .await;
}

#[tokio::test]
async fn the_file_lists_assessments_for_those_who_read_protection_data() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        house.must(&house.salif, "recordCapacityAssessment", assessment(&house, json!({}))).await;
        let document = "query($id: ID!) { node(id: $id) { ... on Case { capacityAssessments { outcome reason } } } }";
        for (who, reads) in [(&house.salif, true), (&house.aminata, true), (&house.moussa, false)] {
            let response = house.world.ask(&house.engine, who, document, json!({ "id": house.case_id() })).await;
            let listed = &response["data"]["node"]["capacityAssessments"];
            assert_eq!(listed[0]["outcome"] == "LACKS_CAPACITY", reads, "{response:#}");
            assert_eq!(listed.is_null(), !reads);
        }
    })
    .await;
}

#[tokio::test]
async fn an_assessment_counts_in_every_case_of_the_person() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let person = person::Entity::find_by_id(house.case.person_id).one(&house.world.database.reader).await;
        let person = person.expect("read").expect("it is there");
        let other = house.world.add(rows::case(&person, &house.agadez)).await;
        let in_person = with(by_guardian(&house), json!({ "givenBy": "SELF" }));
        let other = json!({ "caseId": global_id::encode("Case", other.id) });
        house.must(&house.salif, "recordCapacityAssessment", assessment(&house, other)).await;
        let refused = house.refused(&house.aminata, "recordConsent", in_person).await;
        assert_eq!(refused, refusal("GUARDIAN_CONSENT_REQUIRED", "givenBy"));
    })
    .await;
}
