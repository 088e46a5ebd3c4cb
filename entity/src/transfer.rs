//! A transfer of a case to another organisation, which then owns it.

use sea_orm::entity::prelude::*;

use crate::codes::{DataClass, DeclineReason, TransferReason, TransferState};

/// A row of `transfers`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
#[sea_orm(table_name = "transfers")]
pub struct Model {
    /// The transfer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Reference, unique.
    pub reference: String,
    /// The case.
    pub case_id: Uuid,
    /// The organisation that hands the case over.
    pub from_organisation_id: Uuid,
    /// The organisation that receives the case.
    pub to_organisation_id: Uuid,
    /// The centre that the person leaves.
    pub from_centre_id: Uuid,
    /// The centre that receives the person.
    pub to_centre_id: Uuid,
    /// The state.
    #[builder(default = TransferState::Proposed)]
    pub state: TransferState,
    /// The class that the receiver reveals.
    pub inference_class: DataClass,
    /// Why the case should move, as a code.
    #[builder(default = TransferReason::Other)]
    pub reason_code: TransferReason,
    /// Why the case should move. Empty for a move within an organisation.
    #[builder(default)]
    pub reason: String,
    /// The consent that it is based on. Null if the organisation does not change, and if it is based on a legal override.
    pub consent_id: Option<Uuid>,
    /// When the consent or the override ends; null if the organisation does not change.
    pub grounded_until: Option<DateTimeUtc>,
    /// The worker who proposed it.
    pub proposed_by: Uuid,
    /// The manager who approved it.
    pub approved_by: Option<Uuid>,
    /// When it was offered to the receiver.
    pub offered_at: Option<DateTimeUtc>,
    /// The worker who offered it.
    pub offered_by: Option<Uuid>,
    /// The worker who answered for the receiver.
    pub decided_by: Option<Uuid>,
    /// When the receiver answered.
    pub decided_at: Option<DateTimeUtc>,
    /// The reason for declining.
    pub decline_reason: Option<DeclineReason>,
    /// Day of the case conference.
    pub conference_on: Option<Date>,
    /// When the sender confirmed the handover.
    pub sender_confirmed_at: Option<DateTimeUtc>,
    /// The worker who confirmed the handover for the sender.
    pub sender_confirmed_by: Option<Uuid>,
    /// When the receiver confirmed the handover.
    pub receiver_confirmed_at: Option<DateTimeUtc>,
    /// The worker who confirmed the handover for the receiver.
    pub receiver_confirmed_by: Option<Uuid>,
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
