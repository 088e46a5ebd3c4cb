//! The history of a case's immigration statuses. The current one is also on the case.

use sea_orm::entity::prelude::*;

use crate::codes::ImmigrationStatus;

/// A row of `immigration_statuses`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "immigration_statuses")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The status.
    pub status: ImmigrationStatus,
    /// Reference of an asylum claim or permit.
    pub claim_reference: Option<String>,
    /// Day on which it was recorded.
    pub recorded_on: Date,
    /// The worker who recorded it.
    pub worker_id: Option<Uuid>,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// Why the row is no longer in force. Null: it is.
    pub correction_id: Option<Uuid>,
}

plain_entity!();
