//! An identity or travel document of a person.

use sea_orm::entity::prelude::*;

use crate::codes::{DocumentSeen, IdentifierType};

/// A row of `identifiers`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identifiers")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// The kind of document.
    pub identifier_type: IdentifierType,
    /// Number on the document.
    pub number: String,
    /// The authority that issued it.
    pub issuer: Option<String>,
    /// Day of issue.
    pub issued_on: Option<Date>,
    /// Last day of validity.
    pub expires_on: Option<Date>,
    /// Whether a worker has seen the original, a copy or no document.
    pub seen: DocumentSeen,
    /// The number, normalised for search. Null: it has no letter or digit.
    pub search_key: Option<String>,
    /// Why the row is no longer in force. Null: it is.
    pub correction_id: Option<Uuid>,
}

plain_entity!();
