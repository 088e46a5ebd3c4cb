//! The benchmark's own access to the database: counting statements, reading sizes, creating databases.

use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbErr, Statement};
use uuid::Uuid;

/// A separate connection for the benchmark.
#[derive(Debug)]
pub struct Watch(DatabaseConnection);

/// Whether this database exists.
pub async fn exists(maintenance: &str, name: &str) -> Result<bool, DbErr> {
    let watch = Watch::open(maintenance).await?;
    Ok(watch.number(&format!("SELECT count(*) FROM pg_database WHERE datname = '{name}'")).await? > 0)
}

/// Creates an empty database. It replaces one that an interrupted run left under this name.
pub async fn create(maintenance: &str, name: &str) -> Result<(), DbErr> {
    drop(maintenance, name).await?;
    Watch::open(maintenance).await?.run(&format!("CREATE DATABASE {name}")).await
}

/// Renames a database.
pub async fn rename(maintenance: &str, name: &str, to: &str) -> Result<(), DbErr> {
    Watch::open(maintenance).await?.run(&format!("ALTER DATABASE {name} RENAME TO {to}")).await
}

/// Drops a database.
pub async fn drop(maintenance: &str, name: &str) -> Result<(), DbErr> {
    Watch::open(maintenance).await?.run(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await
}

impl Watch {
    /// Opens a connection.
    pub async fn open(url: &str) -> Result<Self, DbErr> {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        Ok(Self(sea_orm::Database::connect(options).await?))
    }

    /// Runs one or more statements.
    pub async fn run(&self, sql: &str) -> Result<(), DbErr> {
        self.0.execute_unprepared(sql).await.map(|_| ())
    }

    /// The first column of the first row, as a number.
    pub async fn number(&self, sql: &str) -> Result<i64, DbErr> {
        let statement = Statement::from_string(self.0.get_database_backend(), sql);
        let row = self.0.query_one_raw(statement).await?;
        row.map_or(Ok(0), |row| row.try_get_by_index(0))
    }

    /// The first column of the first row, as a text.
    pub async fn text(&self, sql: &str) -> Result<String, DbErr> {
        let statement = Statement::from_string(self.0.get_database_backend(), sql);
        let row = self.0.query_one_raw(statement).await?;
        row.map_or(Ok(String::new()), |row| row.try_get_by_index(0))
    }

    /// The ids in the first column, in the order of the statement.
    pub async fn ids(&self, sql: &str) -> Result<Vec<Uuid>, DbErr> {
        let statement = Statement::from_string(self.0.get_database_backend(), sql);
        let rows = self.0.query_all_raw(statement).await?;
        rows.iter().map(|row| row.try_get_by_index(0)).collect()
    }

    /// Switches the logging of statements on or off.
    pub async fn log_statements(&self, on: bool) -> Result<(), DbErr> {
        self.run(&format!("ALTER SYSTEM SET log_statement = '{}'", if on { "all" } else { "none" })).await?;
        self.run("SELECT pg_reload_conf()").await?;
        self.run("SELECT pg_sleep(0.3)").await
    }

    /// Switches the counting of statements on or off. It is off while anything is measured.
    pub async fn count_statements(&self, on: bool) -> Result<(), DbErr> {
        self.run("CREATE EXTENSION IF NOT EXISTS pg_stat_statements").await?;
        let track = if on { "top" } else { "none" };
        self.run(&format!("ALTER SYSTEM SET pg_stat_statements.track = '{track}'")).await?;
        self.run("SELECT pg_reload_conf()").await?;
        self.run("SELECT pg_sleep(0.2)").await?;
        if on { self.run("SELECT pg_stat_statements_reset()").await } else { Ok(()) }
    }

    /// The number of statements since counting began, for this number of requests. Statements with few calls are left
    /// out, because they come from background tasks of a server.
    pub async fn statements(&self, requests: u32) -> Result<i64, DbErr> {
        let sql = "SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_statements WHERE calls >= ";
        self.number(&format!("{sql}{}", requests.div_ceil(2))).await
    }

    /// The size of the database in bytes.
    pub async fn size(&self) -> Result<i64, DbErr> {
        self.number("SELECT pg_database_size(current_database())").await
    }
}
