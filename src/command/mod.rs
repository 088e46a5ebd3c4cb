//! One file for each subcommand: its options and its code, from top to bottom.

pub mod audit;
pub mod check;
pub mod dictionary;
pub mod directory;
mod housekeeping;
pub mod issuers;
pub mod migrate;
pub mod policy;
pub mod printing;
pub mod revoke;
pub mod running;
pub mod schema;
pub mod serve;
pub mod settings;
pub(crate) mod trusting;

use std::{ffi::OsString, fmt::Display, path::PathBuf, process::ExitCode};

use crate::{
    config::{Config, SettingsLayer, load},
    logs,
    store::database::Database,
};
use clap::Args;

use self::printing::{mistaken, tell};

/// Prints why a command cannot continue, and returns exit code 1.
pub fn failed(what: &str, why: &dyn Display) -> ExitCode {
    tell(&format_args!("{what}: {why}"));
    ExitCode::FAILURE
}

/// Runs the future of a command on a multi-threaded runtime.
pub fn block_on(future: impl Future<Output = ExitCode>) -> ExitCode {
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(future),
        Err(error) => failed("the program cannot start its threads", &error),
    }
}

/// Reads the settings from file, environment and command line, or returns every mistake in them.
pub(crate) fn read_settings<'a>(
    config: Option<&PathBuf>,
    given: impl IntoIterator<Item = (&'static str, &'a Option<String>)>,
) -> Result<Config, Vec<String>> {
    let given = given.into_iter().filter_map(|(path, value)| Some((path, value.clone()?)));
    let readable = |(name, value): (OsString, OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
    let environment = SettingsLayer::environment(std::env::vars_os().filter_map(readable));
    load(config.map(PathBuf::as_path), &environment, &SettingsLayer::command_line(given))
}

/// Runs a command on the database that the options select. `open` opens it.
pub(crate) fn on_database(
    name: &str,
    on: &Where,
    open: impl AsyncFnOnce(&Config) -> Result<Database, String>,
    run: impl AsyncFnOnce(&Database, &Config) -> ExitCode,
) -> ExitCode {
    let config = match on.settings() {
        Ok(config) => config,
        Err(mistakes) => return mistaken(&mistakes),
    };
    logs::start(&config.log);
    block_on(async {
        match open(&config).await {
            Ok(database) => run(&database, &config).await,
            Err(error) => failed(name, &error),
        }
    })
}

/// Options that select the database of a command. The default is the database of the settings.
#[derive(Args)]
pub(crate) struct Where {
    /// The settings file; waystation.example.toml explains every setting.
    #[arg(long, value_name = "FILE", env = "WAYSTATION_CONFIG", global = true)]
    config: Option<PathBuf>,
    /// The database, instead of the one in the settings (`WAYSTATION_DATABASE`): `sqlite://FILE?mode=rwc` or
    /// `postgres://USER:PASSWORD@HOST/NAME`.
    #[arg(long, value_name = "URL", global = true)]
    database: Option<String>,
}

impl Where {
    /// The settings, or every mistake in them.
    pub(crate) fn settings(&self) -> Result<Config, Vec<String>> {
        read_settings(self.config.as_ref(), [("database", &self.database)])
    }
}
