//! Why a row is no longer in force: who closed it, when and why. The row itself is kept.

use sea_orm::entity::prelude::*;

use crate::codes::CorrectionKind;

/// A row of `corrections`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "corrections")]
pub struct Model {
    /// The correction.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whether the row was replaced, ended, or should never have been entered.
    pub kind: CorrectionKind,
    /// The reason that the worker gave.
    pub reason: String,
    /// When the row was closed.
    pub at: DateTimeUtc,
    /// The case through which the worker read the person.
    pub case_id: Uuid,
    /// The organisation of the worker.
    pub organisation_id: Uuid,
    /// The worker.
    pub worker_id: Option<Uuid>,
    /// The record type of the row.
    pub record: String,
    /// The row.
    pub subject_id: Uuid,
    /// The row that replaces it.
    pub replaced_by: Option<Uuid>,
}

plain_entity!();
