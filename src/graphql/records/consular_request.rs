//! `ConsularRequest`: what the house asks of a consulate, and how it goes. The consulate reads a packet instead.

use std::sync::LazyLock;

use async_graphql::{Name, Value};
use entity::{
    codes::{
        ConsularState, DataClass as D, Gate, GateOutcome, IdentifierType, InterviewMode, InterviewOutcome,
        InterviewSide, QuestionCode, RefusalReason, WithdrawalReason,
    },
    consular_event, consular_request, protection_gate, travel_document,
};
use sea_orm::{
    DbErr,
    prelude::{DateTimeUtc, Json, Uuid},
    sea_query::{IntoIden, Order},
};

use super::{Case, Consent, ConsularPost, Organisation, TravelDocument, Worker, edge};
use crate::{
    graphql::record::table::{Record, Table, code, computed, connection, id, known, many, one, part_id, plain},
    store::{
        facts::Access,
        read::{Cells, Edge},
    },
};

/// The record type.
#[derive(Debug)]
pub struct ConsularRequest;

impl Record for ConsularRequest {
    #[expect(clippy::too_many_lines, reason = "a table has as many lines as the record has fields")]
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "ConsularRequest",
            doc: "A request to a consulate for a travel document.",
            from: consular_request::Entity.into_iden(),
            key: consular_request::Column::Id.into_iden(),
            access: Access::OfCaseLegal,
            fields: vec![
                id("Global identifier."),
                plain::<String>(
                    "reference",
                    D::OperationalCoarse,
                    consular_request::Column::Reference,
                    "Reference of the house.",
                ),
                plain::<i32>(
                    "version",
                    D::OperationalCoarse,
                    consular_request::Column::Version,
                    "Counts the changes; a mutation names the version it saw.",
                ),
                plain::<DateTimeUtc>(
                    "createdAt",
                    D::OperationalCoarse,
                    consular_request::Column::CreatedAt,
                    "When it was drafted.",
                ),
                code::<ConsularState>("state", D::Legal, consular_request::Column::State, "Where it stands."),
                code::<ConsularState>(
                    "heldState",
                    D::Legal,
                    consular_request::Column::HeldState,
                    "Where it would stand without the hold.",
                ),
                plain::<bool>(
                    "cleared",
                    D::Legal,
                    consular_request::Column::Cleared,
                    "Whether protection has cleared it: the result of all gates together.",
                ),
                one::<ConsularPost>(
                    "post",
                    D::Legal,
                    consular_request::Column::ConsularPostId,
                    "The post that is asked.",
                ),
                plain::<String>(
                    "country",
                    D::Legal,
                    consular_request::Column::Country,
                    "The State that is asked, ISO 3166-1 alpha-3.",
                ),
                code::<IdentifierType>(
                    "documentType",
                    D::Legal,
                    consular_request::Column::DocumentType,
                    "The document asked for.",
                ),
                plain::<String>(
                    "packetReference",
                    D::Legal,
                    consular_request::Column::PacketReference,
                    "The reference that the consulate knows.",
                ),
                one::<Consent>("consent", D::Legal, consular_request::Column::ConsentId, "The consent it rests on."),
                plain::<String>(
                    "originRegion",
                    D::Identity,
                    consular_request::Column::OriginAdmin1,
                    "The region of origin.",
                ),
                plain::<String>(
                    "fatherName",
                    D::Identity,
                    consular_request::Column::FatherName,
                    "Full name of the father.",
                ),
                plain::<String>(
                    "motherName",
                    D::Identity,
                    consular_request::Column::MotherName,
                    "Full name of the mother.",
                ),
                computed::<Vec<InterviewMode>>(
                    "interviewPreferences",
                    D::Legal,
                    vec![consular_request::Column::InterviewPreferences.into_iden()],
                    "How the person would be interviewed.",
                    codes,
                ),
                computed::<Vec<String>>(
                    "languages",
                    D::Legal,
                    vec![consular_request::Column::Languages.into_iden()],
                    "The languages that speak for the nationality, BCP 47.",
                    |cells| {
                        let languages = cells.get::<Option<Json>>(0)?.unwrap_or_default();
                        let languages = languages.as_array().into_iter().flatten().filter_map(Json::as_str);
                        Ok(Value::List(languages.map(Value::from).collect()))
                    },
                ),
                computed::<Vec<QuestionCode>>(
                    "openQuestions",
                    D::Legal,
                    vec![consular_request::Column::QuestionCodes.into_iden()],
                    "What the consulate asked and waits for.",
                    codes,
                ),
                code::<InterviewMode>(
                    "interviewMode",
                    D::Legal,
                    consular_request::Column::InterviewMode,
                    "How the interview is held.",
                ),
                plain::<DateTimeUtc>(
                    "interviewAt",
                    D::Legal,
                    consular_request::Column::InterviewAt,
                    "When the interview is held.",
                ),
                code::<InterviewSide>(
                    "interviewProposedBy",
                    D::Legal,
                    consular_request::Column::InterviewBy,
                    "Which side proposed the interview; the other one agrees to it.",
                ),
                code::<InterviewOutcome>(
                    "interviewOutcome",
                    D::Legal,
                    consular_request::Column::InterviewOutcome,
                    "What came of the interview.",
                ),
                code::<RefusalReason>(
                    "refusalReason",
                    D::Legal,
                    consular_request::Column::RefusalCode,
                    "Why the consulate refused or did not confirm.",
                ),
                code::<WithdrawalReason>(
                    "withdrawnReason",
                    D::Asylum,
                    consular_request::Column::WithdrawnReason,
                    "Why the house took it back.",
                ),
                plain::<DateTimeUtc>(
                    "submittedAt",
                    D::Legal,
                    consular_request::Column::SubmittedAt,
                    "When the consulate got it.",
                ),
                plain::<DateTimeUtc>("closedAt", D::Legal, consular_request::Column::ClosedAt, "When it was over."),
                known::<Organisation>(
                    "organisation",
                    D::OperationalCoarse,
                    consular_request::Column::OrganisationId,
                    "The organisation that asks.",
                ),
                one::<Worker>("draftedBy", D::Staff, consular_request::Column::DraftedBy, "Who drafted it."),
                one::<Case>("case", D::OperationalCoarse, consular_request::Column::CaseId, "The case."),
                // By elimination the other gates would tell of gate A, so the list as a whole is asylum data.
                many::<ProtectionGate>(
                    "gates",
                    D::Asylum,
                    "What protection decided; of each gate the last one counts.",
                    || {
                        let parent = protection_gate::Column::ConsularRequestId;
                        edge(parent, protection_gate::Column::At, protection_gate::Column::Id, &Order::Asc)
                    },
                ),
                many::<ConsularEvent>("events", D::Legal, "What happened, oldest first.", events),
                connection::<ConsularEvent>(
                    "eventsConnection",
                    D::Legal,
                    "What happened, oldest first, page by page.",
                    events,
                ),
                many::<TravelDocument>("documents", D::Legal, "What was issued.", || {
                    let parent = travel_document::Column::ConsularRequestId;
                    edge(parent, travel_document::Column::CreatedAt, travel_document::Column::Id, &Order::Desc)
                }),
            ],
        });
        &TABLE
    }
}

fn events() -> Edge {
    use consular_event::Column as E;
    edge(E::ConsularRequestId, E::At, E::Id, &Order::Asc)
}

/// The record type.
#[derive(Debug)]
pub struct ProtectionGate;

impl Record for ProtectionGate {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "ProtectionGate",
            doc: "What a protection officer decided before a consulate may hear of a person.",
            from: protection_gate::Entity.into_iden(),
            key: protection_gate::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<ProtectionGate>(D::Asylum, protection_gate::Column::Id),
                code::<Gate>("gate", D::Asylum, protection_gate::Column::Gate, "The gate."),
                code::<GateOutcome>("outcome", D::Asylum, protection_gate::Column::Outcome, "What was found."),
                computed::<bool>(
                    "correction",
                    D::Asylum,
                    vec![protection_gate::Column::Corrects.into_iden()],
                    "Whether it corrects an earlier decision at this gate.",
                    |cells| Ok(cells.get::<Option<Uuid>>(0)?.is_some().into()),
                ),
                plain::<DateTimeUtc>("at", D::Staff, protection_gate::Column::At, "When it was decided."),
                plain::<String>("note", D::Protection, protection_gate::Column::Note, "Why."),
                one::<Worker>("worker", D::Staff, protection_gate::Column::WorkerId, "Who decided."),
                plain::<DateTimeUtc>(
                    "liftedAt",
                    D::Asylum,
                    protection_gate::Column::LiftedAt,
                    "When it was lifted what this failure blocks.",
                ),
                plain::<String>("liftReason", D::Protection, protection_gate::Column::LiftReason, "Why it was lifted."),
                one::<Worker>("liftedBy", D::Staff, protection_gate::Column::LiftedBy, "Who lifted it."),
            ],
        });
        &TABLE
    }
}

/// The record type.
#[derive(Debug)]
pub struct ConsularEvent;

impl Record for ConsularEvent {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "ConsularEvent",
            doc: "A step of a consular request.",
            from: consular_event::Entity.into_iden(),
            key: consular_event::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<ConsularEvent>(D::Legal, consular_event::Column::Id),
                plain::<DateTimeUtc>("at", D::Legal, consular_event::Column::At, "When it happened."),
                code::<ConsularState>("fromState", D::Legal, consular_event::Column::FromState, "The state before."),
                code::<ConsularState>("toState", D::Legal, consular_event::Column::ToState, "The state after."),
                plain::<String>("reason", D::Asylum, consular_event::Column::Reason, "The coded reason."),
                known::<Organisation>(
                    "organisation",
                    D::Legal,
                    consular_event::Column::OrganisationId,
                    "For which organisation.",
                ),
                one::<Worker>("worker", D::Staff, consular_event::Column::WorkerId, "Who did it."),
            ],
        });
        &TABLE
    }
}

fn codes(cells: &Cells<'_>) -> Result<Value, DbErr> {
    let codes = cells.get::<Option<Json>>(0)?.unwrap_or_default();
    let codes = codes.as_array().into_iter().flatten().filter_map(Json::as_str);
    Ok(Value::List(codes.map(|code| Value::Enum(Name::new(code))).collect()))
}
