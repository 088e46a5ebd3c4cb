//! An entry of a case file that is wrong is corrected. What was written before is kept, with who, when and why.

mod medical;

use entity::protection_marker;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id};

use crate::{
    stories::house::{House, refusal, with},
    support::on_both,
};

/// What the stories read of a case after a correction.
const FILE: &str = "vulnerabilities { id category severity } formerVulnerabilities { id category correction { kind reason replacedBy
    at organisation { id } worker { displayName } } }
    medicalNotes { id summary allergies correction { kind } } formerMedicalNotes { id summary correction { kind replacedBy } }
    immigrationStatuses { id status claimReference } formerImmigrationStatuses { id status correction { kind } }
    capacityAssessments { id outcome } formerCapacityAssessments { id outcome correction { kind } }
    caseNotes { id text } formerCaseNotes { id text correction { kind reason } }
    immigrationStatus fitToTravel allergies medicalEmergency lastActivityAt";

impl House {
    /// The file of the case, as this viewer reads it.
    async fn file(&self, who: &Viewer) -> Value {
        let document = format!("query($id: ID!) {{ node(id: $id) {{ ... on Case {{ {FILE} }} }} }}");
        let answer = self.world.ask(&self.engine, who, &document, json!({ "id": self.case_id() })).await;
        answer["data"]["node"].clone()
    }

    async fn vulnerable(&self, category: &str) -> Value {
        let day = self.world.now.date_naive();
        let input = json!({ "caseId": self.case_id(), "category": category, "severity": "LOW", "identifiedOn": day,
            "source": "SCREENING" });
        self.must(&self.salif, "addVulnerability", input).await;
        self.file(&self.salif).await["vulnerabilities"][0]["id"].clone()
    }

    async fn noted(&self, more: Value) -> Value {
        let day = self.world.now.date_naive();
        let input = json!({ "caseId": self.case_id(), "encounterOn": day, "summary": "cough" });
        self.must(&self.awa, "addMedicalNote", with(input, more)).await;
        self.file(&self.awa).await["medicalNotes"][0]["id"].clone()
    }
}

/// The correction of an entry of the case.
fn wrong(house: &House, field: &str, id: &Value, kind: &str, more: Value) -> Value {
    with(json!({ "caseId": house.case_id(), field: id, "kind": kind, "reason": "another file" }), more)
}

#[tokio::test]
async fn a_vulnerability_is_replaced_ends_or_was_never_there() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let id = house.vulnerable("CHRONIC_ILLNESS").await;
        let day = house.world.now.date_naive();
        let right = json!({ "to": { "category": "SERIOUS_MEDICAL", "severity": "HIGH", "identifiedOn": day, "source": "SCREENING" } });
        let corrected = wrong(&house, "vulnerabilityId", &id, "CORRECTED", right);
        house.must(&house.aminata, "correctVulnerability", corrected.clone()).await;
        let file = house.file(&house.aminata).await;
        assert_eq!(file["vulnerabilities"].as_array().expect("a list").len(), 1);
        assert_eq!(file["vulnerabilities"][0]["category"], "SERIOUS_MEDICAL");
        let former = &file["formerVulnerabilities"][0];
        assert_eq!((&former["id"], &former["category"]), (&id, &json!("CHRONIC_ILLNESS")));
        let correction = &former["correction"];
        assert_eq!((&correction["kind"], &correction["reason"]), (&json!("CORRECTED"), &json!("another file")));
        assert_eq!(correction["replacedBy"], file["vulnerabilities"][0]["id"]);
        assert_eq!(correction["organisation"]["id"], global_id::encode("Organisation", house.owner.id));
        assert_ne!((&correction["at"], &correction["worker"]["displayName"]), (&Value::Null, &Value::Null));
        let again = house.refused(&house.aminata, "correctVulnerability", corrected).await;
        assert_eq!(again, refusal("INVALID_TRANSITION", ""));

        let ended = wrong(&house, "vulnerabilityId", &file["vulnerabilities"][0]["id"], "ENDED", json!({}));
        house.must(&house.aminata, "correctVulnerability", ended).await;
        let never = house.vulnerable("OTHER").await;
        let never = wrong(&house, "vulnerabilityId", &never, "ENTERED_IN_ERROR", json!({}));
        house.must(&house.salif, "correctVulnerability", never).await;
        let file = house.file(&house.salif).await;
        assert_eq!(file["vulnerabilities"], json!([]));
        let kinds = |row: &Value| row["correction"]["kind"].clone();
        let former = file["formerVulnerabilities"].as_array().expect("a list");
        assert_eq!(former.iter().map(kinds).collect::<Vec<_>>(), ["ENTERED_IN_ERROR", "ENDED", "CORRECTED"]);
    })
    .await;
}

#[tokio::test]
async fn an_entry_of_others_is_not_found_and_one_may_not_correct_what_one_may_not_record() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let vulnerability = house.vulnerable("OTHER").await;
        let note = house.noted(json!({})).await;
        let nobody = json!(global_id::encode("Vulnerability", Uuid::now_v7()));
        let of = |id: &Value| wrong(&house, "vulnerabilityId", id, "ENTERED_IN_ERROR", json!({}));
        for who in [&house.nadia, &house.ibrahim] {
            assert_eq!(house.error(who, "correctVulnerability", of(&vulnerability)).await, "NOT_FOUND");
        }
        assert_eq!(house.error(&house.awa, "correctVulnerability", of(&vulnerability)).await, "FORBIDDEN");
        assert_eq!(house.error(&house.aminata, "correctVulnerability", of(&nobody)).await, "NOT_FOUND");
        let of = |id: &Value| wrong(&house, "medicalNoteId", id, "ENTERED_IN_ERROR", json!({}));
        for who in [&house.aminata, &house.salif] {
            assert_eq!(house.error(who, "correctMedicalNote", of(&note)).await, "FORBIDDEN");
        }
        assert_eq!(house.error(&house.awa, "correctMedicalNote", of(&vulnerability)).await, "NOT_FOUND");
        house.must(&house.awa, "correctMedicalNote", of(&note)).await;
    })
    .await;
}

#[tokio::test]
async fn a_wrong_correction_changes_nothing() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let id = house.vulnerable("OTHER").await;
        let day = house.world.now.date_naive();
        let to = |more: Value| {
            let right =
                json!({ "category": "STRANDED", "severity": "LOW", "identifiedOn": day, "source": "SCREENING" });
            json!({ "to": with(right, more) })
        };
        let table = [
            ("CORRECTED", json!({}), "VALUE_REQUIRED", "to"),
            ("ENDED", to(json!({})), "VALUE_NOT_ALLOWED", "to"),
            ("ENTERED_IN_ERROR", json!({ "reason": " " }), "VALUE_REQUIRED", "reason"),
            ("ENTERED_IN_ERROR", json!({ "reason": "x".repeat(10_000) }), "TEXT_TOO_LONG", "reason"),
            ("CORRECTED", to(json!({ "identifiedOn": "2999-01-01" })), "DATE_OUT_OF_RANGE", "identifiedOn"),
            ("CORRECTED", to(json!({ "notes": "x".repeat(100_000) })), "TEXT_TOO_LONG", "notes"),
            // It would tell asylum to those who read the entry that it replaces.
            ("CORRECTED", to(json!({ "category": "STATELESS_RISK" })), "VALUE_NOT_ALLOWED", "category"),
        ];
        for (kind, more, code, field) in table {
            let input = wrong(&house, "vulnerabilityId", &id, kind, more);
            assert_eq!(house.refused(&house.aminata, "correctVulnerability", input).await, refusal(code, field));
        }
        let note = house.noted(json!({})).await;
        let ended = wrong(&house, "medicalNoteId", &note, "ENDED", json!({}));
        assert_eq!(house.refused(&house.awa, "correctMedicalNote", ended).await, refusal("VALUE_NOT_ALLOWED", "kind"));
        let close = house.of_case(json!({ "reason": "DURABLE_SOLUTION_LOCAL" })).await;
        house.must(&house.aminata, "closeCase", close).await;
        assert_eq!(house.file(&house.salif).await["formerVulnerabilities"], json!([]));
        // What is wrong in a closed case counts in the other cases of the person, so that it can be corrected.
        let late = wrong(&house, "vulnerabilityId", &id, "ENTERED_IN_ERROR", json!({}));
        house.must(&house.salif, "correctVulnerability", late).await;
        assert_eq!(house.file(&house.salif).await["formerVulnerabilities"][0]["category"], "OTHER");
    })
    .await;
}

#[tokio::test]
async fn the_case_has_the_latest_status_in_force_and_a_sign_stays_until_it_is_cleared() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let status = async |status: &str, day: &str| {
            let input = house.of_case(json!({ "status": status, "recordedOn": day })).await;
            house.must(&house.salif, "recordImmigrationStatus", input).await;
            let file = house.file(&house.salif).await;
            file["immigrationStatuses"][0]["id"].clone()
        };
        status("IRREGULAR", "2023-01-01").await;
        let claimed = status("ASYLUM_SEEKER", "2023-02-01").await;
        let wrong_file = wrong(&house, "immigrationStatusRecordId", &claimed, "ENTERED_IN_ERROR", json!({}));
        assert_eq!(
            house.error(&house.aminata, "correctImmigrationStatus", wrong_file.clone()).await,
            "FORBIDDEN",
            "a case worker reads no statuses"
        );
        house.must(&house.salif, "correctImmigrationStatus", wrong_file).await;
        let file = house.file(&house.salif).await;
        assert_eq!(file["immigrationStatus"], "IRREGULAR");
        assert_eq!(file["formerImmigrationStatuses"][0]["status"], "ASYLUM_SEEKER");
        let markers = protection_marker::Entity::find().all(&house.world.database.reader).await.expect("read");
        assert_eq!(markers.iter().filter(|marker| marker.cleared_at.is_none()).count(), 1, "the sign stays");
        let clear = house.of_case(json!({ "reason": "written into the wrong file" })).await;
        house.must(&house.salif, "clearProtectionMarker", clear).await;
        let markers = protection_marker::Entity::find().all(&house.world.database.reader).await.expect("read");
        assert_eq!(markers.iter().filter(|marker| marker.cleared_at.is_none()).count(), 0, "it does not come back");

        // A typing error in a claim that was cleared does not mark the person again.
        let cleared = status("REFUGEE", "2023-02-10").await;
        house
            .must(
                &house.salif,
                "correctImmigrationStatus",
                wrong(
                    &house,
                    "immigrationStatusRecordId",
                    &cleared,
                    "CORRECTED",
                    json!({ "to": { "status": "REFUGEE", "recordedOn": "2023-02-11" } }),
                ),
            )
            .await;
        let markers = protection_marker::Entity::find().all(&house.world.database.reader).await.expect("read");
        assert_eq!(markers.iter().filter(|marker| marker.cleared_at.is_none()).count(), 1, "one fact has one marker");

        // The earlier one, corrected to a later day, is the latest.
        let permit = status("REGULAR_LABOUR", "2023-03-01").await;
        let irregular = file["immigrationStatuses"][0]["id"].clone();
        assert_ne!(permit, irregular);
        let right =
            json!({ "to": { "status": "REGULAR_STUDENT", "recordedOn": "2023-04-01", "claimReference": "S 1" } });
        let later = wrong(&house, "immigrationStatusRecordId", &irregular, "CORRECTED", right);
        house.must(&house.salif, "correctImmigrationStatus", later).await;
        assert_eq!(house.file(&house.salif).await["immigrationStatus"], "REGULAR_STUDENT");
    })
    .await;
}

#[tokio::test]
async fn a_consent_of_a_guardian_ends_with_the_assessment_that_was_wrong() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let day = |days| (house.world.now + chrono::Duration::days(days)).date_naive().to_string();
        let assessed = json!({ "caseId": house.case_id(), "outcome": "LACKS_CAPACITY", "assessedOn": day(-1),
            "validUntil": day(30), "reason": "unconscious" });
        house.must(&house.awa, "recordCapacityAssessment", assessed).await;
        let by_guardian = json!({
            "caseId": house.case_id(), "givenBy": "GUARDIAN", "method": "WRITTEN", "language": "ha", "interpreterUsed": false,
            "purpose": "MEDICAL_CARE", "classes": ["OPERATIONAL", "IDENTITY"], "readBackConfirmed": true,
            "recipients": [{ "organisationId": global_id::encode("Organisation", house.partner.id) }], "notTiedToAssistance": true,
        });
        let consent = house.must(&house.aminata, "recordConsent", by_guardian).await;
        assert_eq!(consent["status"], "ACTIVE");
        let id = house.file(&house.salif).await["capacityAssessments"][0]["id"].clone();
        let right = json!({ "to": { "outcome": "HAS_CAPACITY", "assessedOn": day(-1), "validUntil": day(30), "reason": "awake" } });
        let input = wrong(&house, "capacityAssessmentId", &id, "CORRECTED", right);
        assert_eq!(house.error(&house.aminata, "correctCapacityAssessment", input.clone()).await, "FORBIDDEN");
        house.must(&house.salif, "correctCapacityAssessment", input).await;
        let file = house.file(&house.salif).await;
        assert_eq!(file["capacityAssessments"][0]["outcome"], "HAS_CAPACITY");
        assert_eq!(file["formerCapacityAssessments"][0]["outcome"], "LACKS_CAPACITY");
        // An assessment that is over by now can be corrected.
        let again = json!({ "to": { "outcome": "DECIDES_WITH_SUPPORT", "assessedOn": day(-1), "validUntil": day(0), "reason": "slow" } });
        let id = file["capacityAssessments"][0]["id"].clone();
        let mut house = house;
        house.world.now += chrono::Duration::days(60);
        let input = wrong(&house, "capacityAssessmentId", &id, "CORRECTED", again);
        house.must(&house.salif, "correctCapacityAssessment", input).await;
        let row = entity::consent::Entity::find().one(&house.world.database.reader).await.expect("read").expect("there");
        assert_eq!(row.status, entity::codes::ConsentStatus::Expired);
    })
    .await;
}

#[tokio::test]
async fn a_vulnerability_that_ended_still_tells_that_somebody_was_a_child() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let person = entity::person::Entity::find_by_id(house.case.person_id).one(&house.world.database.reader).await;
        let mut person = sea_orm::IntoActiveModel::into_active_model(person.expect("read").expect("there"));
        person.birth_date = sea_orm::ActiveValue::Set("2000-01-01".parse().ok());
        person.birth_date_precision = sea_orm::ActiveValue::Set(entity::codes::BirthDatePrecision::Exact);
        sea_orm::ActiveModelTrait::update(person, &house.world.database.writer).await.expect("written");
        let consent = json!({
            "caseId": house.case_id(), "givenBy": "SELF", "method": "WRITTEN", "language": "fr", "interpreterUsed": false,
            "purpose": "REFERRAL_SERVICE", "classes": ["OPERATIONAL"], "readBackConfirmed": true, "notTiedToAssistance": true,
            "recipients": [{ "organisationId": global_id::encode("Organisation", house.partner.id) }],
        });
        let needs_guardian = refusal("GUARDIAN_CONSENT_REQUIRED", "givenBy");
        let alone = house.vulnerable("UNACCOMPANIED_CHILD").await;
        assert_eq!(house.refused(&house.aminata, "recordConsent", consent.clone()).await, needs_guardian);
        let found_the_mother = wrong(&house, "vulnerabilityId", &alone, "ENDED", json!({}));
        house.must(&house.aminata, "correctVulnerability", found_the_mother).await;
        assert_eq!(house.refused(&house.aminata, "recordConsent", consent.clone()).await, needs_guardian);
        let mistaken = house.vulnerable("UNACCOMPANIED_CHILD").await;
        house
            .must(&house.aminata, "correctVulnerability", wrong(&house, "vulnerabilityId", &mistaken, "ENTERED_IN_ERROR", json!({})))
            .await;
        assert_eq!(house.refused(&house.aminata, "recordConsent", consent).await, needs_guardian, "the first one counts");
    })
    .await;
}

#[tokio::test]
async fn a_case_note_is_corrected_within_its_organisation() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let note = json!({ "caseId": house.case_id(), "text": "call the brother" });
        house.must(&house.aminata, "addCaseNote", note).await;
        let id = house.file(&house.aminata).await["caseNotes"][0]["id"].clone();
        let right = wrong(&house, "caseNoteId", &id, "CORRECTED", json!({ "to": "call the sister" }));
        assert_eq!(house.error(&house.ibrahim, "correctCaseNote", right.clone()).await, "NOT_FOUND");
        house.must(&house.aminata, "correctCaseNote", right).await;
        let file = house.file(&house.aminata).await;
        assert_eq!(file["caseNotes"][0]["text"], "call the sister");
        let former = &file["formerCaseNotes"][0];
        assert_eq!((&former["text"], &former["correction"]["kind"]), (&json!("call the brother"), &json!("CORRECTED")));
    })
    .await;
}
