//! The right of another organisation to read a case: classes, purpose and time. Reading stops when the share ends.

use sea_orm::entity::prelude::*;

use crate::codes::{Purpose, ShareEndReason};

/// A row of `shares`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
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
    pub created_at: DateTimeUtc,
}

/// The columns that a share has from the beginning.
#[derive(Clone, Copy, Debug)]
pub struct Draft {
    /// The share.
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The organisation that may read.
    pub organisation_id: Uuid,
    /// Data classes that it opens, as a bit set of `DataClass`.
    pub classes: i64,
    /// The purpose for which the data may be used.
    pub purpose: Purpose,
    /// When it starts.
    pub starts_at: DateTimeUtc,
}

impl Model {
    /// The row as it is opened: every other column is empty or has its first value.
    pub fn drafted(draft: Draft) -> Self {
        Self {
            id: draft.id,
            case_id: draft.case_id,
            organisation_id: draft.organisation_id,
            referral_id: None,
            transfer_id: None,
            centre_id: None,
            consent_id: None,
            classes: draft.classes,
            later_facts: false,
            purpose: draft.purpose,
            starts_at: draft.starts_at,
            ends_at: None,
            ended_at: None,
            end_reason: None,
            created_at: draft.starts_at,
        }
    }
}

/// No relations, because the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
