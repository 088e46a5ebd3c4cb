//! A travel document that a consulate issued for a person.

use sea_orm::entity::prelude::*;

use crate::codes::IdentifierType;

/// A row of `travel_documents`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "travel_documents")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The request that it results from.
    pub consular_request_id: Option<Uuid>,
    /// The kind of document.
    pub document_type: IdentifierType,
    /// Number on the document.
    pub number: String,
    /// The authority that issued it.
    pub issuer: String,
    /// Day of issue.
    pub issued_on: Date,
    /// Last day of validity.
    pub expires_on: Option<Date>,
    /// Whether it is valid for a single journey.
    pub single_journey: bool,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// Incremented with each change, from 1.
    pub version: i32,
}

plain_entity!();
