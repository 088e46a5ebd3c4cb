//! A request to share without consent names the organisation that has its case, and the country: the list of an organisation
//! reads its own requests in order, and not those of everybody.

use sea_orm_migration::{
    prelude::*,
    schema::{string_len_null, uuid_null},
};

use crate::columns::index;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "legal_overrides";

/// The columns, named alike in `cases`.
const OF_THE_CASE: [&str; 2] = ["organisation_id", "country"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [uuid_null("organisation_id"), string_len_null("country", 3)] {
            manager.alter_table(Table::alter().table(TABLE).add_column(column).take()).await?;
        }
        for column in OF_THE_CASE {
            let of_case = format!(
                "UPDATE {TABLE} SET {column} = (SELECT cases.{column} FROM cases WHERE cases.id = {TABLE}.case_id)"
            );
            manager.get_connection().execute_unprepared(&of_case).await?;
            manager.create_index(index(TABLE, &[column, "created_at", "id"])).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in OF_THE_CASE {
            let index = Index::drop().name(format!("{TABLE}_{column}_created_at_id")).table(TABLE).to_owned();
            manager.drop_index(index).await?;
            manager.alter_table(Table::alter().table(TABLE).drop_column(column).take()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
