//! The right of another organisation to read a case: classes, purpose and time. Reading stops when the share ends.

use sea_orm::entity::prelude::*;

use crate::codes::{Purpose, ShareEndReason};

/// A row of `shares`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
#[sea_orm(table_name = "shares")]
pub struct Model {
    /// The share.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The organisation that may read.
    pub organisation_id: Uuid,
    /// The referral that opened it.
    pub referral_id: Option<Uuid>,
    /// The transfer that opened it.
    pub transfer_id: Option<Uuid>,
    /// The centre whose staff read by it; null for the whole organisation.
    pub centre_id: Option<Uuid>,
    /// The consent that it is based on.
    pub consent_id: Option<Uuid>,
    /// Data classes that it opens, as a bit set of `DataClass`.
    pub classes: i64,
    /// Whether protection, health and asylum facts that become known later are shared too.
    #[builder(default)]
    pub later_facts: bool,
    /// The purpose for which the data may be used.
    pub purpose: Purpose,
    /// When it starts.
    pub starts_at: DateTimeUtc,
    /// When it ends by itself.
    pub ends_at: Option<DateTimeUtc>,
    /// When it was ended early.
    pub ended_at: Option<DateTimeUtc>,
    /// The reason for ending it early.
    pub end_reason: Option<ShareEndReason>,
    /// When the row was created.
    #[builder(default = starts_at)]
    pub created_at: DateTimeUtc,
}

plain_entity!();
