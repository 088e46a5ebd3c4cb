//! A consent or a legal basis is used only while it has what it depends on: a giver who can consent for the person, and
//! a best-interest determination in favour. Salif is the protection officer of the sender.

use chrono::Duration;
use entity::{case, codes::Role, share};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, global_id};

use super::{
    Story, codes, next,
    overriding::{colleague, listed, of, without_consent},
};
use crate::support::on_both;

impl Story {
    fn case_id(&self) -> String {
        global_id::encode("Case", self.case.id)
    }

    /// The person was born on this day.
    pub(super) async fn born(&self, day: &str) {
        self.world.born(&self.case, day).await;
    }

    /// A mutation with these fields of its payload.
    async fn records(&self, who: &Viewer, mutation: &str, input: Value, read: &str) -> Value {
        let (head, tail) = mutation.split_at(1);
        let document = format!(
            "mutation($key: String!, $input: {}{tail}Input!) {{
                {mutation}(idempotencyKey: $key, input: $input) {{ {read} userErrors {{ code field }} }} }}",
            head.to_uppercase()
        );
        let variables = json!({ "key": uuid::Uuid::now_v7().to_string(), "input": input });
        let response = self.world.ask(&self.engine, who, &document, variables).await;
        assert_eq!(response["errors"], Value::Null, "{mutation}: {response:#}");
        let payload = response["data"][mutation].clone();
        assert_eq!(payload["userErrors"], json!([]), "{mutation}: {payload:#}");
        payload
    }

    /// Aminata requests a determination about referrals, and Salif decides. Gives its id.
    pub(super) async fn determined(&self, salif: &Viewer, outcome: &str) -> Value {
        self.determined_in(&self.case, salif, outcome).await
    }

    pub(super) async fn determined_in(&self, case: &case::Model, salif: &Viewer, outcome: &str) -> Value {
        let read = "bestInterestDetermination { id version }";
        let receiver = self.partner()["organisationId"].clone();
        let input = json!({
            "caseId": global_id::encode("Case", case.id), "purpose": "REFERRAL_SERVICE", "receiverId": receiver, "grounds": "alone",
        });
        let asked = self.records(&self.aminata, "requestBestInterestDetermination", input, read).await;
        let (id, version) = (&asked["bestInterestDetermination"]["id"], &asked["bestInterestDetermination"]["version"]);
        let answer = json!({ "determinationId": id, "version": version, "outcome": outcome, "reason": "heard" });
        self.records(salif, "decideBestInterestDetermination", answer, read).await;
        id.clone()
    }

    /// The recipient of a consent that names only the clinic.
    fn partner(&self) -> Value {
        json!({ "organisationId": global_id::encode("Organisation", self.ibrahim.organisation_id) })
    }

    async fn assessed_by(&self, salif: &Viewer, outcome: &str) {
        self.assessed_for(salif, outcome, 30).await;
    }

    async fn assessed_for(&self, salif: &Viewer, outcome: &str, days: i64) {
        let day = |days| (self.world.now + Duration::days(days)).date_naive();
        let input = json!({
            "caseId": self.case_id(), "outcome": outcome, "assessedOn": day(0), "validUntil": day(days), "reason": "seen",
        });
        self.records(salif, "recordCapacityAssessment", input, "case { id }").await;
    }

    async fn reviewed_on(&self, consent: &Value) -> Value {
        let sent = self.sent_on(consent).await;
        let seen = self.must(&self.ibrahim, "acknowledgeReferral", next(&sent)).await;
        self.must(&self.ibrahim, "reviewReferral", next(&seen)).await
    }

    async fn no_share(&self) {
        assert_eq!(share::Entity::find().one(&self.world.database.reader).await.expect("read"), None);
    }
}

#[tokio::test]
async fn acceptance_asks_again_who_can_consent_for_a_child() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let reviewed = story.under_review().await;
        story.born("2012-01-01").await;
        let refused = story.does(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        assert_eq!(codes(&refused), ["CONSENT_NOT_VALID"]);
        story.no_share().await;
    })
    .await;
}

#[tokio::test]
async fn a_decision_against_ends_the_consent_that_an_earlier_decision_gave() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        story.born("2012-01-01").await;
        let determination = story.determined(&salif, "IN_FAVOUR").await;
        let year = story.world.now + Duration::days(366);
        let given = json!({
            "givenBy": "BEST_INTEREST_DECISION", "determinationId": determination, "validUntil": year + Duration::days(99),
            "recipients": [story.partner()],
        });
        let consent = story.agrees_to(given).await;
        let until = consent["validUntil"].as_str().expect("an end").parse::<chrono::DateTime<chrono::Utc>>();
        assert_eq!(until, Ok(year), "no longer than the determination");
        let accepted = story.accepted_on(&consent).await;
        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, "Diallo");
        let mut again = story.packet();
        again["consentId"] = consent["id"].clone();
        let draft = story.must(&story.aminata, "draftReferral", again).await;

        story.determined(&salif, "AGAINST").await;
        assert_eq!(story.consent_of(&consent["id"]).await["status"], "EXPIRED");
        let seen = story.seen(&story.ibrahim, &accepted).await;
        assert_eq!((&seen["case"], &seen["endReason"]), (&Value::Null, &json!("CONSENT_EXPIRED")));
        let refused = story.does(&story.aminata, "sendReferral", next(&draft)).await;
        assert_eq!(codes(&refused), ["CONSENT_NOT_VALID", "DETERMINATION_MISSING"]);
    })
    .await;
}

#[tokio::test]
async fn a_person_who_turns_out_to_be_a_child_had_no_consent_to_give() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let consent = story.agrees_to(json!({})).await;
        let accepted = story.accepted_on(&consent).await;
        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, "Diallo");
        let alone = json!({
            "caseId": story.case_id(), "category": "UNACCOMPANIED_CHILD", "severity": "HIGH",
            "identifiedOn": story.world.now.date_naive(), "source": "STAFF_OBSERVATION",
        });
        story.records(&story.aminata, "addVulnerability", alone, "case { id }").await;
        assert_eq!(story.seen(&story.ibrahim, &accepted).await["case"], Value::Null);
        assert_eq!(story.consent_of(&consent["id"]).await["status"], "ACTIVE", "only the person takes it back");
    })
    .await;
}

#[tokio::test]
async fn a_guardians_consent_is_not_longer_than_the_newest_assessment() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        story.assessed_for(&salif, "LACKS_CAPACITY", 300).await;
        let consent = story.agrees_to(json!({ "givenBy": "GUARDIAN" })).await;
        let accepted = story.accepted_on(&consent).await;
        story.world.now += Duration::hours(1);
        story.assessed_for(&salif, "LACKS_CAPACITY", 7).await;
        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, "Diallo");
        story.world.now += Duration::days(8);
        assert_eq!(story.consent_of(&consent["id"]).await["status"], "EXPIRED");
        assert_eq!(story.seen(&story.ibrahim, &accepted).await["case"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_guardians_consent_ends_when_the_adult_can_decide_again() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        story.assessed_by(&salif, "LACKS_CAPACITY").await;
        let consent = story.agrees_to(json!({ "givenBy": "GUARDIAN" })).await;
        let accepted = story.accepted_on(&consent).await;
        let own = global_id::encode("Consent", story.consent.id);
        story.world.now += Duration::hours(1);
        story.assessed_by(&salif, "HAS_CAPACITY").await;
        assert_eq!(story.consent_of(&consent["id"]).await["status"], "EXPIRED");
        let seen = story.seen(&story.ibrahim, &accepted).await;
        assert_eq!((&seen["case"], &seen["endReason"]), (&Value::Null, &json!("CONSENT_EXPIRED")));
        assert_ne!(story.consent_of(&json!(own)).await["status"], "EXPIRED");
    })
    .await;
}

#[tokio::test]
async fn a_guardians_consent_ends_on_the_day_on_which_the_child_comes_of_age() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        story.born("2006-01-14").await;
        let consent = story.agrees_to(json!({ "givenBy": "GUARDIAN" })).await;
        let birthday = "2024-01-14T00:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().expect("a time");
        assert_eq!(consent["validUntil"].as_str().map(str::parse), Some(Ok(birthday)));
        story.world.now = birthday - Duration::hours(1);
        let reviewed = story.reviewed_on(&consent).await;
        story.world.now = birthday;
        let refused = story.does(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        assert_eq!(codes(&refused), ["CONSENT_NOT_VALID"]);
        story.no_share().await;
    })
    .await;
}

#[tokio::test]
async fn a_date_of_birth_that_is_corrected_to_an_adults_ends_the_use_of_a_guardians_consent() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        story.born("2012-01-01").await;
        let consent = story.agrees_to(json!({ "givenBy": "GUARDIAN" })).await;
        let reviewed = story.reviewed_on(&consent).await;
        story.born("1992-01-01").await;
        let refused = story.does(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        assert_eq!(codes(&refused), ["CONSENT_NOT_VALID"]);
        let mut elsewhere = story.packet();
        elsewhere["consentId"] = consent["id"].clone();
        elsewhere["serviceId"] = json!(global_id::encode("Service", story.other_clinic.id));
        let draft = story.must(&story.aminata, "draftReferral", elsewhere).await;
        let refused = story.does(&story.aminata, "sendReferral", next(&draft)).await;
        assert_eq!(codes(&refused), ["CONSENT_NOT_VALID"]);
    })
    .await;
}

#[tokio::test]
async fn a_basis_in_the_best_interest_of_a_child_needs_its_determination_at_each_step() {
    for sent_before in [false, true] {
        on_both(|world| async move {
            let story = Story::begin(world).await;
            let salif = colleague(&story, Role::ProtectionOfficer).await;
            story.born("2012-01-01").await;
            let determination = story.determined(&salif, "IN_FAVOUR").await;
            let mut packet = without_consent(&story);
            packet["legalOverride"] =
                json!({ "legalBasis": "BEST_INTEREST_CHILD", "determinationId": determination, "reason": "alone" });
            let mut referral = story.must(&story.aminata, "draftReferral", packet).await;
            let request = listed(&story, &salif, "WAITING").await.remove(0);
            story.must(&salif, "approveLegalOverride", of(&request, json!({}))).await;
            if sent_before {
                referral = story.must(&story.aminata, "sendReferral", next(&referral)).await;
                for step in ["acknowledgeReferral", "reviewReferral"] {
                    referral = story.must(&story.ibrahim, step, next(&referral)).await;
                }
            }
            story.determined(&salif, "AGAINST").await;
            assert_eq!(listed(&story, &salif, "ENDED").await.len(), 1);
            if sent_before {
                assert_eq!(story.seen(&story.ibrahim, &referral).await["endReason"], "LEGAL_BASIS_ENDED");
            } else {
                let refused = story.does(&story.aminata, "sendReferral", next(&referral)).await;
                assert_eq!(codes(&refused), ["OVERRIDE_NOT_APPROVED", "DETERMINATION_MISSING"]);
            }
            story.no_share().await;
        })
        .await;
    }
}
