//! One SQL statement that builds the whole answer, as servers that generate SQL from GraphQL do.

use std::sync::LazyLock;

use entity::codes::DataClass;
use sea_orm::{DatabaseConnection, DbErr, sqlx};
use uuid::Uuid;

use super::{
    masks::{Masks, bit},
    which::Which,
};

const DASHBOARD: &str = include_str!("dashboard.sql");
const INBOX: &str = include_str!("inbox.sql");

/// 50 referrals to an organisation, newest first.
pub async fn inbox(database: &DatabaseConnection, masks: &Masks, me: Uuid, which: Which) -> Result<Vec<u8>, DbErr> {
    let json: String = sqlx::query_scalar(of(which))
        .bind(me)
        .bind(masks.pending)
        .bind(masks.active)
        .bind(masks.closed)
        .bind(bit(DataClass::OperationalCoarse))
        .bind(bit(DataClass::Operational))
        .bind(bit(DataClass::IdentityCoarse))
        .bind(bit(DataClass::Identity))
        .fetch_one(database.get_postgres_connection_pool())
        .await
        .map_err(|error| DbErr::Custom(error.to_string()))?;
    Ok(json.into_bytes())
}

/// All ordinary centres with their cases and referrals.
pub async fn dashboard(database: &DatabaseConnection) -> Result<Vec<u8>, DbErr> {
    let json: Result<String, _> =
        sqlx::query_scalar(DASHBOARD).fetch_one(database.get_postgres_connection_pool()).await;
    json.map(String::into_bytes).map_err(|error| DbErr::Custom(error.to_string()))
}

fn of(which: Which) -> &'static str {
    static IN_WORK: LazyLock<String> =
        LazyLock::new(|| INBOX.replace("<> 'ENTERED_IN_ERROR'", "IN ('ACCEPTED', 'SCHEDULED', 'IN_PROGRESS')"));
    match which {
        Which::All => INBOX,
        Which::InWork => &IN_WORK,
    }
}
