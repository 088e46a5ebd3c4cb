//! A request to a consulate for a travel document, as the house that asks keeps it. The consulate reads none of this:
//! see `consular_packet`.

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
    /// Reference for the house, unique.
    pub reference: String,
    /// The case.
    pub case_id: Uuid,
    /// The organisation that asks.
    pub organisation_id: Uuid,
    /// The worker who drafted it, who decides at no gate of it.
    pub drafted_by: Uuid,
    /// The post that is asked.
    pub consular_post_id: Uuid,
    /// The State that is asked, ISO 3166-1 alpha-3.
    pub country: String,
    /// The document asked for.
    pub document_type: IdentifierType,
    /// The consent it rests on.
    pub consent_id: Option<Uuid>,
    /// The region of origin, where competence depends on it.
    pub origin_admin1: Option<String>,
    /// Full name of the father.
    pub father_name: Option<String>,
    /// Full name of the mother.
    pub mother_name: Option<String>,
    /// How the person would be interviewed, as a list of modes.
    #[sea_orm(column_type = "JsonBinary")]
    pub interview_preferences: Json,
    /// The languages that speak for the nationality, as a list of BCP 47.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub languages: Option<Json>,
    /// Where it stands.
    pub state: ConsularState,
    /// Where it would stand without the hold.
    pub held_state: Option<ConsularState>,
    /// Whether protection has cleared it: the one result of the gates that the desk reads.
    pub cleared: bool,
    /// What the consulate asked last, as a list of codes.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub question_codes: Option<Json>,
    /// What was answered, by question.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub answers: Option<Json>,
    /// How the interview is held.
    pub interview_mode: Option<InterviewMode>,
    /// When the interview is held.
    pub interview_at: Option<DateTimeUtc>,
    /// Which side proposed the interview.
    pub interview_by: Option<InterviewSide>,
    /// What came of the interview.
    pub interview_outcome: Option<InterviewOutcome>,
    /// Why the consulate refused or did not confirm.
    pub refusal_code: Option<RefusalReason>,
    /// Why the house took it back.
    pub withdrawn_reason: Option<WithdrawalReason>,
    /// The reference that the consulate knows; none before the packet is frozen.
    pub packet_reference: Option<String>,
    /// When the consulate got it.
    pub submitted_at: Option<DateTimeUtc>,
    /// When it was over for the house.
    pub closed_at: Option<DateTimeUtc>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// Counts changes, from 1.
    pub version: i32,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
