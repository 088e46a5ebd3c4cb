//! A word of a name, folded, so that a search by the beginning of a word has an index.

use sea_orm::entity::prelude::*;

use crate::person_name;

/// A row of `person_name_words`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_name_words")]
pub struct Model {
    /// The name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_name_id: Uuid,
    /// A word of its search key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub word: String,
    /// The person.
    pub person_id: Uuid,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The words of a name, each once. Whoever writes many names at once writes these too; a name that is written alone
/// brings them along.
#[must_use]
pub fn of(name: &person_name::Model) -> Vec<Model> {
    let mut words: Vec<&str> = name.search_key.split(' ').filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.dedup();
    let row = |word: &str| Model { person_name_id: name.id, word: word.to_owned(), person_id: name.person_id };
    words.into_iter().map(row).collect()
}
