//! A consent that replaces the one of a submitted request carries the request on.

use chrono::Duration;
use entity::codes::OrganisationType;
use serde_json::{Value, json};
use waystation::global_id;

use super::Story;
use crate::support::{on_both, rows};

impl Story {
    /// A consent to the embassy of Guinea that begins in three days, recorded by the protection officer.
    async fn renewed(&self) {
        let input = json!({
            "caseId": global_id::encode("Case", self.case.id),
            "givenBy": "SELF",
            "method": "WRITTEN",
            "language": "fr",
            "interpreterUsed": false,
            "purpose": "CONSULAR_DOCUMENT",
            "recipients": [{ "organisationId": global_id::encode("Organisation", self.embassy.organisation_id) }],
            "classes": ["IDENTITY", "CONTACT", "LEGAL"],
            "validFrom": self.world.now + Duration::days(3),
            "readBackConfirmed": true,
            "notTiedToAssistance": true,
        });
        self.done(&self.issa, "recordConsent", input).await;
    }

    /// Any change of the case.
    async fn noted(&self) {
        let note = json!({ "caseId": global_id::encode("Case", self.case.id), "text": "She called." });
        self.done(&self.issa, "addCaseNote", note).await;
    }

    /// The newer consent has begun, no job has run, and somebody changes the case.
    async fn goes_on(mut self) {
        let request = self.submitted().await;
        let before = self.read(&request).await;
        assert_ne!(before["givenNames"], Value::Null);
        self.renewed().await;
        self.world.now += Duration::days(3);
        self.noted().await;
        assert_eq!(self.read(&request).await, before);
        self.post("acknowledgeConsularPacket", &before, json!({})).await;
    }
}

#[tokio::test]
async fn a_request_moves_to_the_consent_that_has_begun() {
    on_both(|world| async move { Story::begin(world).await.goes_on().await }).await;
}

#[tokio::test]
async fn a_request_moves_also_if_its_consent_goes_on_for_somebody_else() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let other = story.world.add(rows::organisation(OrganisationType::GovOriginConsular)).await;
        story.world.add(rows::recipient(&story.consent, &other)).await;
        story.goes_on().await;
    })
    .await;
}
