//! A change to a record: the names of the changed fields, never the values. Rows are only inserted.

use sea_orm::entity::prelude::*;

/// A row of `change_log`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "change_log")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When it happened.
    pub at: DateTimeUtc,
    /// The worker who made the change; null for the server itself and for a command of its operator.
    pub worker_id: Option<Uuid>,
    /// The organisation of that worker.
    pub organisation_id: Option<Uuid>,
    /// The action, such as `SEND_REFERRAL`.
    pub action: String,
    /// Type of the record.
    pub subject_type: String,
    /// The record.
    pub subject_id: Uuid,
    /// The case that the record belongs to.
    pub case_id: Option<Uuid>,
    /// The names of the changed fields, as a list.
    #[sea_orm(column_type = "JsonBinary")]
    pub changed_fields: Json,
    /// Version of the record after the change.
    pub subject_version: Option<i32>,
    /// The request that made the change.
    pub request_id: Option<Uuid>,
}

plain_entity!();
