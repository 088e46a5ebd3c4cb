//! A step of a consular request. Rows are only inserted. No liaison officer reads them.

use sea_orm::entity::prelude::*;

use crate::codes::ConsularState;

/// A row of `consular_events`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consular_events")]
pub struct Model {
    /// The step.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The request.
    pub consular_request_id: Uuid,
    /// When it happened.
    pub at: DateTimeUtc,
    /// The worker who took the step; null for the server itself.
    pub worker_id: Option<Uuid>,
    /// The organisation of that worker.
    pub organisation_id: Option<Uuid>,
    /// The state before.
    pub from_state: Option<ConsularState>,
    /// The state after.
    pub to_state: ConsularState,
    /// The coded reason, if there is one.
    pub reason: Option<String>,
}

plain_entity!();
