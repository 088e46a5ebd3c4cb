//! A legal override belongs to a referral or to a transfer. A referral that was sent under an override ends with it.

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, boolean, integer, pk_uuid, text, text_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
    sea_orm::DbBackend,
};

use crate::columns::{closed_code, code, index, refers};
use entity::codes::DataClass;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

const NAME: &str = "legal_overrides";
const BEFORE: &str = "legal_overrides_before";

/// The columns that the table has before and after.
const KEPT: [&str; 21] = [
    "id",
    "case_id",
    "referral_id",
    "legal_basis",
    "reason",
    "classes",
    "inference_class",
    "emergency_care",
    "determination_id",
    "renews_id",
    "requested_by",
    "valid_until",
    "approved_by",
    "approved_at",
    "refused_by",
    "refused_at",
    "refusal_text",
    "ended_by",
    "ended_at",
    "created_at",
    "version",
];

/// A referral that was sent without consent ends with the approved override that runs longest. One that nobody approved
/// ended when it was sent: the clock revokes it.
const GROUNDED: &str = "UPDATE referrals SET grounded_until = COALESCE((SELECT MAX(o.valid_until) FROM legal_overrides o \
    WHERE o.referral_id = referrals.id AND o.approved_at IS NOT NULL AND o.refused_at IS NULL AND o.ended_at IS NULL), \
    sent_at) WHERE legal_basis IS NOT NULL AND consent_id IS NULL AND sent_at IS NOT NULL AND closed_at IS NULL";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        match manager.get_database_backend() {
            DbBackend::Postgres => {
                for statement in [
                    "ALTER TABLE legal_overrides ALTER COLUMN referral_id DROP NOT NULL",
                    "ALTER TABLE legal_overrides ADD COLUMN transfer_id uuid REFERENCES transfers (id)",
                ] {
                    connection.execute_unprepared(statement).await?;
                }
            }
            _ => rebuild(manager, uuid_null("referral_id"), Some(uuid_null("transfer_id"))).await?,
        }
        manager.create_index(index(NAME, &["transfer_id", "created_at", "id"])).await?;
        connection.execute_unprepared(GROUNDED).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        manager
            .drop_index(Index::drop().name("legal_overrides_transfer_id_created_at_id").table(NAME).to_owned())
            .await?;
        connection.execute_unprepared("DELETE FROM legal_overrides WHERE referral_id IS NULL").await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => {
                for statement in [
                    "ALTER TABLE legal_overrides DROP COLUMN transfer_id",
                    "ALTER TABLE legal_overrides ALTER COLUMN referral_id SET NOT NULL",
                ] {
                    connection.execute_unprepared(statement).await?;
                }
                Ok(())
            }
            _ => rebuild(manager, uuid("referral_id"), None).await,
        }
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// SQLite cannot change whether a column may be null, so the table is made anew and its rows are copied.
async fn rebuild(manager: &SchemaManager<'_>, referral: ColumnDef, transfer: Option<ColumnDef>) -> Result<(), DbErr> {
    manager.rename_table(Table::rename().table(NAME, BEFORE).to_owned()).await?;
    let mut table = Table::create();
    table
        .table(NAME)
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(referral)
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
        .foreign_key(&mut refers(NAME, "case_id", "cases"))
        .foreign_key(&mut refers(NAME, "referral_id", "referrals"))
        .foreign_key(&mut refers(NAME, "determination_id", "best_interest_determinations"))
        .foreign_key(&mut refers(NAME, "renews_id", NAME))
        .foreign_key(&mut refers(NAME, "requested_by", "workers"))
        .foreign_key(&mut refers(NAME, "approved_by", "workers"))
        .foreign_key(&mut refers(NAME, "refused_by", "workers"))
        .foreign_key(&mut refers(NAME, "ended_by", "workers"));
    if let Some(transfer) = transfer {
        table.col(transfer).foreign_key(&mut refers(NAME, "transfer_id", "transfers"));
    }
    manager.create_table(table.take()).await?;
    let insert = Query::insert()
        .into_table(NAME)
        .columns(KEPT)
        .select_from(Query::select().columns(KEPT).from(BEFORE).take())
        .map_err(|error| DbErr::Migration(error.to_string()))?
        .take();
    manager.get_connection().execute(&insert).await?;
    // The indexes go with the old table, so that their names are free.
    manager.drop_table(Table::drop().table(BEFORE).take()).await?;
    manager.create_index(index(NAME, &["case_id", "created_at", "id"])).await?;
    manager.create_index(index(NAME, &["referral_id", "created_at", "id"])).await?;
    manager.create_index(index(NAME, &["created_at", "id"])).await
}
