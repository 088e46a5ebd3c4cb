//! `migrate`: brings the tables of the database of the settings up to date, or tells which migrations it has.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use sea_orm::DbErr;
use waystation::{
    logs,
    store::{
        database::{Database, failure::plain},
        search_keys,
    },
};

use super::{
    Where, block_on, failed,
    printing::{mistaken, print},
    running,
};

/// What to do with which database.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    on: Where,
}

#[derive(Subcommand)]
enum What {
    /// Brings the tables up to date. Several nodes may do this at once.
    Up,
    /// Tells which migrations the database has and which it lacks; exit code 3 when it lacks some. Writes nothing.
    Status,
}

/// Runs it.
pub fn run(options: &Options) -> ExitCode {
    let config = match options.on.settings() {
        Ok(config) => config,
        Err(mistakes) => return mistaken(&mistakes),
    };
    logs::start(&config.log);
    block_on(async {
        let opened = match options.what {
            What::Up => running::open(&config).await,
            What::Status => running::open_existing(&config).await,
        };
        let database = match opened {
            Ok(database) => database,
            Err(error) => return failed("migrate", &error),
        };
        match options.what {
            What::Up => match up(&database).await {
                Ok(()) => status(&database).await,
                Err(error) => failed("the tables cannot be brought up to date", &plain(&error)),
            },
            What::Status => status(&database).await,
        }
    })
}

async fn up(database: &Database) -> Result<(), DbErr> {
    database.migrate().await?;
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
