//! Fast compression for the read log. One page of cases is logged as some kilobytes of ids. PostgreSQL's default
//! compression (pglz) takes more than half of the write time; LZ4 reaches a similar size much faster.
//! <https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-DEFAULT-TOAST-COMPRESSION>

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// PostgreSQL supports this since version 14, if it was built with LZ4. Elsewhere the log only takes longer to write.
async fn compress(manager: &SchemaManager<'_>, with: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let alter = format!("ALTER TABLE read_log ALTER COLUMN entries SET COMPRESSION {with}");
    let where_possible = format!(
        "DO $$ BEGIN
            IF current_setting('server_version_num')::integer >= 140000 THEN EXECUTE '{alter}'; END IF;
            EXCEPTION WHEN feature_not_supported THEN NULL;
        END $$"
    );
    manager.get_connection().execute_unprepared(&where_possible).await.map(drop)
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        compress(manager, "lz4").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        compress(manager, "default").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
