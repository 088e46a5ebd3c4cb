//! Everything that a consulate can read of a request: the facts shown to it, copied here at each step, and the frozen
//! payload. Only `consular_request_id` leads back to the case, and no liaison officer reads the request.

use sea_orm::entity::prelude::*;

use crate::codes::{InterviewMode, InterviewSide, LiaisonState, RefusalReason};

/// A row of `consular_packets`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
#[sea_orm(table_name = "consular_packets")]
pub struct Model {
    /// The packet. The id is random, so that it does not reveal when the packet was created.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Reference, unique and random.
    pub reference: String,
    /// The request, for the requesting organisation only.
    pub consular_request_id: Uuid,
    /// The organisation of the post that may read it.
    pub organisation_id: Uuid,
    /// The consular post.
    pub consular_post_id: Uuid,
    /// The State, ISO 3166-1 alpha-3.
    pub country: String,
    /// The consent that the payload is based on.
    pub consent_id: Uuid,
    /// The version of the payload, from 1.
    #[builder(default = 1)]
    pub version_number: i32,
    /// The data that the consulate may read about the person; null once the packet is closed.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub payload: Option<Json>,
    /// SHA-256 of reference, version and payload, in hexadecimal.
    pub payload_hash: String,
    /// The state that the consulate sees; null before submission.
    pub liaison_state: Option<LiaisonState>,
    /// Incremented only with changes that the consulate can see.
    #[builder(default)]
    pub liaison_version: i32,
    /// The last questions of the consulate, as a list of codes.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub question_codes: Option<Json>,
    /// How the interview is held.
    pub interview_mode: Option<InterviewMode>,
    /// When the interview is held.
    pub interview_at: Option<DateTimeUtc>,
    /// Which side proposed the interview.
    pub interview_by: Option<InterviewSide>,
    /// The reason for which the consulate refused the request or did not confirm the nationality.
    pub refusal_code: Option<RefusalReason>,
    /// When the packet was submitted to the consulate.
    pub submitted_at: Option<DateTimeUtc>,
    /// When the consent ends.
    pub readable_until: Option<DateTimeUtc>,
    /// When the payload was removed.
    pub revoked_at: Option<DateTimeUtc>,
    /// From when the payload is unreadable, as in `consular_requests`.
    pub suspended_at: Option<DateTimeUtc>,
    /// The final state, which the consulate will see with the next batch of closures.
    pub closing_state: Option<LiaisonState>,
    /// When the closure becomes visible to the consulate.
    pub close_after: Option<DateTimeUtc>,
    /// When the row was created.
    pub created_at: DateTimeUtc,
}

plain_entity!();
