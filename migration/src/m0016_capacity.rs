//! Assessments of whether an adult can decide. Without one, nobody else can consent for an adult.

use entity::codes::CapacityOutcome;
use sea_orm_migration::{
    prelude::*,
    schema::{date, pk_uuid, text, timestamp_with_time_zone, uuid},
};

use crate::columns::{closed_code, drop_tables, index, refers};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("capacity_assessments")
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(closed_code::<CapacityOutcome>("outcome"))
            .col(date("assessed_on"))
            .col(date("valid_until"))
            .col(text("reason"))
            .col(uuid("worker_id"))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(&mut refers("capacity_assessments", "case_id", "cases"))
            .foreign_key(&mut refers("capacity_assessments", "worker_id", "workers"))
            .take();
        manager.create_table(table).await?;
        manager.create_index(index("capacity_assessments", &["case_id", "assessed_on", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["capacity_assessments"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
