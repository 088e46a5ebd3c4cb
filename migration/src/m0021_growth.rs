//! Indexes by age, for deleting old rows and for finding changes that were not counted yet. The months that could not
//! be counted are stored, so that they are tried again.

use sea_orm_migration::{prelude::*, schema::json_binary_null};

use crate::columns::index;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// The tables with the column that holds the age.
const BY_AGE: [(&str, &str); 3] = [("outbox", "at"), ("change_log", "at"), ("consular_packet_versions", "replaced_at")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in BY_AGE {
            manager.create_index(index(table, &[column])).await?;
        }
        let with = Table::alter().table("statistics_refreshes").add_column(json_binary_null("uncounted")).take();
        manager.alter_table(with).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let without = Table::alter().table("statistics_refreshes").drop_column("uncounted").take();
        manager.alter_table(without).await?;
        for (table, column) in BY_AGE {
            let drop = Index::drop().name(format!("{table}_{column}")).table(table).to_owned();
            manager.drop_index(drop).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
