//! A change to a record: which fields, never which values. Rows are only ever added.

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
    /// Who did it; none for the server itself.
    pub worker_id: Option<Uuid>,
    /// For which organisation.
    pub organisation_id: Option<Uuid>,
    /// The verb, such as `refer_case`.
    pub action: String,
    /// Type of the record.
    pub subject_type: String,
    /// The record.
    pub subject_id: Uuid,
    /// The case it belongs to.
    pub case_id: Option<Uuid>,
    /// Names of the fields that changed, as a list.
    #[sea_orm(column_type = "JsonBinary")]
    pub changed_fields: Json,
    /// Version of the record after the change.
    pub subject_version: Option<i32>,
    /// The request.
    pub request_id: Option<Uuid>,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
