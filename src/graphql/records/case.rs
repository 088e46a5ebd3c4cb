//! `Case`: the work of one organisation with one person. Everything about the person hangs on it.

use std::sync::LazyLock;

use entity::{
    case::{Column as C, Entity},
    case_note,
    codes::{
        AccessMode, CaseStatus, ClosureReason, DataClass as D, FitToTravel, FitnessToTravel, ImmigrationStatus,
        Priority, RiskLevel,
    },
    consent, consular_request, immigration_status, legal_order, medical_note, referral, transfer, travel_document,
    vulnerability,
};
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::{Cond, ExprTrait, IntoIden, Order},
};

use super::{
    CaseNote, Centre, Consent, ConsularRequest, ImmigrationStatusRecord, LegalOrder, MedicalNote, Organisation, Person,
    Referral, Stay, Transfer, TravelDocument, Vulnerability, Worker, edge,
};
use crate::{
    graphql::record::table::{Record, Table, coarse_code, code, computed, connection, id, known, many, one, plain},
    store::{
        as_of::EXACT_CLOSURE_REASON,
        consular::desk,
        facts::Access,
        read::Edge,
        scope::{column, of_case_at_home, of_case_legal},
        stay,
    },
};

/// The record type.
#[derive(Debug)]
pub struct Case;

impl Record for Case {
    fn table() -> &'static Table {
        &TABLE
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
    name: "Case",
    doc: "The work of one organisation with one person on the move.",
    from: Entity.into_iden(),
    key: C::Id.into_iden(),
    access: Access::Case,
    fields: vec![
        id("Global identifier."),
        plain::<String>(
            "reference",
            D::OperationalCoarse,
            C::Reference,
            "Reference for people to quote; it says nothing about the person.",
        ),
        plain::<DateTimeUtc>("openedAt", D::OperationalCoarse, C::OpenedAt, "When the case was opened."),
        coarse_code::<CaseStatus>(
            "statusGroup",
            D::OperationalCoarse,
            C::Status,
            "Whether somebody works on the case.",
        ),
        plain::<i32>(
            "version",
            D::StaffCoarse,
            C::Version,
            "Counts the changes of the case; a mutation names the version it saw.",
        ),
        code::<CaseStatus>("status", D::Operational, C::Status, "Where the case stands."),
        code::<Priority>("priority", D::Operational, C::Priority, "How soon the case needs attention."),
        known::<Organisation>(
            "organisation",
            D::OperationalCoarse,
            C::OrganisationId,
            "The organisation that owns the case.",
        ),
        known::<Centre>(
            "centre",
            D::Operational,
            C::FrontingCentreId,
            "The centre that answers for the case; for people in a protected place an ordinary one.",
        ),
        known::<Centre>("placement", D::Location, C::CentreId, "The exact centre where the person stays."),
        plain::<Date>("nextReviewOn", D::Operational, C::NextReviewOn, "Day of the next review."),
        plain::<DateTimeUtc>("closedAt", D::Operational, C::ClosedAt, "When the case was closed."),
        coarse_code::<ClosureReason>(
            "closureGroup",
            D::Operational,
            C::ClosureReason,
            "Why the case was closed, in coarse words.",
        ),
        code::<ClosureReason>("closureReason", D::Asylum, EXACT_CLOSURE_REASON, "Why exactly the case was closed."),
        code::<AccessMode>(
            "accessMode",
            D::Staff,
            C::AccessMode,
            "How far the case is closed to its own organisation.",
        ),
        plain::<DateTimeUtc>(
            "lastActivityAt",
            D::StaffCoarse,
            C::LastActivityAt,
            "When the staff last worked on the case.",
        ),
        one::<Worker>("assignedWorker", D::Staff, C::AssignedWorkerId, "The case worker of record."),
        one::<Worker>("medicalWorker", D::Staff, C::MedicalWorkerId, "The medical officer with an open encounter."),
        one::<Person>("person", D::OperationalCoarse, C::PersonId, "The person."),
        plain::<String>(
            "handlingInstruction",
            D::ProtectionCoarse,
            C::HandlingInstruction,
            "How to handle the case safely, never why.",
        ),
        code::<RiskLevel>("riskLevel", D::Protection, C::RiskLevel, "How great the danger to the person is."),
        computed::<bool>(
            "hasLegalRestrictions",
            D::LegalCoarse,
            vec![C::LegalRestrictions.into_iden()],
            "Whether the law forbids or orders something in this case.",
            |cells| Ok(cells.get::<Option<String>>(0)?.is_some().into()),
        ),
        plain::<String>(
            "legalRestrictions",
            D::Legal,
            C::LegalRestrictions,
            "What the law forbids or orders in this case.",
        ),
        plain::<bool>(
            "consularContactAllowed",
            D::AsylumCoarse,
            C::ConsularContactAllowed,
            "Whether the consulate may be contacted; no for everybody until the protection gates pass.",
        ),
        code::<ImmigrationStatus>(
            "immigrationStatus",
            D::Asylum,
            C::ImmigrationStatus,
            "The current immigration or protection status.",
        ),
        computed::<FitToTravel>(
            "fitToTravel",
            D::MedicalCoarse,
            vec![C::FitnessToTravel.into_iden()],
            "Whether a medical officer said that the person can travel.",
            |cells| {
                use entity::codes::Coarsens as _;
                let fitness: Option<FitnessToTravel> = cells.get(0)?;
                Ok(fitness
                    .map_or(async_graphql::Value::Null, |it| async_graphql::resolver_utils::enum_value(it.coarse())))
            },
        ),
        plain::<String>("allergies", D::MedicalCoarse, C::Allergies, "Allergies and diet."),
        plain::<bool>(
            "medicalEmergency",
            D::MedicalCoarse,
            C::MedicalEmergency,
            "Whether there is a medical emergency.",
        ),
        code::<FitnessToTravel>(
            "fitnessToTravel",
            D::Medical,
            C::FitnessToTravel,
            "What a medical officer last said about travel.",
        ),
        many::<Vulnerability>(
            "vulnerabilities",
            D::Protection,
            "What makes the person vulnerable, newest first.",
            || Edge {
                visible: |scope, row| {
                    use vulnerability::Column::{CaseId, CreatedAt};
                    scope.known_of_case(row, (CaseId, CreatedAt), D::Protection)
                },
                ..edge(
                    vulnerability::Column::CaseId,
                    vulnerability::Column::CreatedAt,
                    vulnerability::Column::Id,
                    &Order::Desc,
                )
            },
        ),
        many::<MedicalNote>("medicalNotes", D::Medical, "Medical notes, newest first.", || Edge {
            visible: |scope, row| {
                use medical_note::Column::{CaseId, CreatedAt};
                scope.known_of_case(row, (CaseId, CreatedAt), D::Medical)
            },
            ..edge(
                medical_note::Column::CaseId,
                medical_note::Column::CreatedAt,
                medical_note::Column::Id,
                &Order::Desc,
            )
        }),
        many::<ImmigrationStatusRecord>(
            "immigrationStatuses",
            D::Asylum,
            "Immigration and protection statuses over time, newest first.",
            || Edge {
                visible: |scope, row| {
                    use immigration_status::Column::{CaseId, CreatedAt};
                    scope.known_of_case(row, (CaseId, CreatedAt), D::Asylum)
                },
                ..edge(
                    immigration_status::Column::CaseId,
                    immigration_status::Column::CreatedAt,
                    immigration_status::Column::Id,
                    &Order::Desc,
                )
            },
        ),
        many::<CaseNote>("caseNotes", D::Staff, "Notes of your own organisation's staff, newest first.", || Edge {
            // The working notes of another organisation stay with it, also after a transfer of the case.
            visible: |scope, note| {
                Cond::all().add(column(note, case_note::Column::OrganisationId).eq(scope.viewer.organisation_id))
            },
            ..edge(case_note::Column::CaseId, case_note::Column::CreatedAt, case_note::Column::Id, &Order::Desc)
        }),
        many::<Consent>("consents", D::StaffCoarse, "What the person agreed to, newest first.", || Edge {
            // A receiver learns what was consented to from its own referral, not who else was named.
            visible: |scope, consent| of_case_at_home(scope, consent, consent::Column::CaseId.into_iden()),
            ..edge(consent::Column::CaseId, consent::Column::CreatedAt, consent::Column::Id, &Order::Desc)
        }),
        connection::<Referral>(
            "referrals",
            D::Operational,
            "Referrals of the case that you may know of, newest first.",
            || Edge {
                visible: |scope, referral| scope.referrals(referral, D::OperationalCoarse),
                ..edge(referral::Column::CaseId, referral::Column::CreatedAt, referral::Column::Id, &Order::Desc)
            },
        ),
        connection::<Stay>(
            "stays",
            D::Operational,
            "Where the person stayed under this case, latest first; for its own house and those who oversee it.",
            || Edge {
                visible: stay::visible,
                ..edge(
                    entity::stay::Column::CaseId,
                    entity::stay::Column::FromAt,
                    entity::stay::Column::Id,
                    &Order::Desc,
                )
            },
        ),
        many::<ConsularRequest>("consularRequests", D::Legal, "Requests to consulates, newest first.", || Edge {
            visible: desk::visible,
            ..edge(
                consular_request::Column::CaseId,
                consular_request::Column::CreatedAt,
                consular_request::Column::Id,
                &Order::Desc,
            )
        }),
        many::<TravelDocument>("travelDocuments", D::Legal, "Travel documents that were issued, newest first.", || {
            Edge {
                visible: desk::documents_visible,
                ..edge(
                    travel_document::Column::CaseId,
                    travel_document::Column::CreatedAt,
                    travel_document::Column::Id,
                    &Order::Desc,
                )
            }
        }),
        many::<LegalOrder>("legalOrders", D::Legal, "Legal orders to show of the case, newest first.", || Edge {
            // An agency that holds legal data through a share learns nothing of what another agency was shown.
            visible: |scope, order| of_case_legal(scope, order, legal_order::Column::CaseId.into_iden()),
            ..edge(legal_order::Column::CaseId, legal_order::Column::CreatedAt, legal_order::Column::Id, &Order::Desc)
        }),
        connection::<Transfer>(
            "transfers",
            D::Operational,
            "Transfers of the case that you may know of, newest first.",
            || Edge {
                visible: |scope, transfer| scope.transfers(transfer, D::OperationalCoarse),
                ..edge(transfer::Column::CaseId, transfer::Column::CreatedAt, transfer::Column::Id, &Order::Desc)
            },
        ),
    ],
});
