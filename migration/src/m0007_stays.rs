//! Stays: which person has a bed in which centre, and when.

use sea_orm_migration::{
    prelude::*,
    schema::{
        boolean, integer, pk_uuid, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

use crate::columns::{code_null, drop_tables, index, refers};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_stays(manager).await?;
        // For the list of the cases that a centre answers for, newest first.
        manager.create_index(index("cases", &["fronting_centre_id", "opened_at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut newest = Index::drop();
        newest.name("cases_fronting_centre_id_opened_at_id").table("cases");
        manager.drop_index(newest).await?;
        drop_tables(manager, &["stays"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_stays(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("stays")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(uuid("person_id"))
        .col(uuid("organisation_id"))
        .col(uuid("centre_id"))
        .col(uuid("fronting_centre_id"))
        .col(text_null("room_bed"))
        .col(timestamp_with_time_zone("from_at"))
        .col(timestamp_with_time_zone_null("until_at"))
        .col(code_null("exit_reason"))
        .col(uuid_null("hold_for_referral_id"))
        .col(boolean("over_capacity"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(integer("version"))
        .foreign_key(&mut refers("stays", "case_id", "cases"))
        .foreign_key(&mut refers("stays", "person_id", "persons"))
        .foreign_key(&mut refers("stays", "organisation_id", "organisations"))
        .foreign_key(&mut refers("stays", "centre_id", "centres"))
        .foreign_key(&mut refers("stays", "fronting_centre_id", "centres"))
        .foreign_key(&mut refers("stays", "hold_for_referral_id", "referrals"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("stays", &["case_id", "from_at", "id"])).await?;
    // `until_at` comes before `from_at`: most stays have ended, and a day's stays are those that end on it or later.
    manager.create_index(index("stays", &["centre_id", "until_at", "from_at"])).await
}
