//! Every consent has an end, a newer consent or refusal replaces an older one, and records that are based on a consent
//! store its end.

use sea_orm_migration::{
    prelude::*,
    schema::{timestamp_with_time_zone_null, uuid_null},
    sea_orm::DbBackend,
};

use crate::columns::index;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// The new timestamp columns.
const MOMENTS: [(&str, &str); 3] =
    [("consent_recipients", "excluded_from"), ("referrals", "grounded_until"), ("transfers", "grounded_until")];

/// The new columns that reference a row.
const ROWS: [(&str, &str); 5] = [
    ("consents", "superseded_by_id"),
    ("consent_recipients", "decided_by_id"),
    ("transfers", "consent_id"),
    ("transfers", "sender_confirmed_by"),
    ("transfers", "receiver_confirmed_by"),
];

/// Columns that are null in most rows, each with a partial index. Background jobs search by them; `superseded_by_id`
/// leads from a consent to those that it replaced.
const PARTIAL: [(&str, &str); 4] = [
    ("consents", "superseded_by_id"),
    ("referrals", "grounded_until"),
    ("referrals", "paused_at"),
    ("transfers", "grounded_until"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One statement for each column, because SQLite adds one at a time.
        for (table, name) in MOMENTS {
            let with = Table::alter().table(table).add_column(timestamp_with_time_zone_null(name)).take();
            manager.alter_table(with).await?;
        }
        for (table, name) in ROWS {
            manager.alter_table(Table::alter().table(table).add_column(uuid_null(name)).take()).await?;
        }
        for statement in filled(manager.get_database_backend()) {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        for (table, name) in PARTIAL {
            let index = index(table, &[name]).cond_where(Expr::col(name).is_not_null()).take();
            manager.create_index(index).await?;
        }
        manager.create_index(index("consents", &["status", "valid_until"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("consents_status_valid_until").table("consents").to_owned()).await?;
        for (table, name) in PARTIAL {
            manager.drop_index(Index::drop().name(format!("{table}_{name}")).table(table).to_owned()).await?;
        }
        for (table, name) in MOMENTS.into_iter().chain(ROWS) {
            manager.alter_table(Table::alter().table(table).drop_column(name).take()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// A consent without an end gets one a year after its start. Referrals and shares that are based on it end with it.
fn filled(backend: DbBackend) -> [&'static str; 3] {
    let a_year_later = match backend {
        DbBackend::Postgres => {
            "UPDATE consents SET valid_until = valid_from + interval '1 year' WHERE valid_until IS NULL"
        }
        // SQLite stores times as text, year first. 29 February becomes 28 February.
        _ => {
            "UPDATE consents SET valid_until = (CAST(substr(valid_from, 1, 4) AS INTEGER) + 1) \
             || replace(substr(valid_from, 5, 6), '-02-29', '-02-28') || substr(valid_from, 11) \
             WHERE valid_until IS NULL"
        }
    };
    [
        a_year_later,
        "UPDATE referrals SET grounded_until = (SELECT c.valid_until FROM consents c WHERE c.id = referrals.consent_id) \
         WHERE consent_id IS NOT NULL AND sent_at IS NOT NULL AND closed_at IS NULL",
        "UPDATE shares SET ends_at = (SELECT c.valid_until FROM consents c WHERE c.id = shares.consent_id) \
         WHERE consent_id IS NOT NULL AND ends_at IS NULL AND ended_at IS NULL",
    ]
}
