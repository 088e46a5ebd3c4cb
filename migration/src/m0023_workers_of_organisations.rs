//! A person who works for two organisations is two workers, so the unique key of a worker includes the organisation.

use sea_orm_migration::prelude::*;

use crate::columns::unique_index;

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

const OLD: &[&str] = &["issuer", "subject"];
const NEW: &[&str] = &["issuer", "subject", "organisation_id"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(unique_index("workers", NEW)).await?;
        manager.drop_index(dropped(OLD)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(unique_index("workers", OLD)).await?;
        manager.drop_index(dropped(NEW)).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn dropped(columns: &[&str]) -> IndexDropStatement {
    Index::drop().name(format!("workers_{}", columns.join("_"))).table("workers").to_owned()
}
