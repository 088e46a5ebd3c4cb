//! The share that the giver of a transfer keeps is for the staff of the centre that gave the case. A transfer that reveals
//! more about the person leaves no such share.

use sea_orm_migration::{prelude::*, schema::uuid_null};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = uuid_null("centre_id").take();
        manager.alter_table(Table::alter().table("shares").add_column(column).take()).await?;
        let given = "UPDATE shares SET centre_id = (SELECT from_centre_id FROM transfers WHERE transfers.id = shares.transfer_id) \
                     WHERE transfer_id IS NOT NULL";
        manager.get_connection().execute_unprepared(given).await?;
        let revealing = "UPDATE shares SET ended_at = starts_at, end_reason = 'DATA_PROTECTION' WHERE ended_at IS NULL AND \
                         transfer_id IN (SELECT id FROM transfers WHERE inference_class <> 'OPERATIONAL')";
        manager.get_connection().execute_unprepared(revealing).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("shares").drop_column("centre_id").take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
