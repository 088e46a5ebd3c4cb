//! The entries of the whole file of a case: one of each kind in force, and one that a correction closed.

use entity::{
    capacity_assessment, case, case_note,
    codes::{
        CapacityOutcome, FitnessToTravel, ImmigrationStatus, OrganisationType, Severity, VulnerabilityCategory,
        VulnerabilitySource,
    },
    family_link, immigration_status, medical_note, vulnerability, worker,
};
use uuid::Uuid;

use super::{
    World, family,
    file::{Cast, NEVER},
    former::closing,
    once::Once,
    rows,
};

/// The id of the entry in force of this record type.
pub fn id(case: &case::Model, record: &str) -> Uuid {
    Uuid::from_u128(case.id.as_u128() ^ record.bytes().fold(0, |sum: u128, byte| (sum << 4) ^ u128::from(byte)))
}

/// Writes the entries in force, and a relative.
pub async fn add(world: &World, cast: &Cast, case: &case::Model, once: &mut Once) {
    let relative = family_link::Model {
        relative_name: None,
        decided_by: Some(cast.worker.id),
        created_at: once.past().expect("a moment"),
        ..family::relative(case, &cast.worker)
    };
    world.add(once.fill(relative, &[])).await;
    let found = vulnerability::Model { id: id(case, "Vulnerability"), ..found(cast, case, once) };
    world.add(once.fill(found, &[])).await;
    let note = medical_note::Model { id: id(case, "MedicalNote"), ..encounter(cast, case, once) };
    world.add(once.fill(note, &[])).await;
    let status = immigration_status::Model { id: id(case, "ImmigrationStatusRecord"), ..claimed(cast, case, once) };
    world.add(once.fill(status, &[])).await;
    let reason = once.text("capacity-reason").expect("a text");
    let assessed = assessed(cast, case, reason, once);
    world.add(capacity_assessment::Model { id: id(case, "CapacityAssessment"), ..assessed }).await;
    let text = once.text("case-note").expect("a text");
    world.add(case_note::Model { id: id(case, "CaseNote"), ..note_of(cast, case, text) }).await;
    // A note of an organisation that had the case before stays with that organisation.
    let before = world.add(rows::organisation(OrganisationType::Iom)).await;
    let text = format!("{NEVER}-case-note");
    world.add(case_note::Model { organisation_id: before.id, ..note_of(cast, case, text) }).await;
}

/// Writes one entry of each kind that a correction closed.
pub async fn add_corrected(world: &World, cast: &Cast, case: &case::Model, once: &mut Once) {
    let by = &cast.worker;
    let correction_id = Some(world.add(closing(by, case.id, "Vulnerability", once)).await.id);
    let found = vulnerability::Model { correction_id, ..found(cast, case, once) };
    world.add(once.fill(found, &[])).await;
    let correction_id = Some(world.add(closing(by, case.id, "MedicalNote", once)).await.id);
    let note = medical_note::Model { correction_id, ..encounter(cast, case, once) };
    world.add(once.fill(note, &[])).await;
    let correction_id = Some(world.add(closing(by, case.id, "ImmigrationStatusRecord", once)).await.id);
    let status = immigration_status::Model { correction_id, ..claimed(cast, case, once) };
    world.add(once.fill(status, &[])).await;
    let correction_id = Some(world.add(closing(by, case.id, "CaseNote", once)).await.id);
    let text = once.text("old-case-note").expect("a text");
    world.add(case_note::Model { correction_id, ..note_of(cast, case, text) }).await;
    let correction_id = Some(world.add(closing(by, case.id, "CapacityAssessment", once)).await.id);
    let reason = once.text("old-capacity-reason").expect("a text");
    world.add(capacity_assessment::Model { correction_id, ..assessed(cast, case, reason, once) }).await;
}

/// A vulnerability on file.
pub fn vulnerability(case: &case::Model) -> vulnerability::Model {
    vulnerability::Model {
        id: id(case, "Vulnerability"),
        case_id: case.id,
        category: VulnerabilityCategory::VotPresumed,
        severity: Severity::Severe,
        determinant_level: None,
        identified_on: rows::now().date_naive(),
        source: VulnerabilitySource::Screening,
        confirmed: true,
        notes: None,
        worker_id: None,
        created_at: rows::now(),
        correction_id: None,
    }
}

/// A medical note on file, of the organisation that owns the case.
pub fn medical_note(case: &case::Model) -> medical_note::Model {
    medical_note::Model::builder()
        .id(id(case, "MedicalNote"))
        .case_id(case.id)
        .organisation_id(case.organisation_id)
        .encounter_on(rows::now().date_naive())
        .summary("cough".to_owned())
        .created_at(rows::now())
        .build()
}

fn found(cast: &Cast, case: &case::Model, once: &mut Once) -> vulnerability::Model {
    vulnerability::Model {
        id: Uuid::now_v7(),
        identified_on: once.day().expect("a day"),
        worker_id: Some(cast.worker.id),
        created_at: once.past().expect("a moment"),
        ..vulnerability(case)
    }
}

fn encounter(cast: &Cast, case: &case::Model, once: &mut Once) -> medical_note::Model {
    medical_note::Model {
        id: Uuid::now_v7(),
        worker_id: Some(cast.worker.id),
        encounter_on: once.day().expect("a day"),
        summary: once.text("medical-summary").expect("a text"),
        fitness_to_travel: Some(FitnessToTravel::Deferred),
        emergency: true,
        created_at: once.past().expect("a moment"),
        ..medical_note(case)
    }
}

/// An immigration status on file.
pub fn status(case: &case::Model) -> immigration_status::Model {
    immigration_status::Model {
        id: id(case, "ImmigrationStatusRecord"),
        case_id: case.id,
        status: ImmigrationStatus::Irregular,
        claim_reference: None,
        recorded_on: rows::now().date_naive(),
        worker_id: None,
        created_at: rows::now(),
        correction_id: None,
    }
}

/// An assessment on file that nothing depends on.
pub fn assessment(case: &case::Model, by: &worker::Model) -> capacity_assessment::Model {
    capacity_assessment::Model {
        id: id(case, "CapacityAssessment"),
        case_id: case.id,
        outcome: CapacityOutcome::DecidesWithSupport,
        assessed_on: rows::now().date_naive(),
        valid_until: rows::now().date_naive(),
        reason: "confused".to_owned(),
        worker_id: by.id,
        created_at: rows::now(),
        correction_id: None,
    }
}

/// A case note on file, of the organisation that owns the case.
pub fn case_note(case: &case::Model) -> case_note::Model {
    case_note::Model {
        id: id(case, "CaseNote"),
        case_id: case.id,
        organisation_id: case.organisation_id,
        worker_id: None,
        text: "seen".to_owned(),
        created_at: rows::now() - chrono::Duration::days(90),
        correction_id: None,
    }
}

fn claimed(cast: &Cast, case: &case::Model, once: &mut Once) -> immigration_status::Model {
    immigration_status::Model {
        id: Uuid::now_v7(),
        status: ImmigrationStatus::AsylumSeeker,
        recorded_on: once.day().expect("a day"),
        worker_id: Some(cast.worker.id),
        created_at: once.past().expect("a moment"),
        ..status(case)
    }
}

fn assessed(cast: &Cast, case: &case::Model, reason: String, once: &mut Once) -> capacity_assessment::Model {
    let day = once.day().expect("a day");
    capacity_assessment::Model {
        id: Uuid::now_v7(),
        assessed_on: day,
        valid_until: day,
        reason,
        created_at: once.past().expect("a moment"),
        ..assessment(case, &cast.worker)
    }
}

fn note_of(cast: &Cast, case: &case::Model, text: String) -> case_note::Model {
    let (id, worker_id) = (Uuid::now_v7(), Some(cast.worker.id));
    case_note::Model { id, worker_id, organisation_id: cast.house.id, text, ..case_note(case) }
}
