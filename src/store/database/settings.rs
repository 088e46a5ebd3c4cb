//! The settings of a PostgreSQL connection, and the check at the start that they are in force. They are sent as start-up
//! options, which a pool between this server and the database may drop.

use std::{collections::HashMap, time::Duration};

use sea_orm::{
    DatabaseConnection, DbErr, RuntimeErr,
    sqlx::{self, PgPool},
};

use super::Options;

/// How long a PostgreSQL transaction may send no statement. It is longer than any request may take.
const IDLE_TRANSACTION: Duration = Duration::from_mins(1);
/// The cause of settings that are missing, and what to do.
pub(crate) const DROPPED: &str =
    "a pool such as PgBouncer before the database drops the settings of a connection; connect to PostgreSQL itself";

/// Names of settings, each with its value in the form of `pg_settings.setting`.
pub(crate) type Settings = Vec<(&'static str, String)>;

/// The settings of all connections.
fn of_all(options: &Options) -> Settings {
    // `jit = off`: compiling a statement takes longer than these statements run. `random_page_cost = 1.1`: the data is
    // on SSDs, where reading a row by its key is hardly more expensive than reading the next row. `force_generic_plan`:
    // plan once per connection, because planning for every caller costs as much as running. What matters for the plan
    // is a literal in the statement (see `statement.rs`).
    // `idle_in_transaction_session_timeout`: a transaction whose program hangs gives its locks back.
    vec![
        ("jit", "off".to_owned()),
        ("random_page_cost", "1.1".to_owned()),
        ("plan_cache_mode", "force_generic_plan".to_owned()),
        ("statement_timeout", options.statement_timeout.as_millis().to_string()),
        ("idle_in_transaction_session_timeout", IDLE_TRANSACTION.as_millis().to_string()),
    ]
}

/// The settings of a connection that writes.
pub(crate) fn of_writer(options: &Options) -> Settings {
    // `lock_timeout`: a change that waits for another one keeps a writer from everybody. The time is longer than the
    // `deadlock_timeout` of PostgreSQL, so that a deadlock is still reported as one and the change is tried again.
    // `read committed`: a change that waited for the lock of its case has to read what the change before it wrote.
    let own = [
        ("lock_timeout", options.lock_timeout.as_millis().to_string()),
        ("default_transaction_isolation", "read committed".to_owned()),
    ];
    of_all(options).into_iter().chain(own).collect()
}

/// The settings of a connection that reads.
pub(crate) fn of_reader(options: &Options) -> Settings {
    // A statement outside a transaction cannot write either. A transaction says so in BEGIN (see `moment.rs`).
    let own = ("default_transaction_read_only", "on".to_owned());
    of_all(options).into_iter().chain([own]).collect()
}

/// Checks that these settings are in force on a connection of a PostgreSQL pool.
/// Errors: when one is not.
pub(crate) async fn check(pool: &DatabaseConnection, settings: &Settings) -> Result<(), DbErr> {
    let found = found(pool.get_postgres_connection_pool(), settings).await;
    let found = found.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?;
    let missing = settings.iter().filter(|(name, value)| found.get(*name) != Some(value));
    let missing = missing.map(|(name, value)| format!("{name} = {value}")).collect::<Vec<_>>();
    if missing.is_empty() {
        return Ok(());
    }
    Err(DbErr::Conn(RuntimeErr::Internal(format!("not in force: {}; {DROPPED}", missing.join(", ")))))
}

async fn found(pool: &PgPool, settings: &Settings) -> Result<HashMap<String, String>, sqlx::Error> {
    let names = settings.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    let select = sqlx::query_as("SELECT name, setting FROM pg_settings WHERE name = ANY($1)");
    Ok(select.bind(names).fetch_all(pool).await?.into_iter().collect())
}
