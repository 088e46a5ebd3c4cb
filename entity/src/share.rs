//! The right of another organisation to read a case: classes, purpose and time. Ending it ends the reading.

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
    /// The organisation that reads.
    pub organisation_id: Uuid,
    /// The referral that opened it.
    pub referral_id: Option<Uuid>,
    /// The transfer that opened it.
    pub transfer_id: Option<Uuid>,
    /// The consent it rests on.
    pub consent_id: Option<Uuid>,
    /// Data classes that it opens, as a bit set of `DataClass`.
    pub classes: i64,
    /// Whether facts of protection, health and asylum that become known later follow.
    pub later_facts: bool,
    /// What the data may be used for.
    pub purpose: Purpose,
    /// When it begins.
    pub starts_at: DateTimeUtc,
    /// When it will end by itself.
    pub ends_at: Option<DateTimeUtc>,
    /// When it was ended before that.
    pub ended_at: Option<DateTimeUtc>,
    /// Why it was ended.
    pub end_reason: Option<ShareEndReason>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
