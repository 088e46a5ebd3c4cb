//! `Case`: the work of one organisation with one person. Everything about the person hangs on it.

use std::sync::LazyLock;

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    case::{Column as C, Entity},
    codes::{
        AccessMode, CaseStatus, ClosureReason, DataClass as D, FitToTravel, FitnessToTravel, ImmigrationStatus,
        Priority, RiskLevel,
    },
};
use sea_orm::{
    DbErr,
    prelude::{Date, DateTimeUtc},
    sea_query::IntoIden,
};

use super::{
    CapacityAssessment, CaseNote, Centre, Consent, ConsularRequest, ImmigrationStatusRecord, LegalOrder, MedicalNote,
    Organisation, Person, Referral, Share, Stay, Transfer, TravelDocument, Vulnerability, Worker,
    case_decisions::decisions,
    case_lists::{
        capacity_assessments, case_notes, consents, consular_requests, immigration_statuses, legal_orders,
        medical_notes, referrals, shares, stays, transfers, travel_documents, vulnerabilities,
    },
};
use crate::{
    graphql::record::{
        scalar::Scalar,
        table::{Record, Table, coarse_code, code, computed, connection, id, known, many, one, plain},
    },
    rules::{dates::to_the_hour, medical::in_force},
    store::{as_of::EXACT_CLOSURE_REASON, facts::Access, read::Cells},
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
    fields: [
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
            "Counts the changes of the case, medical and asylum facts aside; a mutation names the version it saw.",
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
        computed::<DateTimeUtc>(
            "lastActivityAt",
            D::Staff,
            vec![C::LastActivityAt.into_iden()],
            "When the staff last worked on the case, to the hour; not on legal, medical, protection or asylum matters.",
            |cells| Ok(to_the_hour(cells.get(0)?).value()),
        ),
        one::<Worker>("assignedWorker", D::Staff, C::AssignedWorkerId, "The case worker of record."),
        one::<Worker>("medicalWorker", D::Medical, C::MedicalWorkerId, "The medical officer with an open encounter."),
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
            D::MedicalFitness,
            vec![C::FitnessToTravel.into_iden(), C::FitnessValidUntil.into_iden()],
            "Whether a medical officer said that the person can travel, while the statement holds.",
            |cells| {
                use entity::codes::Coarsens as _;
                Ok(fitness(cells)?.map_or(Value::Null, |it| enum_value(it.coarse())))
            },
        ),
        plain::<String>("allergies", D::MedicalCoarse, C::Allergies, "Allergies and diet."),
        plain::<bool>(
            "medicalEmergency",
            D::MedicalEmergency,
            C::MedicalEmergency,
            "Whether there is a medical emergency.",
        ),
        computed::<FitnessToTravel>(
            "fitnessToTravel",
            D::Medical,
            vec![C::FitnessToTravel.into_iden(), C::FitnessValidUntil.into_iden()],
            "What a medical officer last said about travel, while the statement holds.",
            |cells| Ok(fitness(cells)?.map_or(Value::Null, enum_value)),
        ),
        plain::<Date>(
            "fitnessValidUntil",
            D::Medical,
            C::FitnessValidUntil,
            "Last day on which the statement on travel holds.",
        ),
        many::<Vulnerability>(
            "vulnerabilities",
            D::Protection,
            "What makes the person vulnerable, newest first.",
            vulnerabilities,
        ),
        connection::<Vulnerability>(
            "vulnerabilitiesConnection",
            D::Protection,
            "What makes the person vulnerable, newest first, page by page.",
            vulnerabilities,
        ),
        many::<MedicalNote>("medicalNotes", D::Medical, "Medical notes, newest first.", medical_notes),
        connection::<MedicalNote>(
            "medicalNotesConnection",
            D::Medical,
            "Medical notes, newest first, page by page.",
            medical_notes,
        ),
        many::<ImmigrationStatusRecord>(
            "immigrationStatuses",
            D::Asylum,
            "Immigration and protection statuses over time, newest first.",
            immigration_statuses,
        ),
        connection::<ImmigrationStatusRecord>(
            "immigrationStatusesConnection",
            D::Asylum,
            "Immigration and protection statuses over time, newest first, page by page.",
            immigration_statuses,
        ),
        many::<CaseNote>("caseNotes", D::Staff, "Notes of your own organisation's staff, newest first.", case_notes),
        connection::<CaseNote>(
            "caseNotesConnection",
            D::Staff,
            "Notes of your own organisation's staff, newest first, page by page.",
            case_notes,
        ),
        many::<Consent>("consents", D::StaffCoarse, "What the person agreed to, newest first.", consents),
        connection::<Consent>(
            "consentsConnection",
            D::StaffCoarse,
            "What the person agreed to, newest first, page by page.",
            consents,
        ),
        many::<CapacityAssessment>(
            "capacityAssessments",
            D::Protection,
            "Whether the person can decide about their own data, latest assessment first.",
            capacity_assessments,
        ),
        connection::<Referral>(
            "referrals",
            D::Operational,
            "Referrals of the case that you may know of, newest first.",
            referrals,
        ),
        connection::<Stay>(
            "stays",
            D::Operational,
            "Where the person stayed under this case, latest first; for its own house and those who oversee it.",
            stays,
        ),
        many::<ConsularRequest>(
            "consularRequests",
            D::Legal,
            "Requests to consulates, newest first.",
            consular_requests,
        ),
        connection::<ConsularRequest>(
            "consularRequestsConnection",
            D::Legal,
            "Requests to consulates, newest first, page by page.",
            consular_requests,
        ),
        many::<TravelDocument>(
            "travelDocuments",
            D::Legal,
            "Travel documents that were issued, newest first.",
            travel_documents,
        ),
        connection::<TravelDocument>(
            "travelDocumentsConnection",
            D::Legal,
            "Travel documents that were issued, newest first, page by page.",
            travel_documents,
        ),
        many::<LegalOrder>("legalOrders", D::Legal, "Legal orders to show of the case, newest first.", legal_orders),
        connection::<LegalOrder>(
            "legalOrdersConnection",
            D::Legal,
            "Legal orders to show of the case, newest first, page by page.",
            legal_orders,
        ),
        connection::<Share>(
            "shares",
            D::Operational,
            "What other organisations read of the case, as far as you may know of it, newest first.",
            shares,
        ),
        connection::<Transfer>(
            "transfers",
            D::Operational,
            "Transfers of the case that you may know of, newest first.",
            transfers,
        ),
    ]
    .into_iter()
    .chain(decisions())
    .collect(),
});

/// The statement on travel, as far as it holds now.
fn fitness(cells: &Cells<'_>) -> Result<Option<FitnessToTravel>, DbErr> {
    Ok(in_force(cells.get(0)?, cells.get(1)?, cells.now.date_naive()))
}
