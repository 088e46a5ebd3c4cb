//! Consular requests list the languages that are evidence of the person's nationality, if the person agreed to share
//! them.

use sea_orm_migration::{prelude::*, schema::json_binary_null};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let with = Table::alter().table("consular_requests").add_column(json_binary_null("languages")).take();
        manager.alter_table(with).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let without = Table::alter().table("consular_requests").drop_column("languages").take();
        manager.alter_table(without).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
