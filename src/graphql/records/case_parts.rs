//! The parts of a case: vulnerabilities, medical notes, immigration statuses and case notes.

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
        table::{Table, record},
    },
    store::access::row_access::Access,
};

record!(Vulnerability, vulnerability);

fn vulnerability() -> Table {
    Table {
        name: "Vulnerability",
        doc: "A vulnerability of a person.",
        from: vulnerability::Entity.into_iden(),
        key: vulnerability::Column::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<Vulnerability>(D::Protection, vulnerability::Column::Id),
            code::<VulnerabilityCategory>(D::Protection, vulnerability::Column::Category, "The kind of vulnerability."),
            code::<Severity>(D::Protection, vulnerability::Column::Severity, "How severe it is."),
            code::<DeterminantLevel>(
                D::Protection,
                vulnerability::Column::DeterminantLevel,
                "The level from which it comes: person, household, community or society.",
            ),
            plain::<Date>(D::Protection, vulnerability::Column::IdentifiedOn, "The day on which it was identified."),
            code::<VulnerabilitySource>(D::Protection, vulnerability::Column::Source, "How it became known."),
            plain::<bool>(D::Protection, vulnerability::Column::Confirmed, "Whether an assessment confirmed it."),
            plain::<String>(D::Protection, vulnerability::Column::Notes, "Notes for staff."),
        ],
    }
}

record!(MedicalNote, medical_note);

fn medical_note() -> Table {
    Table {
        name: "MedicalNote",
        doc: "A note about a medical encounter.",
        from: medical_note::Entity.into_iden(),
        key: medical_note::Column::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<MedicalNote>(D::Medical, medical_note::Column::Id),
            plain::<Date>(D::Medical, medical_note::Column::EncounterOn, "The day of the encounter."),
            plain::<String>(D::Medical, medical_note::Column::IcdCode, "Diagnosis as an ICD-11 code."),
            plain::<String>(D::Medical, medical_note::Column::Summary, "Findings and treatment."),
            code::<FitnessToTravel>(
                D::Medical,
                medical_note::Column::FitnessToTravel,
                "Statement about whether the person can travel.",
            ),
            plain::<Date>(
                D::Medical,
                medical_note::Column::ValidUntil,
                "The last day on which the statement about travel is valid.",
            ),
            plain::<String>(D::Medical, medical_note::Column::Allergies, "Allergies and diet, one in each line."),
            plain::<bool>(D::Medical, medical_note::Column::Emergency, "Whether it was an emergency."),
            known::<Organisation>(
                D::Medical,
                medical_note::Column::OrganisationId,
                "The organisation of the medical officer.",
            ),
        ],
    }
}

record!(ImmigrationStatusRecord, immigration_status_record);

fn immigration_status_record() -> Table {
    Table {
        name: "ImmigrationStatusRecord",
        doc: "An immigration or protection status that was recorded for the person.",
        from: immigration_status::Entity.into_iden(),
        key: immigration_status::Column::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<ImmigrationStatusRecord>(D::Asylum, immigration_status::Column::Id),
            code::<ImmigrationStatus>(D::Asylum, immigration_status::Column::Status, "The status."),
            plain::<String>(
                D::Asylum,
                immigration_status::Column::ClaimReference,
                "The asylum authority's reference of the claim.",
            ),
            plain::<Date>(
                D::Asylum,
                immigration_status::Column::RecordedOn,
                "The day on which the status was recorded.",
            ),
        ],
    }
}

record!(CaseNote, case_note);

fn case_note() -> Table {
    Table {
        name: "CaseNote",
        doc: "A working note of a worker. Only the worker's organisation reads it.",
        from: case_note::Entity.into_iden(),
        key: case_note::Column::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<CaseNote>(D::Staff, case_note::Column::Id),
            plain::<String>(D::Staff, case_note::Column::Text, "The text of the note."),
            plain::<DateTimeUtc>(D::Staff, case_note::Column::CreatedAt, "When it was written."),
            one::<Worker>(D::Staff, case_note::Column::WorkerId, "The worker who wrote it."),
        ],
    }
}
