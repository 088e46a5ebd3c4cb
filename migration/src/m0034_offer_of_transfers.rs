//! A transfer names the worker who offered it, because that person may not accept it for the other side.

use sea_orm_migration::{prelude::*, schema::uuid_null};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("transfers").add_column(uuid_null("offered_by")).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("transfers").drop_column("offered_by").take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
