//! Cases and the records that belong to them.

use entity::codes::{AccessMode, CaseStatus};
use sea_orm_migration::{
    prelude::*,
    schema::{
        boolean, date, date_null, integer, pk_uuid, string_len, string_len_null, string_len_uniq, text, text_null,
        timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

use crate::columns::{closed_code, code, code_null, drop_tables, index, refers};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_cases(manager).await?;
        create_vulnerabilities(manager).await?;
        create_medical_notes(manager).await?;
        create_immigration_statuses(manager).await?;
        create_case_notes(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["case_notes", "immigration_statuses", "medical_notes", "vulnerabilities", "cases"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_cases(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("cases")
        .col(pk_uuid("id"))
        .col(string_len_uniq("reference", 40))
        .col(uuid("person_id"))
        .col(uuid("organisation_id"))
        .col(uuid("centre_id"))
        .col(uuid("fronting_centre_id"))
        .col(string_len("country", 3))
        .col(boolean("in_protected_centre"))
        .col(timestamp_with_time_zone("opened_at"))
        .col(closed_code::<CaseStatus>("status"))
        .col(code("priority"))
        .col(code_null("risk_level"))
        .col(closed_code::<AccessMode>("access_mode"))
        .col(uuid_null("assigned_worker_id"))
        .col(uuid_null("medical_worker_id"))
        .col(date_null("next_review_on"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(code_null("closure_reason"))
        .col(text_null("legal_restrictions"))
        .col(text_null("handling_instruction"))
        .col(code_null("immigration_status"))
        .col(boolean("consular_contact_allowed"))
        .col(code_null("fitness_to_travel"))
        .col(text_null("allergies"))
        .col(boolean("medical_emergency"))
        .col(timestamp_with_time_zone("last_activity_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(integer("version"))
        .foreign_key(&mut refers("cases", "person_id", "persons"))
        .foreign_key(&mut refers("cases", "organisation_id", "organisations"))
        .foreign_key(&mut refers("cases", "centre_id", "centres"))
        .foreign_key(&mut refers("cases", "fronting_centre_id", "centres"))
        .foreign_key(&mut refers("cases", "assigned_worker_id", "workers"))
        .foreign_key(&mut refers("cases", "medical_worker_id", "workers"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("cases", &["organisation_id", "opened_at", "id"])).await?;
    manager.create_index(index("cases", &["organisation_id", "priority", "id"])).await?;
    manager.create_index(index("cases", &["organisation_id", "last_activity_at", "id"])).await?;
    manager.create_index(index("cases", &["organisation_id", "reference"])).await?;
    manager.create_index(index("cases", &["country", "opened_at", "id"])).await?;
    manager.create_index(index("cases", &["country", "reference"])).await?;
    manager.create_index(index("cases", &["opened_at", "id"])).await?;
    manager.create_index(index("cases", &["person_id"])).await?;
    manager.create_index(index("cases", &["centre_id"])).await?;
    manager.create_index(index("cases", &["fronting_centre_id"])).await?;
    manager.create_index(index("cases", &["assigned_worker_id"])).await?;
    manager.create_index(index("cases", &["medical_worker_id"])).await
}

async fn create_vulnerabilities(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("vulnerabilities")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(code("category"))
        .col(code("severity"))
        .col(code_null("determinant_level"))
        .col(date("identified_on"))
        .col(code("source"))
        .col(boolean("confirmed"))
        .col(text_null("notes"))
        .col(uuid_null("worker_id"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut refers("vulnerabilities", "case_id", "cases"))
        .foreign_key(&mut refers("vulnerabilities", "worker_id", "workers"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("vulnerabilities", &["case_id", "created_at", "id"])).await
}

async fn create_medical_notes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("medical_notes")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(uuid("organisation_id"))
        .col(uuid_null("worker_id"))
        .col(date("encounter_on"))
        .col(string_len_null("icd_code", 40))
        .col(text("summary"))
        .col(code_null("fitness_to_travel"))
        .col(date_null("valid_until"))
        .col(text_null("allergies"))
        .col(boolean("emergency"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut refers("medical_notes", "case_id", "cases"))
        .foreign_key(&mut refers("medical_notes", "organisation_id", "organisations"))
        .foreign_key(&mut refers("medical_notes", "worker_id", "workers"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("medical_notes", &["case_id", "created_at", "id"])).await
}

async fn create_immigration_statuses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("immigration_statuses")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(code("status"))
        .col(text_null("claim_reference"))
        .col(date("recorded_on"))
        .col(uuid_null("worker_id"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut refers("immigration_statuses", "case_id", "cases"))
        .foreign_key(&mut refers("immigration_statuses", "worker_id", "workers"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("immigration_statuses", &["case_id", "created_at", "id"])).await
}

async fn create_case_notes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("case_notes")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(uuid("organisation_id"))
        .col(uuid_null("worker_id"))
        .col(text("text"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut refers("case_notes", "case_id", "cases"))
        .foreign_key(&mut refers("case_notes", "organisation_id", "organisations"))
        .foreign_key(&mut refers("case_notes", "worker_id", "workers"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("case_notes", &["case_id", "created_at", "id"])).await
}
