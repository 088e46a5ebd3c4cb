//! `migrate`: runs pending migrations on the configured database, or lists the migrations.

use std::process::ExitCode;

use crate::store::{
    background::search_keys,
    database::{Database, failure::plain},
    write::standings,
};
use clap::{Args, Subcommand};
use sea_orm::DbErr;

use super::{Where, failed, on_database, printing::print, running};

/// Options of `migrate`.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    on: Where,
}

#[derive(Subcommand)]
enum What {
    /// Runs all pending migrations. Several nodes may do this at the same time.
    Up,
    /// Lists applied and pending migrations; exit code 3 when any is pending. Writes nothing.
    Status,
}

/// Runs the command.
pub fn run(options: &Options) -> ExitCode {
    match options.what {
        What::Up => on_database("migrate", &options.on, running::open, async |database, _| match up(database).await {
            Ok(()) => status(database).await,
            Err(error) => failed("the migrations cannot be run", &plain(&error)),
        }),
        What::Status => {
            on_database("migrate", &options.on, running::open_existing, async |database, _| status(database).await)
        }
    }
}

async fn up(database: &Database) -> Result<(), DbErr> {
    let pending = database.pending().await?;
    database.migrate().await?;
    if !pending.is_empty() {
        standings::rebuild(database).await?;
    }
    search_keys::renew(database).await.map(drop)
}

async fn status(database: &Database) -> ExitCode {
    match database.migrations().await {
        Ok(migrations) => {
            let line = |(name, applied): &(String, bool)| {
                format!("{}  {name}\n", if *applied { "applied" } else { "pending" })
            };
            let printed = print(&migrations.iter().map(line).collect::<String>());
            if migrations.iter().all(|(_, applied)| *applied) { printed } else { ExitCode::from(3) }
        }
        Err(error) => failed("the migrations cannot be read", &plain(&error)),
    }
}
