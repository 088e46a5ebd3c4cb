//! A referral of a case to a service of another organisation, with its clocks and its outcome.

use sea_orm::entity::prelude::*;

use crate::codes::{
    DataClass, DeclineReason, LegalBasis, NotCompletedReason, Purpose, ReferralEndReason, ReferralOutcome,
    ReferralReason, ReferralState, ServiceType, Urgency,
};

/// A row of `referrals`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "referrals")]
pub struct Model {
    /// The referral.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Reference, unique.
    pub reference: String,
    /// The case.
    pub case_id: Uuid,
    /// The consent it rests on.
    pub consent_id: Option<Uuid>,
    /// The ground on which it is made without consent.
    pub legal_basis: Option<LegalBasis>,
    /// Until when the consent holds that it rests on; null where that has no end of its own.
    pub grounded_until: Option<DateTimeUtc>,
    /// The approver named by older versions; approvals are rows of `legal_overrides`.
    pub second_approver_id: Option<Uuid>,
    /// The sender.
    pub from_organisation_id: Uuid,
    /// The worker who sent it.
    pub from_worker_id: Option<Uuid>,
    /// The receiver.
    pub to_organisation_id: Uuid,
    /// The service.
    pub service_id: Uuid,
    /// Kind of the service, as it was then.
    pub service_type: ServiceType,
    /// How soon it needs an answer.
    pub urgency: Urgency,
    /// What the data may be used for.
    pub purpose: Purpose,
    /// Data classes asked to be shared, as a bit set of `DataClass`.
    pub classes: i64,
    /// What the mere existence of the referral tells about the person.
    pub inference_class: DataClass,
    /// Whether it asks for emergency care: those who answer for the person then know of it without medical data.
    pub emergency_care: bool,
    /// Why the person is referred, as a code.
    pub reason_code: ReferralReason,
    /// Why the person is referred.
    pub reason_text: Option<String>,
    /// What medical staff add for the receiver.
    pub medical_text: Option<String>,
    /// The consent on which medical data goes along.
    pub medical_consent_id: Option<Uuid>,
    /// How and when the person may be contacted.
    pub contact_restrictions: Option<String>,
    /// Where it stands.
    pub state: ReferralState,
    /// When it was sent.
    pub sent_at: Option<DateTimeUtc>,
    /// When the receiver saw it.
    pub acknowledged_at: Option<DateTimeUtc>,
    /// When the receiver accepted or declined.
    pub decided_at: Option<DateTimeUtc>,
    /// When the help is planned.
    pub scheduled_for: Option<DateTimeUtc>,
    /// When the help was given.
    pub completed_at: Option<DateTimeUtc>,
    /// When it ended, in whatever way.
    pub closed_at: Option<DateTimeUtc>,
    /// When it should be seen.
    pub acknowledge_due_at: Option<DateTimeUtc>,
    /// When it should be decided.
    pub decide_due_at: Option<DateTimeUtc>,
    /// When the help should begin.
    pub service_due_at: Option<DateTimeUtc>,
    /// Due time of the clock that runs; none when none runs.
    pub next_due_at: Option<DateTimeUtc>,
    /// When the clock was stopped for a question.
    pub paused_at: Option<DateTimeUtc>,
    /// How many times the clock was stopped.
    pub pauses: i32,
    /// The last question of the receiver.
    pub question: Option<String>,
    /// The answer of the sender.
    pub answer: Option<String>,
    /// Why it was declined.
    pub decline_reason: Option<DeclineReason>,
    /// More on that, for the sender only.
    pub decline_text: Option<String>,
    /// The outcome of the service.
    pub outcome: Option<ReferralOutcome>,
    /// More on that, within the agreed follow-up.
    pub outcome_text: Option<String>,
    /// Why the help could not be given.
    pub not_completed_reason: Option<NotCompletedReason>,
    /// Why it was cancelled, revoked or marked as an error.
    pub end_reason: Option<ReferralEndReason>,
    /// The referral that this one follows.
    pub redirected_from_id: Option<Uuid>,
    /// The referral that follows this one.
    pub redirected_to_id: Option<Uuid>,
    /// Whether the receiver accepted beyond its capacity.
    pub over_capacity: bool,
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
