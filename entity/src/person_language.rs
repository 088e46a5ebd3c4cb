//! A language that a person speaks.

use sea_orm::entity::prelude::*;

use crate::codes::LanguageLevel;

/// A row of `person_languages`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_languages")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// Language, BCP 47.
    pub language: String,
    /// How well the person speaks it.
    pub level: LanguageLevel,
    /// Whether the person needs an interpreter for it.
    pub interpreter_needed: bool,
    /// Why the row is no longer in force. Null: it is.
    pub correction_id: Option<Uuid>,
}

plain_entity!();
