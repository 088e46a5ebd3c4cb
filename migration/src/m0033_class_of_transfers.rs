//! A transfer names the class that its receiver reveals, as a referral does: that a case goes to an agency for refugees says
//! that the person asks for protection. A request to share without consent reveals as much as the transfer that needs it.

use entity::codes::DataClass;
use sea_orm_migration::prelude::*;

use crate::columns::closed_code;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = closed_code::<DataClass>("inference_class").default("OPERATIONAL").take();
        manager.alter_table(Table::alter().table("transfers").add_column(column).take()).await?;
        let connection = manager.get_connection();
        // Of the organisations that can take cases, only this one has a single task.
        connection
            .execute_unprepared(
                "UPDATE transfers SET inference_class = 'ASYLUM' WHERE from_organisation_id <> to_organisation_id
                AND to_organisation_id IN (SELECT id FROM organisations WHERE organisation_type = 'UN_AGENCY')",
            )
            .await?;
        connection
            .execute_unprepared(
                "UPDATE legal_overrides SET inference_class = 'ASYLUM'
                WHERE transfer_id IN (SELECT id FROM transfers WHERE inference_class = 'ASYLUM')",
            )
            .await
            .map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let overrides = "UPDATE legal_overrides SET inference_class = 'LEGAL' WHERE transfer_id IS NOT NULL";
        manager.get_connection().execute_unprepared(overrides).await?;
        manager.alter_table(Table::alter().table("transfers").drop_column("inference_class").take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
