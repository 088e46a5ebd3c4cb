//! What belongs to a case: vulnerabilities, medical notes, statuses, notes of the staff.

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

use super::{Organisation, Worker};
use crate::{
    graphql::record::table::{Record, Table, code, known, one, part_id, plain},
    store::facts::Access,
};

/// The record type.
#[derive(Debug)]
pub struct Vulnerability;

impl Record for Vulnerability {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "Vulnerability",
            doc: "Something that makes a person vulnerable.",
            from: vulnerability::Entity.into_iden(),
            key: vulnerability::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<Vulnerability>(D::Protection, vulnerability::Column::Id),
                code::<VulnerabilityCategory>(
                    "category",
                    D::Protection,
                    vulnerability::Column::Category,
                    "Kind of vulnerability.",
                ),
                code::<Severity>("severity", D::Protection, vulnerability::Column::Severity, "How grave it is."),
                code::<DeterminantLevel>(
                    "determinantLevel",
                    D::Protection,
                    vulnerability::Column::DeterminantLevel,
                    "At which level it arises.",
                ),
                plain::<Date>(
                    "identifiedOn",
                    D::Protection,
                    vulnerability::Column::IdentifiedOn,
                    "Day it was identified.",
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
                plain::<String>("notes", D::Protection, vulnerability::Column::Notes, "What staff should know."),
            ],
        });
        &TABLE
    }
}

/// The record type.
#[derive(Debug)]
pub struct MedicalNote;

impl Record for MedicalNote {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "MedicalNote",
            doc: "A note of a medical encounter.",
            from: medical_note::Entity.into_iden(),
            key: medical_note::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<MedicalNote>(D::Medical, medical_note::Column::Id),
                plain::<Date>("encounterOn", D::Medical, medical_note::Column::EncounterOn, "Day of the encounter."),
                plain::<String>("icdCode", D::Medical, medical_note::Column::IcdCode, "Diagnosis, ICD-11 code."),
                plain::<String>("summary", D::Medical, medical_note::Column::Summary, "What was found and done."),
                code::<FitnessToTravel>(
                    "fitnessToTravel",
                    D::Medical,
                    medical_note::Column::FitnessToTravel,
                    "Whether the person can travel.",
                ),
                plain::<Date>("validUntil", D::Medical, medical_note::Column::ValidUntil, "Last day this holds."),
                plain::<String>("allergies", D::Medical, medical_note::Column::Allergies, "Allergies and diet."),
                plain::<bool>("emergency", D::Medical, medical_note::Column::Emergency, "Whether it was an emergency."),
                known::<Organisation>(
                    "organisation",
                    D::Medical,
                    medical_note::Column::OrganisationId,
                    "Organisation of the medical officer.",
                ),
            ],
        });
        &TABLE
    }
}

/// The record type.
#[derive(Debug)]
pub struct ImmigrationStatusRecord;

impl Record for ImmigrationStatusRecord {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "ImmigrationStatusRecord",
            doc: "An immigration or protection status at one time.",
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
                    "Reference of the claim at the asylum authority.",
                ),
                plain::<Date>("recordedOn", D::Asylum, immigration_status::Column::RecordedOn, "Day it was recorded."),
            ],
        });
        &TABLE
    }
}

/// The record type.
#[derive(Debug)]
pub struct CaseNote;

impl Record for CaseNote {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "CaseNote",
            doc: "A working note of the staff.",
            from: case_note::Entity.into_iden(),
            key: case_note::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<CaseNote>(D::Staff, case_note::Column::Id),
                plain::<String>("text", D::Staff, case_note::Column::Text, "The note."),
                plain::<DateTimeUtc>("createdAt", D::Staff, case_note::Column::CreatedAt, "When it was written."),
                one::<Worker>("worker", D::Staff, case_note::Column::WorkerId, "Who wrote it."),
            ],
        });
        &TABLE
    }
}
