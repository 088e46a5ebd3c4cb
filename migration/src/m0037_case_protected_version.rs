//! The protected fields of a case count versions of their own, because the version that managers read would reveal that
//! one of these fields changed.

use sea_orm_migration::{prelude::*, schema::integer};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = integer("protected_version").default(1).take();
        manager.alter_table(Table::alter().table("cases").add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("cases").drop_column("protected_version").take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
