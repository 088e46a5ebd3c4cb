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

use super::{
    CaseNote, ImmigrationStatusRecord, MedicalNote, Organisation, Vulnerability, Worker, correction::closed_by,
};
use crate::{
    graphql::record::{
        fields::{code, known, one, part_id, plain},
        table::{Table, record},
    },
    store::access::row_access::Access,
};

record!(Vulnerability, vulnerability);

fn vulnerability() -> Table {
    use entity::vulnerability::Column as C;

    Table {
        name: "Vulnerability",
        doc: "A vulnerability of a person.",
        from: vulnerability::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<Vulnerability>(D::Protection, C::Id),
            code::<VulnerabilityCategory>(D::Protection, C::Category, "The kind of vulnerability."),
            code::<Severity>(D::Protection, C::Severity, "How severe it is."),
            code::<DeterminantLevel>(
                D::Protection,
                C::DeterminantLevel,
                "The level from which it comes: person, household, community or society.",
            ),
            plain::<Date>(D::Protection, C::IdentifiedOn, "The day on which it was identified."),
            code::<VulnerabilitySource>(D::Protection, C::Source, "How it became known."),
            plain::<bool>(D::Protection, C::Confirmed, "Whether an assessment confirmed it."),
            plain::<String>(D::Protection, C::Notes, "Notes for staff."),
            closed_by(D::Protection),
        ],
    }
}

record!(MedicalNote, medical_note);

fn medical_note() -> Table {
    use entity::medical_note::Column as C;

    Table {
        name: "MedicalNote",
        doc: "A note about a medical encounter.",
        from: medical_note::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<MedicalNote>(D::Medical, C::Id),
            plain::<Date>(D::Medical, C::EncounterOn, "The day of the encounter."),
            plain::<String>(D::Medical, C::IcdCode, "Diagnosis as an ICD-11 code."),
            plain::<String>(D::Medical, C::Summary, "Findings and treatment."),
            code::<FitnessToTravel>(D::Medical, C::FitnessToTravel, "Statement about whether the person can travel."),
            plain::<Date>(D::Medical, C::ValidUntil, "The last day on which the statement about travel is valid."),
            plain::<String>(D::Medical, C::Allergies, "Allergies and diet, one in each line."),
            plain::<bool>(D::Medical, C::Emergency, "Whether it was an emergency."),
            known::<Organisation>(D::Medical, C::OrganisationId, "The organisation of the medical officer."),
            closed_by(D::Medical),
        ],
    }
}

record!(ImmigrationStatusRecord, immigration_status_record);

fn immigration_status_record() -> Table {
    use entity::immigration_status::Column as C;

    Table {
        name: "ImmigrationStatusRecord",
        doc: "An immigration or protection status that was recorded for the person.",
        from: immigration_status::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<ImmigrationStatusRecord>(D::Asylum, C::Id),
            code::<ImmigrationStatus>(D::Asylum, C::Status, "The status."),
            plain::<String>(D::Asylum, C::ClaimReference, "The asylum authority's reference of the claim."),
            plain::<Date>(D::Asylum, C::RecordedOn, "The day on which the status was recorded."),
            closed_by(D::Asylum),
        ],
    }
}

record!(CaseNote, case_note);

fn case_note() -> Table {
    use entity::case_note::Column as C;

    Table {
        name: "CaseNote",
        doc: "A working note of a worker. Only the worker's organisation reads it.",
        from: case_note::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<CaseNote>(D::Staff, C::Id),
            plain::<String>(D::Staff, C::Text, "The text of the note."),
            plain::<DateTimeUtc>(D::Staff, C::CreatedAt, "When it was written."),
            one::<Worker>(D::Staff, C::WorkerId, "The worker who wrote it."),
            closed_by(D::Staff),
        ],
    }
}
