//! `serve`: the server for production, from settings that are checked as a whole.

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::Args;
use waystation::{
    config::{Config, Source, load},
    http::{
        identity::issuers::{self, Issuers},
        server::clock,
    },
    logs,
};

use super::{block_on, failed, running};

/// Where the settings come from. Options win over the environment, the environment over the file.
#[derive(Args)]
pub struct Options {
    /// The settings file; waystation.example.toml explains every setting.
    #[arg(long, value_name = "FILE", env = "WAYSTATION_CONFIG")]
    config: Option<PathBuf>,
    /// The address and port to listen at.
    #[arg(long, value_name = "ADDRESS", env = "WAYSTATION_LISTEN")]
    listen: Option<String>,
    /// The database: `sqlite://FILE?mode=rwc` or `postgres://USER:PASSWORD@HOST/NAME`.
    #[arg(long, value_name = "URL", env = "WAYSTATION_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// The file that names the trusted issuers of tokens.
    #[arg(long, value_name = "FILE", env = "WAYSTATION_ISSUERS")]
    issuers: Option<String>,
    /// A policy in place of the one that is built in.
    #[arg(long, value_name = "FILE", env = "WAYSTATION_POLICY")]
    policy: Option<String>,
    /// The form of the log: text or json.
    #[arg(long, value_name = "FORMAT", env = "WAYSTATION_LOG__FORMAT")]
    log_format: Option<String>,
}

impl Options {
    /// The settings, or all that is wrong with them.
    pub fn settings(&self) -> Result<Config, Vec<String>> {
        let Self { config, listen, database, issuers, policy, log_format } = self;
        let given = [
            ("listen", listen),
            ("database", database),
            ("issuers", issuers),
            ("policy", policy),
            ("log.format", log_format),
        ];
        let given = given.into_iter().filter_map(|(path, value)| Some((path, value.clone()?)));
        let readable =
            |(name, value): (OsString, OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
        let environment = Source::environment(std::env::vars_os().filter_map(readable));
        load(config.as_deref(), &environment, &Source::command_line(given))
    }
}

/// Serves until told to stop. Mistakes in the settings are told all at once, with exit code 2.
pub fn run(options: &Options) -> ExitCode {
    let config = match options.settings() {
        Ok(config) => config,
        Err(mistakes) => {
            for mistake in &mistakes {
                eprintln!("{mistake}");
            }
            return ExitCode::from(2);
        }
    };
    logs::start(&config.log);
    block_on(async {
        match serve(&config).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => failed("the server does not start", &error),
        }
    })
}

async fn serve(config: &Config) -> Result<(), String> {
    let file = config.issuers.as_deref().ok_or("no issuers: nobody could be let in; see issuers.example.toml")?;
    let entries = issuers::file::open(file).map_err(|error| error.to_string())?;
    let issuers = Issuers::trust(entries, clock()).await.map_err(|error| error.to_string())?;
    let database = running::open(config).await?;
    database.migrate().await.map_err(|error| format!("the tables cannot be brought up to date: {error}"))?;
    running::serve(config, database, issuers, None, &[], |address| tracing::info!(%address, "listening")).await
}
