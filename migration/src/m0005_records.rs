//! Records of the server's own work: changes, reads, events, idempotency keys and revoked tokens.

use entity::codes::RevocationKind;
use sea_orm_migration::{
    prelude::*,
    schema::{
        integer_null, json_binary, pk_uuid, string_len, string_len_null, text, text_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

use crate::columns::{closed_code, code_null, drop_tables, index, refers, unique_index};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_change_log(manager).await?;
        create_read_log(manager).await?;
        create_outbox(manager).await?;
        create_idempotency_keys(manager).await?;
        create_revocations(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["revocations", "idempotency_keys", "outbox", "read_log", "change_log"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_change_log(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("change_log")
        .col(pk_uuid("id"))
        .col(timestamp_with_time_zone("at"))
        .col(uuid_null("worker_id"))
        .col(uuid_null("organisation_id"))
        .col(string_len("action", 40))
        .col(string_len("subject_type", 40))
        .col(uuid("subject_id"))
        .col(uuid_null("case_id"))
        .col(json_binary("changed_fields"))
        .col(integer_null("subject_version"))
        .col(uuid_null("request_id"))
        .foreign_key(&mut refers("change_log", "worker_id", "workers"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("change_log", &["case_id", "at"])).await?;
    manager.create_index(index("change_log", &["subject_id", "at"])).await
}

async fn create_read_log(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("read_log")
        .col(pk_uuid("id"))
        .col(timestamp_with_time_zone("at"))
        .col(uuid("request_id"))
        .col(uuid("worker_id"))
        .col(uuid("organisation_id"))
        .col(json_binary("roles"))
        .col(code_null("purpose"))
        .col(text("policy_version"))
        .col(text_null("operation"))
        .col(json_binary("entries"))
        .col(string_len_null("previous_hash", 64))
        .col(string_len_null("hash", 64))
        .foreign_key(&mut refers("read_log", "worker_id", "workers"))
        .foreign_key(&mut refers("read_log", "organisation_id", "organisations"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("read_log", &["worker_id", "at"])).await?;
    manager.create_index(index("read_log", &["at"])).await
}

async fn create_outbox(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("outbox")
        .col(pk_uuid("id"))
        .col(timestamp_with_time_zone("at"))
        .col(string_len("event_type", 60))
        .col(string_len("subject_type", 40))
        .col(uuid("subject_id"))
        .col(uuid_null("case_id"))
        .col(uuid("organisation_id"))
        .col(integer_null("subject_version"))
        .col(timestamp_with_time_zone_null("delivered_at"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("outbox", &["delivered_at", "id"])).await
}

async fn create_idempotency_keys(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("idempotency_keys")
        .col(uuid("worker_id"))
        .col(string_len("key", 128))
        .col(string_len("action", 40))
        .col(string_len("input_hash", 64))
        .col(json_binary("outcome"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("worker_id").col("key"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("idempotency_keys", &["created_at"])).await
}

async fn create_revocations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("revocations")
        .col(pk_uuid("id"))
        .col(closed_code::<RevocationKind>("kind"))
        .col(text("issuer"))
        .col(text("value"))
        .col(timestamp_with_time_zone("revoked_at"))
        .col(timestamp_with_time_zone_null("expires_at"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(unique_index("revocations", &["kind", "issuer", "value"])).await
}
