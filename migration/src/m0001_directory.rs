//! Organisations, their centres and services, and the people who work for them.

use entity::codes::Oversight;
use sea_orm_migration::{
    prelude::*,
    schema::{
        boolean, date_null, double_null, integer, integer_null, pk_uuid, string_len, string_len_null, string_len_uniq,
        text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

use crate::columns::{closed_code, code, drop_tables, index, refers, search_key, unique_index};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_organisations(manager).await?;
        create_centres(manager).await?;
        create_services(manager).await?;
        create_service_languages(manager).await?;
        create_workers(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["workers", "service_languages", "services", "centres", "organisations"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_organisations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("organisations")
        .col(pk_uuid("id"))
        .col(text("name"))
        .col(text("acronym"))
        .col(code("organisation_type"))
        .col(string_len_null("country", 3))
        .col(closed_code::<Oversight>("oversight"))
        .col(date_null("information_sharing_protocol_signed_on"))
        .col(text_null("contact_desk"))
        .col(timestamp_with_time_zone_null("suspended_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .take();
    manager.create_table(table).await
}

async fn create_centres(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("centres")
        .col(pk_uuid("id"))
        .col(uuid("organisation_id"))
        .col(string_len_uniq("code", 40))
        .col(text("name"))
        .col(code("centre_type"))
        .col(string_len("country", 3))
        .col(text("admin1"))
        .col(text_null("admin2"))
        .col(double_null("latitude"))
        .col(double_null("longitude"))
        .col(integer("capacity_beds"))
        .col(integer("surge_beds"))
        .col(boolean("protected"))
        .col(uuid_null("fronting_centre_id"))
        .col(text_null("opening_hours"))
        .col(boolean("open_centre"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut refers("centres", "organisation_id", "organisations"))
        .foreign_key(&mut refers("centres", "fronting_centre_id", "centres"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("centres", &["organisation_id"])).await?;
    manager.create_index(index("centres", &["fronting_centre_id"])).await?;
    manager.create_index(index("centres", &["country"])).await
}

async fn create_services(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("services")
        .col(pk_uuid("id"))
        .col(uuid("organisation_id"))
        .col(uuid_null("centre_id"))
        .col(code("service_type"))
        .col(text("name"))
        .col(text("description"))
        .col(text_null("eligibility"))
        .col(string_len("country", 3))
        .col(text_null("admin1"))
        .col(boolean("referral_required"))
        .col(text_null("acceptance_hours"))
        .col(text_null("capacity_unit"))
        .col(integer_null("capacity_total"))
        .col(integer_null("capacity_free"))
        .col(timestamp_with_time_zone_null("capacity_as_of"))
        .col(code("status"))
        .col(boolean("confidential"))
        .col(search_key("search_key", manager))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(integer("version"))
        .foreign_key(&mut refers("services", "organisation_id", "organisations"))
        .foreign_key(&mut refers("services", "centre_id", "centres"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("services", &["service_type", "country"])).await?;
    manager.create_index(index("services", &["organisation_id"])).await?;
    manager.create_index(index("services", &["centre_id"])).await
}

async fn create_service_languages(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("service_languages")
        .col(uuid("service_id"))
        .col(string_len("language", 8))
        .primary_key(Index::create().col("service_id").col("language"))
        .foreign_key(&mut refers("service_languages", "service_id", "services"))
        .take();
    manager.create_table(table).await
}

async fn create_workers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("workers")
        .col(pk_uuid("id"))
        .col(uuid("organisation_id"))
        .col(text("issuer"))
        .col(text("subject"))
        .col(text_null("display_name"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("last_seen_at"))
        .foreign_key(&mut refers("workers", "organisation_id", "organisations"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(unique_index("workers", &["issuer", "subject"])).await?;
    manager.create_index(index("workers", &["organisation_id"])).await
}
