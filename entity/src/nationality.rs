//! A nationality of a person and the evidence for it.

use sea_orm::entity::prelude::*;

use crate::codes::NationalityBasis;

/// A row of `nationalities`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "nationalities")]
pub struct Model {
    /// The nationality.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// Country, ISO 3166-1 alpha-3.
    pub country: String,
    /// The evidence for it.
    pub basis: NationalityBasis,
    /// Why the row is no longer in force. Null: it is.
    pub correction_id: Option<Uuid>,
}

plain_entity!();
