//! A request to a consulate for a travel document, as the requesting organisation keeps it. The consulate reads none of
//! it: see `consular_packet`.

use sea_orm::entity::prelude::*;

use crate::codes::{
    ConsularState, IdentifierType, InterviewMode, InterviewOutcome, InterviewSide, RefusalReason, WithdrawalReason,
};

/// A row of `consular_requests`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
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
    #[builder(default = Json::Array(Vec::new()))]
    pub interview_preferences: Json,
    /// Languages that are evidence of the nationality, as a list of BCP 47 tags.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub languages: Option<Json>,
    /// The internal state.
    #[builder(default = ConsularState::Draft)]
    pub state: ConsularState,
    /// The state to which the request returns when the hold ends; null without a hold.
    pub held_state: Option<ConsularState>,
    /// Whether all protection gates are passed. The consular desk reads only this result of them.
    #[builder(default)]
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
    #[builder(default = created_at)]
    pub updated_at: DateTimeUtc,
    /// Incremented with each change, from 1.
    #[builder(default = 1)]
    pub version: i32,
}

plain_entity!();
