//! Which people count as children: the consent, the age band and the statistics agree.

use entity::{codes::StatisticsSubject, statistics_cell};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use waystation::{global_id, store::statistics::refresh::refresh};

use super::house::{House, refusal, with};
use crate::support::on_both;

fn to_the_partner(house: &House, case: &Value) -> Value {
    json!({
        "caseId": case,
        "givenBy": "SELF",
        "method": "WRITTEN",
        "language": "fr",
        "interpreterUsed": false,
        "purpose": "REFERRAL_SERVICE",
        "recipients": [{ "organisationId": global_id::encode("Organisation", house.partner.id) }],
        "classes": ["OPERATIONAL", "IDENTITY"],
        "validUntil": house.world.now + chrono::Duration::days(100),
        "readBackConfirmed": true,
        "notTiedToAssistance": true,
    })
}

impl House {
    /// The case of a person with this date of birth, opened by Aminata in Agadez.
    async fn open(&self, birth: Value) -> Value {
        let person = json!({ "names": [{ "given": "Ali", "family": "Ba", "script": "Latn", "type": "CLAIMED" }], "sex": "MALE" });
        let input = json!({ "centreId": global_id::encode("Centre", self.agadez.id), "person": with(person, birth) });
        let opened = self.must(&self.aminata, "openCase", input).await;
        opened["id"].clone()
    }

    async fn age_band(&self, case: &Value) -> Value {
        let document = "query($id: ID!) { node(id: $id) { ... on Case { person { ageBand } } } }";
        let answer = self.world.ask(&self.engine, &self.aminata, document, json!({ "id": case })).await;
        answer["data"]["node"]["person"]["ageBand"].clone()
    }
}

#[tokio::test]
async fn somebody_who_may_be_seventeen_does_not_consent_as_an_adult() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        // The date is 14 November 2023.
        for (birth, band) in [
            (json!({ "birthDate": "2005-11-15" }), "FROM_15_TO_17"),
            (json!({ "birthDate": "2005-11-02", "birthDatePrecision": "MONTH" }), "FROM_15_TO_17"),
            (json!({ "birthDate": "2005-03-01", "birthDatePrecision": "YEAR" }), "FROM_15_TO_17"),
            (json!({ "birthDate": "2003-01-01", "birthDatePrecision": "ESTIMATED" }), "FROM_15_TO_17"),
            (json!({}), "UNKNOWN"),
        ] {
            let case = house.open(birth.clone()).await;
            assert_eq!(house.age_band(&case).await, band, "{birth}");
            let consent = to_the_partner(&house, &case);
            let refused = house.refused(&house.aminata, "recordConsent", consent.clone()).await;
            assert_eq!(refused, refusal("GUARDIAN_CONSENT_REQUIRED", "givenBy"), "{birth}");
            house.must(&house.aminata, "recordConsent", with(consent, json!({ "givenBy": "GUARDIAN" }))).await;
        }
        let grown = house.open(json!({ "birthDate": "2004-03-01", "birthDatePrecision": "YEAR" })).await;
        assert_eq!(house.age_band(&grown).await, "FROM_18_TO_24");
        house.must(&house.aminata, "recordConsent", to_the_partner(&house, &grown)).await;
    })
    .await;
}

#[tokio::test]
async fn a_form_that_a_child_signed_stays_the_form_of_a_child() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        // The eighteenth birthday was four days ago.
        let case = house.open(json!({ "birthDate": "2005-11-10" })).await;
        let form = |from: &str| with(to_the_partner(&house, &case), json!({ "validFrom": from }));
        let signed_at_17 = house.refused(&house.aminata, "recordConsent", form("2023-11-09T12:00:00Z")).await;
        assert_eq!(signed_at_17, refusal("GUARDIAN_CONSENT_REQUIRED", "givenBy"));
        house.must(&house.aminata, "recordConsent", form("2023-11-10T00:00:00Z")).await;
        let no = with(form("2023-11-09T12:00:00Z"), json!({ "refused": true }));
        house.must(&house.aminata, "recordConsent", no).await;
    })
    .await;
}

#[tokio::test]
async fn a_recorded_child_vulnerability_counts_more_than_a_claimed_date() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let case = house.open(json!({ "birthDate": "2000-01-01" })).await;
        let alone = json!({
            "caseId": case, "category": "UNACCOMPANIED_CHILD", "severity": "HIGH", "identifiedOn": "2023-11-13",
            "source": "STAFF_OBSERVATION",
        });
        house.must(&house.aminata, "addVulnerability", alone).await;
        let refused = house.refused(&house.aminata, "recordConsent", to_the_partner(&house, &case)).await;
        assert_eq!(refused, refusal("GUARDIAN_CONSENT_REQUIRED", "givenBy"));
        // Readers of the age band may not read vulnerabilities, so it follows the date of birth alone.
        assert_eq!(house.age_band(&case).await, "FROM_18_TO_24");
    })
    .await;
}

#[tokio::test]
async fn statistics_count_somebody_in_the_age_band_that_the_person_shows() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let case = house.open(json!({ "birthDate": "2005-03-01", "birthDatePrecision": "YEAR" })).await;
        let shown = house.age_band(&case).await;
        refresh(&house.world.database, house.world.now).await.expect("it is counted");
        let cells = statistics_cell::Entity::find()
            .filter(statistics_cell::Column::Subject.eq(StatisticsSubject::Case))
            .all(&house.world.database.reader)
            .await
            .expect("they are read");
        let mut bands: Vec<_> = cells.into_iter().map(|cell| cell.age_band).collect();
        bands.sort_unstable();
        assert_eq!(bands, ["FROM_15_TO_17", "FROM_25_TO_29"]);
        assert_eq!(shown, "FROM_15_TO_17");
    })
    .await;
}
