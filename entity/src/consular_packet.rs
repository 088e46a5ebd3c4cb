//! All that a consulate can ever read of a request: what it is shown, copied here at each step, and the frozen payload.
//! Nothing here leads back to the case but the request, which no liaison reads.

use sea_orm::entity::prelude::*;

use crate::codes::{InterviewMode, InterviewSide, LiaisonState, RefusalReason};

/// A row of `consular_packets`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consular_packets")]
pub struct Model {
    /// The packet; random, so that it tells no time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Reference, unique and random.
    pub reference: String,
    /// The request; for the house only.
    pub consular_request_id: Uuid,
    /// The organisation of the post that reads it.
    pub organisation_id: Uuid,
    /// The post.
    pub consular_post_id: Uuid,
    /// The State, ISO 3166-1 alpha-3.
    pub country: String,
    /// The consent that the payload rests on.
    pub consent_id: Uuid,
    /// The version of the payload, from 1.
    pub version_number: i32,
    /// What the consulate reads of the person; none once it is over.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub payload: Option<Json>,
    /// SHA-256 of reference, version and payload, in hexadecimal.
    pub payload_hash: String,
    /// Where it stands for the consulate; none before it is submitted.
    pub liaison_state: Option<LiaisonState>,
    /// Counts what the consulate can notice, and nothing else.
    pub liaison_version: i32,
    /// What the consulate asked last, as a list of codes.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub question_codes: Option<Json>,
    /// How the interview is held.
    pub interview_mode: Option<InterviewMode>,
    /// When the interview is held.
    pub interview_at: Option<DateTimeUtc>,
    /// Which side proposed the interview.
    pub interview_by: Option<InterviewSide>,
    /// Why the consulate refused or did not confirm.
    pub refusal_code: Option<RefusalReason>,
    /// When the consulate got it.
    pub submitted_at: Option<DateTimeUtc>,
    /// When the consent runs out.
    pub readable_until: Option<DateTimeUtc>,
    /// When the payload was taken away.
    pub revoked_at: Option<DateTimeUtc>,
    /// Since when the payload cannot be read because the case is sealed.
    pub suspended_at: Option<DateTimeUtc>,
    /// How it is closed, to be shown with the batch.
    pub closing_state: Option<LiaisonState>,
    /// When the closure is shown.
    pub close_after: Option<DateTimeUtc>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
