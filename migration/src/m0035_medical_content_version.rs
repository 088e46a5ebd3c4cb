//! Medical content of a referral counts its versions, so that nobody overwrites content that they have not read.

use sea_orm_migration::{prelude::*, schema::integer};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = integer("medical_version").default(0).take();
        manager.alter_table(Table::alter().table("referrals").add_column(column).take()).await?;
        let written = "UPDATE referrals SET medical_version = 1 WHERE medical_text IS NOT NULL";
        manager.get_connection().execute_unprepared(written).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("referrals").drop_column("medical_version").take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
