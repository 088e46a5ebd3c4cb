//! A normalised word of a name. It has an index, so that a search by the beginning of a word is fast.

use sea_orm::entity::prelude::*;

/// A row of `person_name_words`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_name_words")]
pub struct Model {
    /// The name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_name_id: Uuid,
    /// A word of the search key of the name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub word: String,
    /// The person.
    pub person_id: Uuid,
}

plain_entity!();
