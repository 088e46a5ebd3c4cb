//! An index of name words by person, so that a search can check for one case whether its person has a name.

use sea_orm_migration::prelude::*;

use crate::columns::index;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index("person_name_words", &["person_id", "word", "person_name_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = "person_name_words_person_id_word_person_name_id";
        manager.drop_index(Index::drop().name(name).table("person_name_words").to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
