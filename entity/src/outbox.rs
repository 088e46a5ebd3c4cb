//! An event that waits for delivery. It carries ids only. A recipient must read the record again with its own access
//! rights.

use sea_orm::entity::prelude::*;

/// A row of `outbox`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// The event. Ids are ordered by time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When it happened.
    pub at: DateTimeUtc,
    /// The name of the event.
    pub event_type: String,
    /// The type of the record.
    pub subject_type: String,
    /// The record.
    pub subject_id: Uuid,
    /// The case that the record belongs to.
    pub case_id: Option<Uuid>,
    /// The organisation that caused it.
    pub organisation_id: Uuid,
    /// Version of the record after the change.
    pub subject_version: Option<i32>,
    /// When it was delivered; null until then.
    pub delivered_at: Option<DateTimeUtc>,
}

plain_entity!();
