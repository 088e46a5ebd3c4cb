//! The normalisation version of the stored search keys, so that they are rebuilt when the normalisation changes.

use sea_orm_migration::{
    prelude::*,
    schema::{integer, string_len, uuid_null},
};

use crate::columns::drop_tables;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("search_key_versions")
            .col(string_len("keys_of", 40).primary_key())
            .col(integer("version"))
            .col(uuid_null("done_to"))
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["search_key_versions"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
