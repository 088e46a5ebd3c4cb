//! An open case is worked on.

use entity::{
    change_log,
    codes::{AccessMode, Priority, RiskLevel},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use waystation::global_id;

use crate::{
    stories::house::{House, refusal, with},
    support::{on_both, rows},
};

#[tokio::test]
async fn a_field_left_out_stays_and_null_empties_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let first = house
            .of_case(json!({ "priority": "HIGH", "riskLevel": "HIGH", "handlingInstruction": "female staff only" }))
            .await;
        let case = house.must(&house.aminata, "updateCase", first).await;
        assert_eq!((&case["priority"], &case["version"]), (&json!("HIGH"), &json!(2)));
        let second = house.of_case(json!({ "status": "ACTIVE", "riskLevel": null })).await;
        let case = house.must(&house.aminata, "updateCase", second).await;
        assert_eq!((&case["status"], &case["riskLevel"]), (&json!("ACTIVE"), &Value::Null));
        assert_eq!(case["handlingInstruction"], "female staff only");
        let nothing = house.of_case(json!({ "status": "ACTIVE" })).await;
        let same = house.must(&house.aminata, "updateCase", nothing).await;
        assert_eq!(same["version"], case["version"], "nothing changed");

        let log = change_log::Entity::find().filter(change_log::Column::SubjectVersion.eq(2));
        let log = log.one(&house.world.database.reader).await.expect("read").expect("an entry");
        let fields: Vec<String> = serde_json::from_value(log.changed_fields).expect("a list of names");
        for field in ["priority", "risk_level", "handling_instruction", "version"] {
            assert!(fields.iter().any(|name| name == field), "{field} in {fields:?}");
        }
        assert!(!fields.iter().any(|name| name == "status"), "{fields:?}");
    })
    .await;
}

#[tokio::test]
async fn what_a_manager_may_not_read_a_manager_may_not_write() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        for field in [json!({ "riskLevel": "LOW" }), json!({ "riskLevel": null }), json!({ "legalRestrictions": "x" })]
        {
            let input = house.of_case(field.clone()).await;
            assert_eq!(house.error(&house.moussa, "updateCase", input).await, "FORBIDDEN", "{field}");
        }
        let both = house.of_case(json!({ "priority": "CRITICAL", "accessMode": "RESTRICTED" })).await;
        assert_eq!(house.error(&house.moussa, "updateCase", both).await, "FORBIDDEN");
        assert_eq!(house.row().await, house.case, "the change is all or nothing");
        let allowed = house.of_case(json!({ "priority": "CRITICAL", "handlingInstruction": "knock first" })).await;
        let case = house.must(&house.moussa, "updateCase", allowed).await;
        assert_eq!((&case["priority"], &case["handlingInstruction"]), (&json!("CRITICAL"), &json!("knock first")));
        for stranger in [&house.nadia, &house.ibrahim] {
            let input = house.of_case(json!({ "riskLevel": "LOW" })).await;
            assert_eq!(house.error(stranger, "updateCase", input).await, "NOT_FOUND");
        }
    })
    .await;
}

#[tokio::test]
async fn a_stale_version_and_impossible_values_change_nothing() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let stale = json!({ "caseId": house.case_id(), "version": 7, "priority": "LOW" });
        assert_eq!(house.refused(&house.aminata, "updateCase", stale).await, refusal("VERSION_CONFLICT", "version"));
        let table = [
            (json!({ "priority": null }), "VALUE_REQUIRED", "priority"),
            (json!({ "status": "CLOSED" }), "INVALID_TRANSITION", "status"),
            (json!({ "status": "TRANSFERRED" }), "INVALID_TRANSITION", "status"),
            (json!({ "nextReviewOn": "2020-01-01" }), "DATE_OUT_OF_RANGE", "nextReviewOn"),
            (json!({ "handlingInstruction": "a\u{0}b" }), "TEXT_NOT_ALLOWED", "handlingInstruction"),
            (json!({ "legalRestrictions": "x".repeat(1 << 20) }), "TEXT_TOO_LONG", "legalRestrictions"),
        ];
        for (more, code, field) in table {
            let input = house.of_case(more).await;
            assert_eq!(house.refused(&house.aminata, "updateCase", input).await, refusal(code, field));
        }
        assert_eq!(house.row().await, house.case);
    })
    .await;
}

#[tokio::test]
async fn nobody_closes_a_case_so_far_that_they_lose_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let sealed = house.of_case(json!({ "accessMode": "SEALED" })).await;
        let refused = house.refused(&house.aminata, "updateCase", sealed.clone()).await;
        assert_eq!(refused, refusal("VALUE_NOT_ALLOWED", "accessMode"));
        let restricted = house.of_case(json!({ "accessMode": "RESTRICTED" })).await;
        house.must(&house.aminata, "updateCase", restricted).await;
        assert_eq!(house.sees(&house.moussa).await, Value::Null);
        let sealed = house.of_case(json!({ "accessMode": "SEALED" })).await;
        house.must(&house.salif, "updateCase", sealed).await;
        assert_eq!(house.sees(&house.aminata).await, Value::Null);
        assert_eq!(house.row().await.access_mode, AccessMode::Sealed);
    })
    .await;
}

#[tokio::test]
async fn protected_fields_count_versions_of_their_own() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let input = house.of_case(json!({ "legalRestrictions": "may not leave" })).await;
        let case = house.must(&house.aminata, "updateCase", input.clone()).await;
        assert_eq!(case["legalRestrictions"], "may not leave");
        let row = house.row().await;
        assert_eq!((row.version, row.protected_version), (house.case.version, house.case.protected_version + 1));
        assert_eq!(row.last_activity_at, house.case.last_activity_at, "a reader of neither class sees no change");
        let conflict = refusal("VERSION_CONFLICT", "protectedVersion");
        assert_eq!(
            house.refused(&house.aminata, "updateCase", with(input, json!({ "riskLevel": "LOW" }))).await,
            conflict
        );
        let without = json!({ "caseId": house.case_id(), "version": row.version, "riskLevel": "LOW" });
        let required = refusal("VALUE_REQUIRED", "protectedVersion");
        assert_eq!(house.refused(&house.aminata, "updateCase", without).await, required);
        let both = house.of_case(json!({ "riskLevel": "LOW", "priority": "LOW" })).await;
        house.must(&house.aminata, "updateCase", both).await;
        let after = house.row().await;
        assert_eq!((after.version, after.protected_version), (row.version + 1, row.protected_version + 1));
    })
    .await;
}

#[tokio::test]
async fn a_manager_gives_a_case_to_a_colleague_and_to_nobody_else() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let colleague = house.world.add(rows::worker(&house.owner)).await;
        let id = |worker| global_id::encode("Worker", worker);
        let given = house.of_case(json!({ "assignedWorkerId": id(colleague.id) })).await;
        house.must(&house.moussa, "assignCase", given).await;
        let row = house.row().await;
        assert_eq!((row.assigned_worker_id, row.medical_worker_id), (Some(colleague.id), house.case.medical_worker_id));
        let ended = house.of_case(json!({ "assignedWorkerId": null, "medicalWorkerId": null })).await;
        house.must(&house.moussa, "assignCase", ended).await;
        let row = house.row().await;
        assert_eq!((row.assigned_worker_id, row.medical_worker_id), (None, None));

        let stranger = house.of_case(json!({ "assignedWorkerId": id(house.zara.worker_id) })).await;
        assert_eq!(house.error(&house.moussa, "assignCase", stranger).await, "NOT_FOUND");
        let nobody = house.of_case(json!({})).await;
        let refused = house.refused(&house.moussa, "assignCase", nobody.clone()).await;
        assert_eq!(refused, refusal("VALUE_REQUIRED", "assignedWorkerId"));
        assert_eq!(house.error(&house.awa, "assignCase", nobody).await, "FORBIDDEN");
    })
    .await;
}

#[tokio::test]
async fn a_medical_note_tells_the_house_what_it_needs_and_the_doctor_the_rest() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let note = |day: &str, fitness: &str, emergency: bool| {
            json!({ "caseId": house.case_id(), "encounterOn": day, "icdCode": "1A07.Z", "summary": "fever",
                "fitnessToTravel": fitness, "allergies": "penicillin", "emergency": emergency })
        };
        let seen = house.must(&house.awa, "addMedicalNote", note("2023-11-10", "DEFERRED", true)).await;
        assert_eq!(seen["medicalNotes"], json!([{ "summary": "fever" }]));
        let worker = house.sees(&house.aminata).await;
        assert_eq!((&worker["fitToTravel"], &worker["medicalNotes"]), (&json!("UNFIT"), &Value::Null));
        assert_eq!((&worker["allergies"], &worker["medicalEmergency"]), (&json!("penicillin"), &json!(true)));

        house.must(&house.awa, "addMedicalNote", note("2023-11-02", "FIT", false)).await;
        let worker = house.sees(&house.aminata).await;
        assert_eq!(worker["fitToTravel"], "UNFIT", "what is entered late does not undo what was said later");
        let row = house.row().await;
        let kept = (house.case.version, house.case.last_activity_at);
        assert_eq!(
            (row.version, row.last_activity_at),
            kept,
            "a note does not change the version, which would reveal it"
        );

        let table = [
            (note("2024-11-10", "FIT", false), refusal("DATE_OUT_OF_RANGE", "encounterOn")),
            (
                with(note("2023-11-10", "FIT", false), json!({ "validUntil": "2023-11-09" })),
                refusal("DATE_OUT_OF_RANGE", "validUntil"),
            ),
            (
                with(note("2023-11-10", "FIT", false), json!({ "icdCode": "malaria" })),
                refusal("VALUE_NOT_ALLOWED", "icdCode"),
            ),
        ];
        for (input, expected) in table {
            assert_eq!(house.refused(&house.awa, "addMedicalNote", input).await, expected);
        }
        let input = note("2023-11-10", "FIT", false);
        assert_eq!(house.error(&house.aminata, "addMedicalNote", input).await, "FORBIDDEN");
    })
    .await;
}

#[tokio::test]
async fn a_vulnerability_is_written_by_who_reads_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let found = |day: &str| {
            json!({ "caseId": house.case_id(), "category": "VOT_PRESUMED", "severity": "HIGH",
                "identifiedOn": day, "source": "SCREENING", "notes": "to be assessed" })
        };
        let case = house.must(&house.aminata, "addVulnerability", found("2023-11-01")).await;
        assert_eq!(case["vulnerabilities"], json!([{ "category": "VOT_PRESUMED" }]));
        let refused = house.refused(&house.aminata, "addVulnerability", found("2030-01-01")).await;
        assert_eq!(refused, refusal("DATE_OUT_OF_RANGE", "identifiedOn"));
        assert_eq!(house.error(&house.moussa, "addVulnerability", found("2023-11-01")).await, "FORBIDDEN");
        assert_eq!(house.sees(&house.moussa).await["vulnerabilities"], Value::Null);
        let row = house.row().await;
        assert_eq!((row.version, row.last_activity_at), (1, house.case.last_activity_at));
        assert_eq!((row.priority, row.risk_level), (Priority::Normal, None::<RiskLevel>));
        assert_eq!(row, house.case);
    })
    .await;
}
