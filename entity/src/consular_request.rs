//! A request to a consulate for a travel document, as the requesting organisation keeps it. The consulate reads none of
//! it: see `consular_packet`.

use sea_orm::entity::prelude::*;

use crate::codes::{
    ConsularState, IdentifierType, InterviewMode, InterviewOutcome, InterviewSide, RefusalReason, WithdrawalReason,
};

/// A row of `consular_requests`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consular_requests")]
pub struct Model {
    /// The request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Internal reference of the requesting organisation, unique.
    pub reference: String,
    /// The case.
    pub case_id: Uuid,
    /// The organisation that makes the request.
    pub organisation_id: Uuid,
    /// The worker who drafted it. This worker may not decide any gate of it.
    pub drafted_by: Uuid,
    /// The post that receives the request.
    pub consular_post_id: Uuid,
    /// The State that receives the request, ISO 3166-1 alpha-3.
    pub country: String,
    /// The requested document.
    pub document_type: IdentifierType,
    /// The consent that it is based on.
    pub consent_id: Option<Uuid>,
    /// The region of origin, if the competence of the post depends on it.
    pub origin_admin1: Option<String>,
    /// Full name of the father.
    pub father_name: Option<String>,
    /// Full name of the mother.
    pub mother_name: Option<String>,
    /// The interview modes that the person prefers, as a list.
    #[sea_orm(column_type = "JsonBinary")]
    pub interview_preferences: Json,
    /// Languages that are evidence of the nationality, as a list of BCP 47 tags.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub languages: Option<Json>,
    /// The internal state.
    pub state: ConsularState,
    /// The state to which the request returns when the hold ends; null without a hold.
    pub held_state: Option<ConsularState>,
    /// Whether all protection gates are passed. The consular desk reads only this result of them.
    pub cleared: bool,
    /// From when the consulate cannot read the packet, because the case is sealed or because no best-interest
    /// determination in favour of the child is valid from then on. Null if there is no such moment.
    pub suspended_at: Option<DateTimeUtc>,
    /// The last questions of the consulate, as a list of codes.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub question_codes: Option<Json>,
    /// The answers, by question code.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub answers: Option<Json>,
    /// How the interview is held.
    pub interview_mode: Option<InterviewMode>,
    /// When the interview is held.
    pub interview_at: Option<DateTimeUtc>,
    /// Which side proposed the interview.
    pub interview_by: Option<InterviewSide>,
    /// The outcome of the interview.
    pub interview_outcome: Option<InterviewOutcome>,
    /// The reason for which the consulate refused the request or did not confirm the nationality.
    pub refusal_code: Option<RefusalReason>,
    /// The reason for which the requesting organisation withdrew it.
    pub withdrawn_reason: Option<WithdrawalReason>,
    /// The reference that the consulate knows; null before the packet is frozen.
    pub packet_reference: Option<String>,
    /// When it was submitted to the consulate.
    pub submitted_at: Option<DateTimeUtc>,
    /// When it ended for the requesting organisation.
    pub closed_at: Option<DateTimeUtc>,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// Incremented with each change, from 1.
    pub version: i32,
}

/// The columns that a request has from the beginning.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The request.
    pub id: Uuid,
    /// Internal reference of the requesting organisation, unique.
    pub reference: String,
    /// The case.
    pub case_id: Uuid,
    /// The organisation that makes the request.
    pub organisation_id: Uuid,
    /// The worker who drafted it. This worker may not decide any gate of it.
    pub drafted_by: Uuid,
    /// The post that receives the request.
    pub consular_post_id: Uuid,
    /// The State that receives the request, ISO 3166-1 alpha-3.
    pub country: String,
    /// The requested document.
    pub document_type: IdentifierType,
    /// When the row was created.
    pub created_at: DateTimeUtc,
}

impl Model {
    /// The row as it is drafted: every other column is empty or has its first value.
    pub fn drafted(draft: Draft) -> Self {
        Self {
            id: draft.id,
            reference: draft.reference,
            case_id: draft.case_id,
            organisation_id: draft.organisation_id,
            drafted_by: draft.drafted_by,
            consular_post_id: draft.consular_post_id,
            country: draft.country,
            document_type: draft.document_type,
            consent_id: None,
            origin_admin1: None,
            father_name: None,
            mother_name: None,
            interview_preferences: Json::Array(Vec::new()),
            languages: None,
            state: ConsularState::Draft,
            held_state: None,
            cleared: false,
            suspended_at: None,
            question_codes: None,
            answers: None,
            interview_mode: None,
            interview_at: None,
            interview_by: None,
            interview_outcome: None,
            refusal_code: None,
            withdrawn_reason: None,
            packet_reference: None,
            submitted_at: None,
            closed_at: None,
            created_at: draft.created_at,
            updated_at: draft.created_at,
            version: 1,
        }
    }
}

/// No relations, because the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
