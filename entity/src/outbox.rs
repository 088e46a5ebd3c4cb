//! An event that waits to be told. It carries ids only; whoever hears of it reads the record again under their own
//! rights.

use sea_orm::entity::prelude::*;

/// A row of `outbox`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// The event, in order of time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When it happened.
    pub at: DateTimeUtc,
    /// Name of the event.
    pub event_type: String,
    /// Type of the record.
    pub subject_type: String,
    /// The record.
    pub subject_id: Uuid,
    /// The case it belongs to.
    pub case_id: Option<Uuid>,
    /// The organisation that caused it.
    pub organisation_id: Uuid,
    /// Version of the record after the change.
    pub subject_version: Option<i32>,
    /// When it was told to everybody.
    pub delivered_at: Option<DateTimeUtc>,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
