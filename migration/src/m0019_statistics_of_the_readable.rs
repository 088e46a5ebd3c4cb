//! Counts for viewers who may read the rows: the current owner and centre of the case, which decide access, and the
//! people per centre. Existing counts lack these columns, so everything is counted again.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, uuid_null},
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "statistics_cells";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            uuid_null("home_organisation_id"),
            uuid_null("home_centre_id"),
            big_integer("people_here").default(0).take(),
        ] {
            manager.alter_table(Table::alter().table(TABLE).add_column(column).take()).await?;
        }
        for table in [TABLE, "statistics_refreshes"] {
            manager.exec_stmt(Query::delete().from_table(table).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["people_here", "home_centre_id", "home_organisation_id"] {
            manager.alter_table(Table::alter().table(TABLE).drop_column(column).take()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
