//! The lists of the entries of a case file: those in force, and those that were corrected.

use entity::{capacity_assessment, case_note, codes::DataClass as D, immigration_status, medical_note, vulnerability};
use sea_orm::{ColumnTrait, sea_query::Order};

use super::{CapacityAssessment, CaseNote, ImmigrationStatusRecord, MedicalNote, Vulnerability, edge, edge_in_force};
use crate::{
    graphql::record::{
        fields::{listed, many},
        table::Field,
    },
    store::{
        case_file::entries::CaseEntry,
        read::children::{Edge, Rows},
    },
};

/// The entries in force, as fields of a case.
pub(super) fn in_force() -> Vec<Field> {
    use capacity_assessment::Column as A;
    use case_note::Column as C;
    use immigration_status::Column as S;
    use medical_note::Column as M;
    use vulnerability::Column as V;
    let mut lists = Vec::new();
    lists.extend(listed::<Vulnerability>(
        "vulnerabilities",
        D::Protection,
        "Vulnerabilities of the person, newest first",
        || entries::<vulnerability::Model, _>(V::CaseId, V::CreatedAt, V::Id),
    ));
    lists.extend(listed::<MedicalNote>("medicalNotes", D::Medical, "Medical notes, newest first", || {
        entries::<medical_note::Model, _>(M::CaseId, M::CreatedAt, M::Id)
    }));
    lists.extend(listed::<ImmigrationStatusRecord>(
        "immigrationStatuses",
        D::Asylum,
        "Immigration and protection statuses over time, newest first",
        || entries::<immigration_status::Model, _>(S::CaseId, S::CreatedAt, S::Id),
    ));
    lists.extend(listed::<CaseNote>("caseNotes", D::Staff, "Case notes of your organisation, newest first", || {
        entries::<case_note::Model, _>(C::CaseId, C::CreatedAt, C::Id)
    }));
    lists.push(many::<CapacityAssessment>(
        "capacityAssessments",
        D::Protection,
        "Assessments of whether the person can decide about their own data, latest first.",
        || entries::<capacity_assessment::Model, _>(A::CaseId, A::AssessedOn, A::Id),
    ));
    lists
}

/// The entries that were corrected, as fields of a case.
pub(super) fn former() -> [Field; 5] {
    use capacity_assessment::Column as A;
    use case_note::Column as C;
    use immigration_status::Column as S;
    use medical_note::Column as M;
    use vulnerability::Column as V;
    let doc = |what: &str| {
        let kept = "For the organisation that owns the case and those who oversee it.";
        format!("{what}, newest first. {kept}").leak()
    };
    [
        many::<Vulnerability>(
            "formerVulnerabilities",
            D::Protection,
            doc("Vulnerabilities that were corrected, ended or entered in error"),
            || corrected::<vulnerability::Model, _>(V::CaseId, V::CreatedAt, V::Id),
        ),
        many::<MedicalNote>(
            "formerMedicalNotes",
            D::Medical,
            doc("Medical notes that were corrected or entered in error"),
            || corrected::<medical_note::Model, _>(M::CaseId, M::CreatedAt, M::Id),
        ),
        many::<ImmigrationStatusRecord>(
            "formerImmigrationStatuses",
            D::Asylum,
            doc("Immigration and protection statuses that were corrected or entered in error"),
            || corrected::<immigration_status::Model, _>(S::CaseId, S::CreatedAt, S::Id),
        ),
        many::<CaseNote>(
            "formerCaseNotes",
            D::Staff,
            "Case notes of your organisation that were corrected or entered in error, newest first.",
            || corrected::<case_note::Model, _>(C::CaseId, C::CreatedAt, C::Id),
        ),
        many::<CapacityAssessment>(
            "formerCapacityAssessments",
            D::Protection,
            doc("Assessments of capacity that were corrected or entered in error"),
            || corrected::<capacity_assessment::Model, _>(A::CaseId, A::CreatedAt, A::Id),
        ),
    ]
}

fn entries<E: CaseEntry, C: ColumnTrait>(case_id: C, by: C, id: C) -> Edge {
    Edge { visible: E::visible, ..edge_in_force(case_id, by, id, Order::Desc) }
}

fn corrected<E: CaseEntry, C: ColumnTrait>(case_id: C, by: C, id: C) -> Edge {
    Edge { visible: E::visible_when_closed, rows: Rows::Closed, ..edge(case_id, by, id, Order::Desc) }
}
