//! A language that a person speaks.

use sea_orm::entity::prelude::*;

use crate::codes::LanguageLevel;

/// A row of `person_languages`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_languages")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// Language, BCP 47.
    #[sea_orm(primary_key, auto_increment = false)]
    pub language: String,
    /// How well the person speaks it.
    pub level: LanguageLevel,
    /// Whether the person needs an interpreter for it.
    pub interpreter_needed: bool,
}

plain_entity!();
