//! The readers of a case on one day, folded from the read log. A row with a worker is for the officer of the worker's own
//! organisation. A row without one is for the officers of other organisations.

use sea_orm::entity::prelude::*;

use crate::codes::{Purpose, ReadingWay};

/// A row of `case_readings`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "case_readings")]
pub struct Model {
    /// A hash of everything that the row is folded by, so that the same reading is folded into the same row again.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The organisation of the reader.
    pub organisation_id: Uuid,
    /// The reader; null in a row for other organisations.
    pub worker_id: Option<Uuid>,
    /// The beginning of the day in UTC.
    pub day: DateTimeUtc,
    /// How the organisation could read the case.
    pub way: Option<ReadingWay>,
    /// The share, referral or transfer; null for the other ways.
    pub source_id: Option<Uuid>,
    /// The purpose of the reader's sessions; null if the tokens had none, and in a row for other organisations.
    pub purpose: Option<Purpose>,
    /// The classes that were shown, as a bit set of `DataClass`. In a row for other organisations only those that the way opens.
    pub classes: i64,
    /// The roles of the reader, as a bit set of `Role`; null in a row for other organisations.
    pub roles: Option<i64>,
    /// The first request of the day; null in a row for other organisations.
    pub first_at: Option<DateTimeUtc>,
    /// The last request of the day; null in a row for other organisations.
    pub last_at: Option<DateTimeUtc>,
}

plain_entity!();
