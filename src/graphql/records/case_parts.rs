//! The parts of a case: vulnerabilities, medical notes, immigration statuses and case notes.

use std::sync::LazyLock;

use entity::{
    case_note,
    codes::{
        DataClass as D, DeterminantLevel, FitnessToTravel, ImmigrationStatus, Severity, VulnerabilityCategory,
        VulnerabilitySource,
    },
    immigration_status, medical_note, vulnerability,
};
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::IntoIden,
};

use super::{CaseNote, ImmigrationStatusRecord, MedicalNote, Organisation, Vulnerability, Worker};
use crate::{
    graphql::record::{
        fields::{code, known, one, part_id, plain},
        table::{Record, Table},
    },
    store::access::row_access::Access,
};

impl Record for Vulnerability {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "Vulnerability",
            doc: "A vulnerability of a person.",
            from: vulnerability::Entity.into_iden(),
            key: vulnerability::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<Vulnerability>(D::Protection, vulnerability::Column::Id),
                code::<VulnerabilityCategory>(
                    "category",
                    D::Protection,
                    vulnerability::Column::Category,
                    "The kind of vulnerability.",
                ),
                code::<Severity>("severity", D::Protection, vulnerability::Column::Severity, "How severe it is."),
                code::<DeterminantLevel>(
                    "determinantLevel",
                    D::Protection,
                    vulnerability::Column::DeterminantLevel,
                    "The level from which it comes: person, household, community or society.",
                ),
                plain::<Date>(
                    "identifiedOn",
                    D::Protection,
                    vulnerability::Column::IdentifiedOn,
                    "The day on which it was identified.",
                ),
                code::<VulnerabilitySource>(
                    "source",
                    D::Protection,
                    vulnerability::Column::Source,
                    "How it became known.",
                ),
                plain::<bool>(
                    "confirmed",
                    D::Protection,
                    vulnerability::Column::Confirmed,
                    "Whether an assessment confirmed it.",
                ),
                plain::<String>("notes", D::Protection, vulnerability::Column::Notes, "Notes for staff."),
            ],
        });
        &TABLE
    }
}

impl Record for MedicalNote {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "MedicalNote",
            doc: "A note about a medical encounter.",
            from: medical_note::Entity.into_iden(),
            key: medical_note::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<MedicalNote>(D::Medical, medical_note::Column::Id),
                plain::<Date>(
                    "encounterOn",
                    D::Medical,
                    medical_note::Column::EncounterOn,
                    "The day of the encounter.",
                ),
                plain::<String>("icdCode", D::Medical, medical_note::Column::IcdCode, "Diagnosis as an ICD-11 code."),
                plain::<String>("summary", D::Medical, medical_note::Column::Summary, "Findings and treatment."),
                code::<FitnessToTravel>(
                    "fitnessToTravel",
                    D::Medical,
                    medical_note::Column::FitnessToTravel,
                    "Statement about whether the person can travel.",
                ),
                plain::<Date>(
                    "validUntil",
                    D::Medical,
                    medical_note::Column::ValidUntil,
                    "The last day on which the statement about travel is valid.",
                ),
                plain::<String>(
                    "allergies",
                    D::Medical,
                    medical_note::Column::Allergies,
                    "Allergies and diet, one in each line.",
                ),
                plain::<bool>("emergency", D::Medical, medical_note::Column::Emergency, "Whether it was an emergency."),
                known::<Organisation>(
                    "organisation",
                    D::Medical,
                    medical_note::Column::OrganisationId,
                    "The organisation of the medical officer.",
                ),
            ],
        });
        &TABLE
    }
}

impl Record for ImmigrationStatusRecord {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "ImmigrationStatusRecord",
            doc: "An immigration or protection status that was recorded for the person.",
            from: immigration_status::Entity.into_iden(),
            key: immigration_status::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<ImmigrationStatusRecord>(D::Asylum, immigration_status::Column::Id),
                code::<ImmigrationStatus>("status", D::Asylum, immigration_status::Column::Status, "The status."),
                plain::<String>(
                    "claimReference",
                    D::Asylum,
                    immigration_status::Column::ClaimReference,
                    "The asylum authority's reference of the claim.",
                ),
                plain::<Date>(
                    "recordedOn",
                    D::Asylum,
                    immigration_status::Column::RecordedOn,
                    "The day on which the status was recorded.",
                ),
            ],
        });
        &TABLE
    }
}

impl Record for CaseNote {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "CaseNote",
            doc: "A working note of a worker. Only the worker's organisation reads it.",
            from: case_note::Entity.into_iden(),
            key: case_note::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<CaseNote>(D::Staff, case_note::Column::Id),
                plain::<String>("text", D::Staff, case_note::Column::Text, "The text of the note."),
                plain::<DateTimeUtc>("createdAt", D::Staff, case_note::Column::CreatedAt, "When it was written."),
                one::<Worker>("worker", D::Staff, case_note::Column::WorkerId, "The worker who wrote it."),
            ],
        });
        &TABLE
    }
}
