//! Versions of the counts and of the statistics that each organisation has received. A cached answer is valid as long
//! as both versions are unchanged.

use sea_orm_migration::{
    prelude::*,
    schema::{uuid, uuid_null},
};

use crate::columns::{drop_tables, refers};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let with = Table::alter().table("statistics_refreshes").add_column(uuid_null("version")).take();
        manager.alter_table(with).await?;
        let memories = Table::create()
            .table("statistics_memories")
            .col(uuid("organisation_id").primary_key())
            .col(uuid("version"))
            .foreign_key(&mut refers("statistics_memories", "organisation_id", "organisations"))
            .take();
        manager.create_table(memories).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["statistics_memories"]).await?;
        let without = Table::alter().table("statistics_refreshes").drop_column("version").take();
        manager.alter_table(without).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
