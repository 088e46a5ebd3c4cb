//! A referral of a case to a service of another organisation, with its deadlines and its outcome.

use sea_orm::entity::prelude::*;

use crate::codes::{
    DataClass, DeclineReason, LegalBasis, NotCompletedReason, Purpose, ReferralEndReason, ReferralOutcome,
    ReferralReason, ReferralState, ServiceType, Urgency,
};

/// A row of `referrals`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
#[sea_orm(table_name = "referrals")]
pub struct Model {
    /// The referral.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Reference, unique.
    pub reference: String,
    /// The case.
    pub case_id: Uuid,
    /// The consent that it is based on.
    pub consent_id: Option<Uuid>,
    /// The legal basis, if it is made without consent.
    pub legal_basis: Option<LegalBasis>,
    /// When the consent or the legal override ends that it is based on; null in a draft.
    pub grounded_until: Option<DateTimeUtc>,
    /// The approver in older versions of the server. Approvals are now rows of `legal_overrides`.
    pub second_approver_id: Option<Uuid>,
    /// The sender.
    pub from_organisation_id: Uuid,
    /// The worker who sent it.
    pub from_worker_id: Option<Uuid>,
    /// The receiver.
    pub to_organisation_id: Uuid,
    /// The worker of the receiver who answers it.
    pub to_worker_id: Option<Uuid>,
    /// The service.
    pub service_id: Uuid,
    /// The kind of the service when the referral was made.
    pub service_type: ServiceType,
    /// How urgently it needs an answer.
    pub urgency: Urgency,
    /// The place in the order by urgency.
    #[builder(skip = urgency.rank())]
    pub urgency_rank: i32,
    /// The purpose for which the data may be used.
    pub purpose: Purpose,
    /// The requested data classes, as a bit set of `DataClass`.
    pub classes: i64,
    /// The class of what the existence of the referral reveals about the person.
    pub inference_class: DataClass,
    /// Whether it asks for emergency care. The workers responsible for the person then see it without medical data.
    pub emergency_care: bool,
    /// Why the person is referred, as a code.
    pub reason_code: ReferralReason,
    /// Why the person is referred, in words.
    pub reason_text: Option<String>,
    /// Medical information that medical staff add for the receiver.
    pub medical_text: Option<String>,
    /// How often the medical text was written; 0 if it was never written.
    #[builder(default)]
    pub medical_version: i32,
    /// The consent for sharing the medical text.
    pub medical_consent_id: Option<Uuid>,
    /// How and when the person may be contacted.
    pub contact_restrictions: Option<String>,
    /// The state.
    #[builder(default = ReferralState::Draft)]
    pub state: ReferralState,
    /// When it was sent.
    pub sent_at: Option<DateTimeUtc>,
    /// When the receiver confirmed receipt.
    pub acknowledged_at: Option<DateTimeUtc>,
    /// When the receiver accepted or declined.
    pub decided_at: Option<DateTimeUtc>,
    /// When the service is planned.
    pub scheduled_for: Option<DateTimeUtc>,
    /// When the service was completed.
    pub completed_at: Option<DateTimeUtc>,
    /// When the referral ended in any way.
    pub closed_at: Option<DateTimeUtc>,
    /// When the receiver should confirm receipt.
    pub acknowledge_due_at: Option<DateTimeUtc>,
    /// When the receiver should decide.
    pub decide_due_at: Option<DateTimeUtc>,
    /// When the service should begin.
    pub service_due_at: Option<DateTimeUtc>,
    /// The due time of the running clock; null if no clock runs.
    pub next_due_at: Option<DateTimeUtc>,
    /// When the clock was paused for a question.
    pub paused_at: Option<DateTimeUtc>,
    /// How many times the clock was paused.
    #[builder(default)]
    pub pauses: i32,
    /// The last question of the receiver.
    pub question: Option<String>,
    /// The answer of the sender.
    pub answer: Option<String>,
    /// Why it was declined.
    pub decline_reason: Option<DeclineReason>,
    /// The decline reason in words, for the sender only.
    pub decline_text: Option<String>,
    /// The outcome of the service.
    pub outcome: Option<ReferralOutcome>,
    /// The outcome in words, within the agreed follow-up.
    pub outcome_text: Option<String>,
    /// Why the service was not provided.
    pub not_completed_reason: Option<NotCompletedReason>,
    /// Why it was cancelled, revoked or marked as an error.
    pub end_reason: Option<ReferralEndReason>,
    /// The referral that this one follows.
    pub redirected_from_id: Option<Uuid>,
    /// The referral that follows this one.
    pub redirected_to_id: Option<Uuid>,
    /// Whether the receiver accepted above its capacity.
    #[builder(default)]
    pub over_capacity: bool,
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
