//! Statistics: the counts, the statistics that each organisation has received, and how far the counts follow the
//! changes.

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, boolean, date, integer, integer_null, json_binary, pk_uuid, string_len, string_len_null, text,
        timestamp_with_time_zone, uuid,
    },
};

use crate::columns::{code, code_null, drop_tables, index, refers, unique_index};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let cells = Table::create()
            .table("statistics_cells")
            .col(pk_uuid("id"))
            .col(code("subject"))
            .col(date("month"))
            .col(string_len("country", 3))
            .col(uuid("centre_id"))
            .col(uuid("organisation_id"))
            .col(code("access_mode"))
            .col(code("inference_class"))
            .col(code_null("service_group"))
            .col(code_null("urgency"))
            .col(code_null("state"))
            .col(boolean("overdue"))
            .col(string_len_null("nationality", 3))
            .col(code("sex"))
            .col(code("age_band"))
            .col(boolean("protection_concern"))
            .col(boolean("medical_need"))
            .col(boolean("international_protection"))
            .col(integer_null("hours"))
            .col(big_integer("amount"))
            .col(big_integer("people"))
            .foreign_key(&mut refers("statistics_cells", "centre_id", "centres"))
            .foreign_key(&mut refers("statistics_cells", "organisation_id", "organisations"))
            .take();
        manager.create_table(cells).await?;
        manager.create_index(index("statistics_cells", &["subject", "month"])).await?;
        let told = Table::create()
            .table("statistics_told")
            .col(pk_uuid("id"))
            .col(uuid("organisation_id"))
            .col(code("subject"))
            .col(text("about"))
            .col(big_integer("people"))
            .col(big_integer("amount"))
            .col(json_binary("told"))
            .col(timestamp_with_time_zone("told_at"))
            .foreign_key(&mut refers("statistics_told", "organisation_id", "organisations"))
            .take();
        manager.create_table(told).await?;
        manager.create_index(unique_index("statistics_told", &["organisation_id", "subject", "about"])).await?;
        let refreshes = Table::create()
            .table("statistics_refreshes")
            .col(integer("id").primary_key())
            .col(timestamp_with_time_zone("counted_until"))
            .col(json_binary("nationalities"))
            .take();
        manager.create_table(refreshes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["statistics_refreshes", "statistics_told", "statistics_cells"]).await
    }
}
