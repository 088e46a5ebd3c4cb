//! Decisions by a second person: sharing without consent, and best-interest determinations. Also the columns of a
//! referral to emergency care: a coded reason, and the text of medical staff.

use entity::codes::DataClass;
use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, boolean, integer, pk_uuid, text, text_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

use crate::columns::{closed_code, code, code_null, drop_tables, index, refers};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_determinations(manager).await?;
        create_overrides(manager).await?;
        for column in [
            code("reason_code").default("SERVICE_NEEDED").take(),
            boolean("emergency_care").default(false).take(),
            text_null("medical_text"),
            uuid_null("medical_consent_id"),
        ] {
            manager.alter_table(Table::alter().table("referrals").add_column(column).take()).await?;
        }
        manager.alter_table(Table::alter().table("consents").add_column(uuid_null("determination_id")).take()).await?;
        let connection = manager.get_connection();
        connection
            .execute_unprepared(
                "UPDATE referrals SET emergency_care = TRUE
                WHERE inference_class = 'MEDICAL' AND urgency IN ('IMMEDIATE', 'EMERGENCY')
                AND service_type IN ('HEALTH_EMERGENCY', 'HEALTH_SRH', 'MHPSS')",
            )
            .await?;
        // Overrides that only named a second person were never approved, so their shares end with this upgrade.
        connection
            .execute_unprepared(
                "UPDATE shares SET ends_at = starts_at
                WHERE ended_at IS NULL AND referral_id IN (SELECT id FROM referrals WHERE legal_basis IS NOT NULL)",
            )
            .await
            .map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [
            ("consents", "determination_id"),
            ("referrals", "medical_consent_id"),
            ("referrals", "medical_text"),
            ("referrals", "emergency_care"),
            ("referrals", "reason_code"),
        ] {
            manager.alter_table(Table::alter().table(table).drop_column(column).take()).await?;
        }
        drop_tables(manager, &["legal_overrides", "best_interest_determinations"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_determinations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "best_interest_determinations";
    let table = Table::create()
        .table(name)
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(code("purpose"))
        .col(text("grounds"))
        .col(closed_code::<DataClass>("inference_class"))
        .col(boolean("emergency_care"))
        .col(uuid("requested_by"))
        .col(code_null("outcome"))
        .col(text_null("reason"))
        .col(uuid_null("decided_by"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(integer("version"))
        .foreign_key(&mut refers(name, "case_id", "cases"))
        .foreign_key(&mut refers(name, "requested_by", "workers"))
        .foreign_key(&mut refers(name, "decided_by", "workers"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index(name, &["case_id", "created_at", "id"])).await
}

async fn create_overrides(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "legal_overrides";
    let table = Table::create()
        .table(name)
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(uuid("referral_id"))
        .col(code("legal_basis"))
        .col(text("reason"))
        .col(big_integer("classes"))
        .col(closed_code::<DataClass>("inference_class"))
        .col(boolean("emergency_care"))
        .col(uuid_null("determination_id"))
        .col(uuid_null("renews_id"))
        .col(uuid("requested_by"))
        .col(timestamp_with_time_zone("valid_until"))
        .col(uuid_null("approved_by"))
        .col(timestamp_with_time_zone_null("approved_at"))
        .col(uuid_null("refused_by"))
        .col(timestamp_with_time_zone_null("refused_at"))
        .col(text_null("refusal_text"))
        .col(uuid_null("ended_by"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(integer("version"))
        .foreign_key(&mut refers(name, "case_id", "cases"))
        .foreign_key(&mut refers(name, "referral_id", "referrals"))
        .foreign_key(&mut refers(name, "determination_id", "best_interest_determinations"))
        .foreign_key(&mut refers(name, "renews_id", name))
        .foreign_key(&mut refers(name, "requested_by", "workers"))
        .foreign_key(&mut refers(name, "approved_by", "workers"))
        .foreign_key(&mut refers(name, "refused_by", "workers"))
        .foreign_key(&mut refers(name, "ended_by", "workers"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index(name, &["case_id", "created_at", "id"])).await?;
    manager.create_index(index(name, &["referral_id", "created_at", "id"])).await?;
    manager.create_index(index(name, &["created_at", "id"])).await
}
