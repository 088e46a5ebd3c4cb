//! `ConsularPacket`: everything that a consulate reads about a person. It has no identifier and no link to a case or
//! person.

use async_graphql::{Name, Value, resolver_utils::enum_value};
use entity::{
    codes::{
        BirthDatePrecision, DataClass as D, IdentifierType, InterviewMode, InterviewSide, LiaisonState, QuestionCode,
        RefusalReason, Sex,
    },
    consular_packet,
};
use sea_orm::{
    DbErr,
    prelude::{Date, DateTimeUtc, Json},
    sea_query::IntoIden,
};

use super::{ConsularAnswer, ConsularEvidence, ConsularPacket, ConsularPost};
use crate::{
    actions::available::ShownPacket,
    graphql::record::{
        fields::{available_actions, code, computed, one, plain},
        parts::parts,
        scalar::instant,
        table::{Part, Table, record},
    },
    rules::consular::packet::Payload,
    scalars::{CountryCode, LanguageTag},
    store::{access::row_access::Access, read::rows::Cells},
};

record!(ConsularPacket, table);

#[expect(clippy::too_many_lines, reason = "a table has as many lines as the record has fields")]
fn table() -> Table {
    use entity::consular_packet::Column as C;

    Table {
        name: "ConsularPacket",
        doc: "Everything that a consulate may know about a person for whom a document is requested.",
        from: consular_packet::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Packet,
        fields: vec![
            available_actions(
                [C::LiaisonState, C::ClosingState, C::CloseAfter, C::InterviewBy].map(IntoIden::into_iden).to_vec(),
                |actor, cells| {
                    let shown = usize::from(closed_at(cells, 2)?.is_some());
                    let interview_by = if cells.holds(D::Legal) { cells.get(3)? } else { None };
                    Ok(actor.on_packet(ShownPacket { state: cells.get(shown)?, interview_by }))
                },
            ),
            plain::<String>(
                D::OperationalCoarse,
                C::Reference,
                "Reference for people, safe to quote: it contains no personal data.",
            ),
            plain::<i32>(
                D::OperationalCoarse,
                C::LiaisonVersion,
                "Version of the packet, raised by each change that you can see. Pass it as `version` to a \
                     mutation.",
            )
            .named("version"),
            computed::<LiaisonState>(
                "state",
                D::OperationalCoarse,
                vec![C::LiaisonState.into_iden(), C::ClosingState.into_iden(), C::CloseAfter.into_iden()],
                "The state of the packet.",
                |cells| {
                    let shown = usize::from(closed_at(cells, 2)?.is_some());
                    Ok(cells.get::<Option<String>>(shown)?.map_or(Value::Null, |text| Value::Enum(Name::new(text))))
                },
            ),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::SubmittedAt, "When it was submitted to you."),
            computed::<DateTimeUtc>(
                "closedAt",
                D::OperationalCoarse,
                vec![C::CloseAfter.into_iden()],
                "When the requesting organisation closed it. Closures are published once a day.",
                |cells| Ok(closed_at(cells, 0)?.map_or(Value::Null, |at| Value::String(instant(at)))),
            ),
            one::<ConsularPost>(D::Operational, C::ConsularPostId, "The post to which it is addressed.").named("post"),
            plain::<i32>(
                D::Operational,
                C::VersionNumber,
                "The version number of the data. An answer to your questions makes a new version.",
            )
            .named("documentVersion"),
            plain::<String>(
                D::Operational,
                C::PayloadHash,
                "SHA-256 of reference, version and data. It proves what was read.",
            )
            .named("hash"),
            computed::<Vec<QuestionCode>>(
                "openQuestions",
                D::Legal,
                vec![C::QuestionCodes.into_iden()],
                "Your questions that are not answered yet.",
                |cells| Ok(cells.get::<Option<Json>>(0)?.map_or(Value::List(Vec::new()), |codes| codes_of(&codes))),
            ),
            code::<InterviewMode>(D::Legal, C::InterviewMode, "How the interview is held."),
            plain::<DateTimeUtc>(D::Legal, C::InterviewAt, "When the interview is held."),
            code::<InterviewSide>(
                D::Legal,
                C::InterviewBy,
                "The side that proposed the interview. The other side agrees to it.",
            )
            .named("interviewProposedBy"),
            code::<RefusalReason>(
                D::Legal,
                C::RefusalCode,
                "Your reason for refusing or for not confirming the nationality.",
            )
            .named("refusalReason"),
            computed::<String>("givenNames", D::Identity, payload(), "Given names, as claimed.", |cells| {
                frozen(cells, |payload| filled(payload.given_names))
            }),
            computed::<String>("familyNames", D::Identity, payload(), "Family names, as claimed.", |cells| {
                frozen(cells, |payload| filled(payload.family_names))
            }),
            computed::<Vec<String>>("otherNames", D::Identity, payload(), "Other names used.", |cells| {
                frozen(cells, |payload| payload.other_names.into())
            }),
            computed::<Sex>("sex", D::Identity, payload(), "Sex, as stated.", |cells| {
                frozen(cells, |payload| enum_value(payload.sex))
            }),
            computed::<Date>(
                "birthDate",
                D::Identity,
                payload(),
                "Date of birth. If only the month or year is known, its first day.",
                |cells| frozen(cells, |payload| payload.birth_date.map_or(Value::Null, |date| date.to_string().into())),
            ),
            computed::<BirthDatePrecision>(
                "birthDatePrecision",
                D::Identity,
                payload(),
                "How exactly the date of birth is known.",
                |cells| {
                    frozen(cells, |payload| {
                        payload.birth_date.map_or(Value::Null, |_| enum_value(payload.birth_date_precision))
                    })
                },
            ),
            computed::<CountryCode>(
                "birthCountry",
                D::Identity,
                payload(),
                "Country of birth, ISO 3166-1 alpha-3.",
                |cells| frozen(cells, |payload| optional(payload.birth_country)),
            ),
            computed::<String>("birthPlace", D::Identity, payload(), "Place of birth.", |cells| {
                frozen(cells, |payload| optional(payload.birth_place))
            }),
            computed::<CountryCode>(
                "claimedNationality",
                D::Identity,
                payload(),
                "The nationality that the person claims, ISO 3166-1 alpha-3.",
                |cells| frozen(cells, |payload| payload.claimed_nationality.into()),
            ),
            computed::<String>("fatherName", D::Identity, payload(), "Full name of the father.", |cells| {
                frozen(cells, |payload| optional(payload.father_name))
            }),
            computed::<String>("motherName", D::Identity, payload(), "Full name of the mother.", |cells| {
                frozen(cells, |payload| optional(payload.mother_name))
            }),
            computed::<String>(
                "lastAddress",
                D::Contact,
                payload(),
                "Last address in the country of origin.",
                |cells| frozen(cells, |payload| optional(payload.last_address)),
            ),
            parts::<ConsularEvidence>(
                "evidence",
                D::Identity,
                payload(),
                "Documents that support the nationality.",
                |cells| objects(cells, "evidence"),
            ),
            parts::<ConsularAnswer>("answers", D::Identity, payload(), "The answers to your questions.", |cells| {
                objects(cells, "answers")
            }),
            computed::<Vec<LanguageTag>>(
                "languages",
                D::Identity,
                payload(),
                "Languages that support the nationality, BCP 47.",
                |cells| frozen(cells, |payload| payload.languages.into()),
            ),
            computed::<IdentifierType>("documentType", D::Legal, payload(), "The requested document.", |cells| {
                frozen(cells, |payload| enum_value(payload.document_type))
            }),
            computed::<Vec<InterviewMode>>(
                "interviewPreferences",
                D::Legal,
                payload(),
                "The interview modes that the person accepts, preferred first.",
                |cells| {
                    frozen(cells, |payload| {
                        Value::List(payload.interview_preferences.into_iter().map(enum_value).collect())
                    })
                },
            ),
            computed::<String>(
                "focalPointDesk",
                D::Legal,
                payload(),
                "The shared mailbox of the requesting organisation, for questions.",
                |cells| frozen(cells, |payload| optional(payload.focal_point_desk)),
            ),
        ],
    }
}

fn payload() -> Vec<sea_orm::sea_query::DynIden> {
    vec![consular_packet::Column::Payload.into_iden()]
}

/// A value of the frozen payload. Null after the payload was removed.
fn frozen(cells: &Cells<'_>, read: fn(Payload) -> Value) -> Result<Value, DbErr> {
    let Some(json) = cells.get::<Option<Json>>(0)? else { return Ok(Value::Null) };
    let payload = serde_json::from_value(json).map_err(|error| DbErr::Json(error.to_string()))?;
    Ok(read(payload))
}

/// A list of objects of the frozen payload. `None` after the payload was removed.
fn objects(cells: &Cells<'_>, list: &str) -> Result<Option<Vec<Part>>, DbErr> {
    let payload = cells.get::<Option<Json>>(0)?;
    let object = |object: &Json| object.as_object().cloned();
    Ok(payload.map(|payload| payload[list].as_array().into_iter().flatten().filter_map(object).collect()))
}

/// A part of a name. Null if the person has no such part.
fn filled(part: String) -> Value {
    if part.is_empty() { Value::Null } else { part.into() }
}

/// When the closure was published. `None` if that is still to come.
fn closed_at(cells: &Cells<'_>, column: usize) -> Result<Option<DateTimeUtc>, DbErr> {
    Ok(cells.get::<Option<DateTimeUtc>>(column)?.filter(|at| cells.now.has_come(*at)))
}

fn codes_of(codes: &Json) -> Value {
    let codes = codes.as_array().into_iter().flatten().filter_map(Json::as_str);
    Value::List(codes.map(|code| Value::Enum(Name::new(code))).collect())
}

fn optional(text: Option<String>) -> Value {
    text.map_or(Value::Null, Value::String)
}
