//! `ConsularPacket`: all that a consulate reads of a person. No identifier, no case, no way back to either.

use std::sync::LazyLock;

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

use super::ConsularPost;
use crate::{
    access::policy::spelled,
    graphql::record::{
        scalar::instant,
        table::{Record, Table, code, computed, one, plain},
    },
    rules::consular::packet::{Answer, Evidence, Payload},
    store::{facts::Access, read::Cells},
};

/// The record type.
#[derive(Debug)]
pub struct ConsularPacket;

impl Record for ConsularPacket {
    #[expect(clippy::too_many_lines, reason = "a table has as many lines as the record has fields")]
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "ConsularPacket",
            doc: "What a consulate may know of a person who asks it for a document: this, and nothing else.",
            from: consular_packet::Entity.into_iden(),
            key: consular_packet::Column::Id.into_iden(),
            access: Access::Packet,
            fields: vec![
                plain::<String>(
                    "reference",
                    D::OperationalCoarse,
                    consular_packet::Column::Reference,
                    "Reference to quote; it says nothing.",
                ),
                plain::<i32>(
                    "version",
                    D::OperationalCoarse,
                    consular_packet::Column::LiaisonVersion,
                    "Counts what changed for you; a mutation names the version it saw.",
                ),
                computed::<LiaisonState>(
                    "state",
                    D::OperationalCoarse,
                    vec![
                        consular_packet::Column::LiaisonState.into_iden(),
                        consular_packet::Column::ClosingState.into_iden(),
                        consular_packet::Column::CloseAfter.into_iden(),
                    ],
                    "Where it stands.",
                    |cells| {
                        let shown = usize::from(closed_at(cells, 2)?.is_some());
                        Ok(cells.get::<Option<String>>(shown)?.map_or(Value::Null, |text| Value::Enum(Name::new(text))))
                    },
                ),
                plain::<DateTimeUtc>(
                    "submittedAt",
                    D::OperationalCoarse,
                    consular_packet::Column::SubmittedAt,
                    "When it came in.",
                ),
                computed::<DateTimeUtc>(
                    "closedAt",
                    D::OperationalCoarse,
                    vec![consular_packet::Column::CloseAfter.into_iden()],
                    "When the requesting organisation closed it; closures go out once a day.",
                    |cells| Ok(closed_at(cells, 0)?.map_or(Value::Null, |at| Value::String(instant(at)))),
                ),
                one::<ConsularPost>(
                    "post",
                    D::Operational,
                    consular_packet::Column::ConsularPostId,
                    "The post that it is addressed to.",
                ),
                plain::<i32>(
                    "documentVersion",
                    D::Operational,
                    consular_packet::Column::VersionNumber,
                    "Which version of the data this is; an answer makes a new one.",
                ),
                plain::<String>(
                    "hash",
                    D::Operational,
                    consular_packet::Column::PayloadHash,
                    "SHA-256 of reference, version and data, to prove what was read.",
                ),
                computed::<Vec<QuestionCode>>(
                    "openQuestions",
                    D::Legal,
                    vec![consular_packet::Column::QuestionCodes.into_iden()],
                    "What you asked and wait for.",
                    |cells| Ok(cells.get::<Option<Json>>(0)?.map_or(Value::List(Vec::new()), |codes| codes_of(&codes))),
                ),
                code::<InterviewMode>(
                    "interviewMode",
                    D::Legal,
                    consular_packet::Column::InterviewMode,
                    "How the interview is held.",
                ),
                plain::<DateTimeUtc>(
                    "interviewAt",
                    D::Legal,
                    consular_packet::Column::InterviewAt,
                    "When the interview is held.",
                ),
                code::<InterviewSide>(
                    "interviewProposedBy",
                    D::Legal,
                    consular_packet::Column::InterviewBy,
                    "Which side proposed the interview; the other one agrees to it.",
                ),
                code::<RefusalReason>(
                    "refusalReason",
                    D::Legal,
                    consular_packet::Column::RefusalCode,
                    "Why you refused or did not confirm.",
                ),
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
                    "Date of birth; the first of the month or year when only that is known.",
                    |cells| {
                        frozen(cells, |payload| payload.birth_date.map_or(Value::Null, |date| date.to_string().into()))
                    },
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
                computed::<String>(
                    "birthCountry",
                    D::Identity,
                    payload(),
                    "Country of birth, ISO 3166-1 alpha-3.",
                    |cells| frozen(cells, |payload| optional(payload.birth_country)),
                ),
                computed::<String>("birthPlace", D::Identity, payload(), "Place of birth.", |cells| {
                    frozen(cells, |payload| optional(payload.birth_place))
                }),
                computed::<String>(
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
                computed::<Vec<String>>(
                    "evidence",
                    D::Identity,
                    payload(),
                    "What speaks for the nationality: kind, number, issuer, dates, and what was seen of it.",
                    |cells| frozen(cells, |payload| payload.evidence.iter().map(listed).collect::<Vec<_>>().into()),
                ),
                computed::<Vec<String>>(
                    "answers",
                    D::Identity,
                    payload(),
                    "What was answered to your questions.",
                    |cells| frozen(cells, |payload| payload.answers.iter().map(answered).collect::<Vec<_>>().into()),
                ),
                computed::<Vec<String>>(
                    "languages",
                    D::Identity,
                    payload(),
                    "Languages that speak for the nationality, BCP 47.",
                    |cells| frozen(cells, |payload| payload.languages.into()),
                ),
                computed::<IdentifierType>("documentType", D::Legal, payload(), "The document asked for.", |cells| {
                    frozen(cells, |payload| enum_value(payload.document_type))
                }),
                computed::<Vec<InterviewMode>>(
                    "interviewPreferences",
                    D::Legal,
                    payload(),
                    "How the person would be interviewed, the preferred way first.",
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
                    "Where to write to: the mailbox of a role.",
                    |cells| frozen(cells, |payload| optional(payload.focal_point_desk)),
                ),
            ],
        });
        &TABLE
    }
}

fn payload() -> Vec<sea_orm::sea_query::DynIden> {
    vec![consular_packet::Column::Payload.into_iden()]
}

/// A value of the frozen payload; none once it was taken away.
fn frozen(cells: &Cells<'_>, read: fn(Payload) -> Value) -> Result<Value, DbErr> {
    let Some(json) = cells.get::<Option<Json>>(0)? else { return Ok(Value::Null) };
    let payload = serde_json::from_value(json).map_err(|error| DbErr::Json(error.to_string()))?;
    Ok(read(payload))
}

/// A part of a name; null where the person has no such part.
fn filled(part: String) -> Value {
    if part.is_empty() { Value::Null } else { part.into() }
}

/// When the closure was shown, if it was by now.
fn closed_at(cells: &Cells<'_>, column: usize) -> Result<Option<DateTimeUtc>, DbErr> {
    Ok(cells.get::<Option<DateTimeUtc>>(column)?.filter(|at| *at <= cells.now))
}

fn codes_of(codes: &Json) -> Value {
    let codes = codes.as_array().into_iter().flatten().filter_map(Json::as_str);
    Value::List(codes.map(|code| Value::Enum(Name::new(code))).collect())
}

fn optional(text: Option<String>) -> Value {
    text.map_or(Value::Null, Value::String)
}

/// One line for each document: a type of its own would be a record without rows.
fn listed(evidence: &Evidence) -> String {
    let Evidence { document_type, number, issuer, issued_on, expires_on, seen } = evidence;
    let dates = |from: &str, date: &Option<Date>| date.map(|date| format!("{from} {date}"));
    let parts = [
        Some(format!("{} {number}", spelled(document_type))),
        issuer.clone(),
        dates("from", issued_on),
        dates("until", expires_on),
        Some(spelled(seen)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn answered(answer: &Answer) -> String {
    format!("{}: {}", spelled(&answer.question), answer.text)
}
