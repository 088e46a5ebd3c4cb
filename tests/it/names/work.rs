//! The work of the database for a statement, counted instead of timed: rows looked at on PostgreSQL, steps of the
//! virtual machine on SQLite. The two numbers cannot be compared with each other.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use sea_orm::{
    ConnectionTrait, SqlxSqliteConnector, Statement,
    sqlx::{SqlitePool, sqlite::SqlitePoolOptions},
};
use serde_json::Value;

use crate::{plans, support::World};

/// The interval at which SQLite reports its steps.
const STEPS: u16 = 100;

/// The work of all these statements that read.
pub async fn of(world: &World, statements: &[Statement]) -> u64 {
    let statements = statements.iter().filter(|it| it.sql.starts_with("SELECT") || it.sql.starts_with("WITH"));
    let mut work = 0;
    for statement in statements {
        work += if world.database.is_postgres() {
            rows(&plans::explain(world, statement).await)
        } else {
            steps(world.database.reader.get_sqlite_connection_pool(), statement).await
        };
    }
    work
}

/// The number of table rows that a plan looked at.
fn rows(plan: &Value) -> u64 {
    let number = |key: &str| plan[key].as_f64().unwrap_or_default();
    let own = number("Actual Loops") * (number("Actual Rows") + number("Rows Removed by Filter"));
    let below: u64 = plan["Plans"].as_array().into_iter().flatten().map(rows).sum();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of rows")]
    let own = if plan["Relation Name"].is_null() { 0 } else { own as u64 };
    own + below
}

async fn steps(pool: &SqlitePool, statement: &Statement) -> u64 {
    let alone = SqlitePoolOptions::new().max_connections(1);
    let alone = alone.connect_with((*pool.connect_options()).clone()).await.expect("the file opens");
    let counted = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&counted);
    let mut connection = alone.acquire().await.expect("it is free");
    let mut handle = connection.lock_handle().await.expect("it is open");
    handle.set_progress_handler(STEPS.into(), move || {
        counter.fetch_add(STEPS.into(), Ordering::Relaxed);
        true
    });
    drop(handle);
    drop(connection);
    let database = SqlxSqliteConnector::from_sqlx_sqlite_pool(alone.clone());
    database.query_all_raw(statement.clone()).await.expect("the statement runs");
    alone.close().await;
    counted.load(Ordering::Relaxed)
}
