//! Who had a travel document when. Rows are only ever added.

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
    /// The worker who recorded it; none for the clock.
    pub worker_id: Option<Uuid>,
    /// What happened.
    pub event: CustodyEvent,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
