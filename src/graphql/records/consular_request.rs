//! `ConsularRequest`: a request to a consulate, for the requesting organisation. The consulate reads `ConsularPacket`.

use async_graphql::{Name, Value};
use entity::{
    codes::{
        ConsularState, DataClass as D, IdentifierType, InterviewMode, InterviewOutcome, InterviewSide, QuestionCode,
        RefusalReason, WithdrawalReason,
    },
    consular_event, consular_request, protection_gate, travel_document,
};
use sea_orm::{
    DbErr,
    prelude::{DateTimeUtc, Json},
    sea_query::{IntoIden, Order},
};

use super::{
    Case, Consent, ConsularEvent, ConsularPost, ConsularRequest, Organisation, ProtectionGate, TravelDocument, Worker,
    consular_step::shown_state, edge,
};
use crate::{
    actions::available::ShownRequest,
    graphql::record::{
        fields::{available_actions, code, computed, connection, id, known, many, one, plain},
        scalar::Scalar,
        table::{Table, record},
    },
    rules::consular::{
        after::over,
        view::{TELLS_A_STOP, house_view},
    },
    scalars::{CountryCode, LanguageTag},
    store::{
        access::row_access::Access,
        read::{children::Edge, rows::Cells},
    },
};

record!(ConsularRequest, table);

#[expect(clippy::too_many_lines, reason = "a table has as many lines as the record has fields")]
fn table() -> Table {
    use entity::consular_request::Column as C;

    Table {
        name: "ConsularRequest",
        doc: "A request to a consulate for a travel document.",
        from: consular_request::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::OfCaseLegal,
        fields: vec![
            id("Global identifier."),
            available_actions(
                [C::State, C::HeldState, C::InterviewBy, C::DraftedBy].map(IntoIden::into_iden).to_vec(),
                |actor, cells| {
                    let state = house_view(cells.get(0)?, cells.holds(TELLS_A_STOP));
                    let (held, interview_by, drafted_by) = (cells.get(1)?, cells.get(2)?, cells.get(3)?);
                    Ok(actor.on_consular_request(ShownRequest { state, held, interview_by, drafted_by }))
                },
            ),
            plain::<String>(
                D::OperationalCoarse,
                C::Reference,
                "The requesting organisation's own reference. The consulate does not see it.",
            ),
            plain::<i32>(
                D::OperationalCoarse,
                C::Version,
                "Version of the record, raised by each change. Pass it as `version` to a mutation.",
            ),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::CreatedAt, "When it was drafted."),
            shown_state(
                "state",
                C::State,
                "The state of the request. Readers without ASYLUM see PROTECTION_SCREENING instead of \
                     BLOCKED_PROTECTION.",
            ),
            code::<ConsularState>(
                D::Legal,
                C::HeldState,
                "While the request is on hold, the state that the consulate sees.",
            ),
            computed::<bool>(
                "cleared",
                D::Legal,
                vec![C::Cleared.into_iden(), C::SuspendedAt.into_iden()],
                "Whether protection has cleared it: all gates passed, and nothing else stops it now. While it is \
                     false, the consulate cannot read the packet.",
                |cells| Ok((cells.get::<bool>(0)? && !suspended(cells, 1)?).into()),
            ),
            computed::<bool>(
                "suspended",
                D::Protection,
                vec![C::SuspendedAt.into_iden()],
                "Whether the consulate cannot read the packet now because the case is sealed, or because no \
                     best-interest determination in favour of the child is valid.",
                |cells| Ok(suspended(cells, 0)?.into()),
            ),
            one::<ConsularPost>(D::Legal, C::ConsularPostId, "The post to which the request goes.").named("post"),
            plain::<CountryCode>(D::Legal, C::Country, "The State to which the request goes, ISO 3166-1 alpha-3."),
            code::<IdentifierType>(D::Legal, C::DocumentType, "The requested document."),
            plain::<String>(D::Legal, C::PacketReference, "The reference under which the consulate knows the request."),
            one::<Consent>(D::Legal, C::ConsentId, "The consent behind it."),
            plain::<String>(D::Identity, C::OriginAdmin1, "The region of origin.").named("originRegion"),
            plain::<String>(D::Identity, C::FatherName, "Full name of the father."),
            plain::<String>(D::Identity, C::MotherName, "Full name of the mother."),
            computed::<Vec<InterviewMode>>(
                "interviewPreferences",
                D::Legal,
                vec![C::InterviewPreferences.into_iden()],
                "The interview modes that the person accepts, preferred first.",
                codes,
            ),
            computed::<Vec<LanguageTag>>(
                "languages",
                D::Legal,
                vec![C::Languages.into_iden()],
                "The languages that support the nationality, BCP 47.",
                |cells| {
                    let languages = cells.get::<Option<Json>>(0)?.unwrap_or_default();
                    let languages = languages.as_array().into_iter().flatten().filter_map(Json::as_str);
                    Ok(Value::List(languages.map(Value::from).collect()))
                },
            ),
            computed::<Vec<QuestionCode>>(
                "openQuestions",
                D::Legal,
                vec![C::QuestionCodes.into_iden()],
                "Questions of the consulate that are not answered yet.",
                codes,
            ),
            code::<InterviewMode>(D::Legal, C::InterviewMode, "How the interview is held."),
            plain::<DateTimeUtc>(D::Legal, C::InterviewAt, "When the interview is held."),
            code::<InterviewSide>(
                D::Legal,
                C::InterviewBy,
                "The side that proposed the interview. The other side agrees to it.",
            )
            .named("interviewProposedBy"),
            code::<InterviewOutcome>(D::Legal, C::InterviewOutcome, "Whether the interview was held or missed."),
            code::<RefusalReason>(
                D::Legal,
                C::RefusalCode,
                "The consulate's reason for refusing or for not confirming the nationality.",
            )
            .named("refusalReason"),
            code::<WithdrawalReason>(
                D::Asylum,
                C::WithdrawnReason,
                "The reason for withdrawing the request. The consulate never sees it.",
            ),
            plain::<DateTimeUtc>(D::Legal, C::SubmittedAt, "When it was submitted to the consulate."),
            computed::<DateTimeUtc>(
                "closedAt",
                D::Legal,
                vec![C::ClosedAt.into_iden(), C::State.into_iden()],
                "When it ended. Null for readers who may not know that it ended.",
                |cells| {
                    let state = cells.get::<ConsularState>(1)?;
                    let known = over(house_view(state, cells.holds(TELLS_A_STOP)));
                    let at = cells.get::<Option<DateTimeUtc>>(0)?.filter(|_| known || !over(state));
                    Ok(at.map_or(Value::Null, Scalar::value))
                },
            ),
            known::<Organisation>(D::OperationalCoarse, C::OrganisationId, "The requesting organisation."),
            one::<Worker>(D::Staff, C::DraftedBy, "The worker who drafted it."),
            one::<Case>(D::OperationalCoarse, C::CaseId, "The case."),
            // The other gates reveal gate A by elimination, so the whole list has the class ASYLUM.
            many::<ProtectionGate>(
                "gates",
                D::Asylum,
                "The decisions at the protection gates. The last decision at each gate counts.",
                || {
                    let parent = protection_gate::Column::ConsularRequestId;
                    edge(parent, protection_gate::Column::At, protection_gate::Column::Id, Order::Asc)
                },
            ),
            many::<ConsularEvent>("events", D::Legal, "The steps of the request, oldest first.", events),
            connection::<ConsularEvent>(
                "eventsConnection",
                D::Legal,
                "The steps of the request, oldest first, in pages.",
                events,
            ),
            many::<TravelDocument>("documents", D::Legal, "The issued travel documents, newest first.", || {
                let parent = travel_document::Column::ConsularRequestId;
                edge(parent, travel_document::Column::CreatedAt, travel_document::Column::Id, Order::Desc)
            }),
        ],
    }
}

fn events() -> Edge {
    use consular_event::Column as E;
    edge(E::ConsularRequestId, E::At, E::Id, Order::Asc)
}

/// Whether the suspension in this column has begun.
fn suspended(cells: &Cells<'_>, at: usize) -> Result<bool, DbErr> {
    Ok(cells.get::<Option<DateTimeUtc>>(at)?.is_some_and(|from| cells.now.has_come(from)))
}

fn codes(cells: &Cells<'_>) -> Result<Value, DbErr> {
    let codes = cells.get::<Option<Json>>(0)?.unwrap_or_default();
    let codes = codes.as_array().into_iter().flatten().filter_map(Json::as_str);
    Ok(Value::List(codes.map(|code| Value::Enum(Name::new(code))).collect()))
}
