//! The history of a travel document's holders. Rows are only inserted.

use sea_orm::entity::prelude::*;

use crate::codes::CustodyEvent;

/// A row of `travel_document_custody`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "travel_document_custody")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The document.
    pub travel_document_id: Uuid,
    /// When it happened.
    pub at: DateTimeUtc,
    /// The worker who recorded it; null for the server's clock.
    pub worker_id: Option<Uuid>,
    /// The event.
    pub event: CustodyEvent,
}

plain_entity!();
