//! `migrate`: brings the tables of a database up to date, or tells which migrations it has.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use waystation::{config::Config, logs, store::database::Database};

use super::{block_on, failed, running};

/// What to do with which database.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
    /// The database: `sqlite://FILE?mode=rwc` or `postgres://USER:PASSWORD@HOST/NAME`.
    #[arg(long, value_name = "URL", env = "WAYSTATION_DATABASE", hide_env_values = true, global = true)]
    database: Option<String>,
}

#[derive(Subcommand)]
enum What {
    /// Brings the tables up to date. Several nodes may do this at once.
    Up,
    /// Tells which migrations the database has and which it lacks; exit code 3 when it lacks some.
    Status,
}

/// Runs it.
pub fn run(options: Options) -> ExitCode {
    let mut config = Config::default();
    logs::start(&config.log);
    if let Some(database) = options.database {
        config.database = database;
    }
    block_on(async {
        let database = match running::open(&config).await {
            Ok(database) => database,
            Err(error) => return failed("migrate", &error),
        };
        match options.what {
            What::Up => match database.migrate().await {
                Ok(()) => status(&database).await,
                Err(error) => failed("the tables cannot be brought up to date", &error),
            },
            What::Status => status(&database).await,
        }
    })
}

async fn status(database: &Database) -> ExitCode {
    match database.migrations().await {
        Ok(migrations) => {
            for (name, applied) in &migrations {
                println!("{}  {name}", if *applied { "applied" } else { "pending" });
            }
            if migrations.iter().all(|(_, applied)| *applied) { ExitCode::SUCCESS } else { ExitCode::from(3) }
        }
        Err(error) => failed("the migrations cannot be read", &error),
    }
}
