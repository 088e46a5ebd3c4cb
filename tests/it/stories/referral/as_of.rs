//! An accepted referral opens PROTECTION, MEDICAL and ASYLUM as of its acceptance. Later facts follow only if the
//! person consented to them. The sender's own organisation reads the current facts.

use chrono::Duration;
use entity::{
    capacity_assessment, case,
    codes::{
        CapacityOutcome, DataClass as D, FitnessToTravel, RiskLevel, Severity, VulnerabilityCategory,
        VulnerabilitySource,
    },
    consent, person, vulnerability,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, prelude::DateTimeUtc};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::access::{class::ClassSet, viewer::Viewer};

use super::{Story, with};
use crate::support::on_both;

const SHARED: [D; 4] = [D::Operational, D::Identity, D::Protection, D::Medical];

/// The facts that the tests change, as a viewer reads them.
async fn facts(story: &Story, who: &Viewer, referral: &Value) -> Value {
    let document = "query($id: ID!) { referral(id: $id) { case {
        riskLevel handlingInstruction allergies medicalEmergency closureReason closureGroup
        vulnerabilities { category } capacityAssessments { reason } } } }";
    let response = story.world.ask(&story.engine, who, document, json!({ "id": referral["id"] })).await;
    assert_eq!(response["errors"], Value::Null, "{response:#}");
    response["data"]["referral"]["case"].clone()
}

impl Story {
    /// The person consents to PROTECTION and MEDICAL, with or without later facts.
    async fn agrees(&self, includes_later_facts: bool) {
        let consent = consent::ActiveModel {
            classes: Set(ClassSet::of(&SHARED).to_bits()),
            includes_later_facts: Set(includes_later_facts),
            ..self.consent.clone().into_active_model()
        };
        consent.update(&self.world.database.writer).await.expect("written");
        self.world.rebuild().await;
    }

    /// Changes the case from now on.
    async fn says(&self, risk: RiskLevel, allergies: &str, emergency: bool) {
        let case = case::Entity::find_by_id(self.case.id).one(&self.world.database.reader).await;
        let case = case.expect("read").expect("there");
        let case = case::ActiveModel {
            risk_level: Set(Some(risk)),
            handling_instruction: Set(Some(format!("for {allergies}"))),
            allergies: Set(Some(allergies.to_owned())),
            medical_emergency: Set(emergency),
            ..case.into_active_model()
        };
        case.update(&self.world.database.writer).await.expect("written");
    }

    async fn vulnerable(&self, category: VulnerabilityCategory, created_at: DateTimeUtc) {
        let row = vulnerability::Model {
            id: Uuid::now_v7(),
            case_id: self.case.id,
            category,
            severity: Severity::High,
            determinant_level: None,
            identified_on: created_at.date_naive(),
            source: VulnerabilitySource::StaffObservation,
            confirmed: true,
            notes: None,
            worker_id: None,
            created_at,
            correction_id: None,
        };
        self.world.add(row).await;
    }

    async fn assessed(&self, reason: &str, created_at: DateTimeUtc) {
        let row = capacity_assessment::Model {
            id: Uuid::now_v7(),
            case_id: self.case.id,
            outcome: CapacityOutcome::HasCapacity,
            assessed_on: created_at.date_naive(),
            valid_until: (created_at + Duration::days(30)).date_naive(),
            reason: reason.to_owned(),
            worker_id: self.aminata.worker_id,
            created_at,
            correction_id: None,
        };
        self.world.add(row).await;
    }

    /// An accepted referral that shares all of these facts. Then every fact changes.
    async fn accepted_before_a_change(&self, includes_later_facts: bool) -> Value {
        self.agrees(includes_later_facts).await;
        self.says(RiskLevel::Low, "peanuts", false).await;
        self.vulnerable(VulnerabilityCategory::ChronicIllness, self.world.now - Duration::hours(1)).await;
        self.assessed("before", self.world.now - Duration::hours(1)).await;
        let packet = with_classes(self.packet());
        let draft = self.must(&self.aminata, "draftReferral", packet).await;
        let sent = self.must(&self.aminata, "sendReferral", super::next(&draft)).await;
        let seen = self.must(&self.ibrahim, "acknowledgeReferral", super::next(&sent)).await;
        let reviewed = self.must(&self.ibrahim, "reviewReferral", super::next(&seen)).await;
        let accepted = self.must(&self.ibrahim, "acceptReferral", with(&reviewed, json!({}))).await;
        self.says(RiskLevel::Imminent, "penicillin", true).await;
        self.vulnerable(VulnerabilityCategory::TortureSurvivor, self.world.now + Duration::hours(1)).await;
        self.assessed("after", self.world.now + Duration::hours(1)).await;
        accepted
    }
}

fn with_classes(mut packet: Value) -> Value {
    packet["classes"] = json!(["OPERATIONAL", "IDENTITY", "PROTECTION", "MEDICAL_COARSE"]);
    packet
}

#[tokio::test]
async fn a_receiver_reads_what_was_known_when_it_accepted() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let accepted = story.accepted_before_a_change(false).await;
        let then = json!({
            "riskLevel": "LOW", "handlingInstruction": "for peanuts", "allergies": "peanuts", "medicalEmergency": false,
            "closureReason": null, "closureGroup": null, "vulnerabilities": [{ "category": "CHRONIC_ILLNESS" }],
            "capacityAssessments": [{ "reason": "before" }],
        });
        assert_eq!(facts(&story, &story.ibrahim, &accepted).await, then);
        let home = facts(&story, &story.aminata, &accepted).await;
        assert_eq!((&home["riskLevel"], &home["allergies"]), (&json!("IMMINENT"), &json!("penicillin")));
        assert_eq!(home["vulnerabilities"].as_array().map(Vec::len), Some(2));
        assert_eq!(home["capacityAssessments"].as_array().map(Vec::len), Some(2));
    })
    .await;
}

#[tokio::test]
async fn later_facts_follow_where_the_person_agreed_to_that() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let accepted = story.accepted_before_a_change(true).await;
        let now = facts(&story, &story.ibrahim, &accepted).await;
        assert_eq!((&now["riskLevel"], &now["medicalEmergency"]), (&json!("IMMINENT"), &json!(true)));
        assert_eq!(now["vulnerabilities"].as_array().map(Vec::len), Some(2));
        assert_eq!(now["capacityAssessments"].as_array().map(Vec::len), Some(2));
    })
    .await;
}

/// What a viewer reads of the statement on travel and of the person's death.
async fn changed(story: &Story, who: &Viewer, referral: &Value) -> (Value, Value) {
    let document = "query($id: ID!) { referral(id: $id) { case { fitToTravel person { deceased } } } }";
    let response = story.world.ask(&story.engine, who, document, json!({ "id": referral["id"] })).await;
    assert_eq!(response["errors"], Value::Null, "{response:#}");
    let case = &response["data"]["referral"]["case"];
    (case["fitToTravel"].clone(), case["person"]["deceased"].clone())
}

impl Story {
    /// A medical officer states that the person is fit to travel until that day.
    async fn fit_until(&self, days: i64) {
        let case = case::Entity::find_by_id(self.case.id).one(&self.world.database.reader).await;
        let until = (self.world.now + Duration::days(days)).date_naive();
        let case = case::ActiveModel {
            fitness_to_travel: Set(Some(FitnessToTravel::Fit)),
            fitness_valid_until: Set(Some(until)),
            ..case.expect("read").expect("there").into_active_model()
        };
        case.update(&self.world.database.writer).await.expect("written");
    }

    async fn the_person_dies(&self) {
        let person = person::Entity::find_by_id(self.case.person_id).one(&self.world.database.reader).await;
        let person = person.expect("read").expect("there");
        let person = person::ActiveModel { deceased: Set(true), ..person.into_active_model() };
        person.update(&self.world.database.writer).await.expect("written");
    }
}

#[tokio::test]
async fn a_statement_that_was_shared_ends_on_its_own_day_and_a_longer_one_does_not_follow() {
    for later_facts in [false, true] {
        on_both(|world| async move {
            let mut story = Story::begin(world).await;
            story.fit_until(2).await;
            let accepted = story.accepted_before_a_change(later_facts).await;
            story.fit_until(60).await;
            assert_eq!(changed(&story, &story.ibrahim, &accepted).await.0, "FIT");
            story.world.now += Duration::days(2);
            assert_eq!(changed(&story, &story.ibrahim, &accepted).await.0, "FIT", "it is valid on its last day");
            story.world.now += Duration::days(1);
            assert_eq!(changed(&story, &story.aminata, &accepted).await.0, "FIT", "the sender reads the longer one");
            let longer = if later_facts { json!("FIT") } else { Value::Null };
            assert_eq!(changed(&story, &story.ibrahim, &accepted).await.0, longer);
        })
        .await;
    }
}

#[tokio::test]
async fn a_death_that_is_recorded_after_acceptance_follows_where_later_facts_do() {
    for later_facts in [false, true] {
        on_both(|world| async move {
            let story = Story::begin(world).await;
            let accepted = story.accepted_before_a_change(later_facts).await;
            assert_eq!(changed(&story, &story.ibrahim, &accepted).await.1, false);
            story.the_person_dies().await;
            assert_eq!(changed(&story, &story.aminata, &accepted).await.1, true);
            assert_eq!(changed(&story, &story.ibrahim, &accepted).await.1, later_facts);
        })
        .await;
    }
}
