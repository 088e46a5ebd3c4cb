//! `serve`: the production server. All settings are checked before it starts.

use std::{path::PathBuf, process::ExitCode};

use crate::{
    config::Config,
    http::{identity::issuers::Issuers, server::clock},
    logs,
    store::{
        background::search_keys,
        database::{Database, failure::plain},
        identity::directory,
        write::standings,
    },
};
use clap::Args;

use super::{
    block_on, failed,
    printing::mistaken,
    running,
    trusting::{self, Files},
};

/// Options of `serve`. Options override the environment (`WAYSTATION_LISTEN`), and the environment overrides the file.
#[derive(Args)]
pub struct Options {
    /// The settings file; waystation.example.toml explains every setting.
    #[arg(long, value_name = "FILE", env = "WAYSTATION_CONFIG")]
    config: Option<PathBuf>,
    /// The address and port to listen at.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// The database: `sqlite://FILE?mode=rwc` or `postgres://USER:PASSWORD@HOST/NAME`.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// The file that lists the trusted token issuers.
    #[arg(long, value_name = "FILE")]
    issuers: Option<String>,
    /// A policy file that replaces the built-in policy.
    #[arg(long, value_name = "FILE")]
    policy: Option<String>,
    /// The log format: text or json.
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<String>,
}

impl Options {
    /// The settings, or every mistake in them.
    pub(crate) fn settings(&self) -> Result<Config, Vec<String>> {
        let Self { config, listen, database, issuers, policy, log_format } = self;
        let given = [
            ("listen", listen),
            ("database", database),
            ("issuers", issuers),
            ("policy", policy),
            ("log.format", log_format),
        ];
        super::read_settings(config.as_ref(), given)
    }
}

/// What an operator does next on a new database. Importing needs no restart, so the server starts.
const NO_ORGANISATIONS: &str = "the database has no organisations, so every token is refused: fill it with `waystation \
    directory import FILE_OR_FOLDER`, as docs/operating.md describes; the server takes it up within a minute";

/// Serves until the program is told to stop. Mistakes in the settings and in the files that they name are reported
/// together, with exit code 2.
pub fn run(options: &Options) -> ExitCode {
    let read = options.settings().and_then(|config| trusting::files(&config).map(|files| (config, files)));
    let (config, files) = match read {
        Ok(read) => read,
        Err(mistakes) => return mistaken(&mistakes),
    };
    logs::start(&config.log);
    block_on(async {
        match serve(&config, files).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => failed("the server does not start", &error),
        }
    })
}

async fn serve(config: &Config, Files { issuers, policy }: Files) -> Result<(), String> {
    if issuers.is_empty() {
        return Err("no issuers: every request would be refused; see issuers.example.toml".to_owned());
    }
    for entry in issuers.iter().filter(|entry| entry.is_development()) {
        tracing::warn!(issuer = %entry.name, "tokens signed with a file on this machine are accepted");
    }
    let issuers = Issuers::trust(issuers, clock()).await.map_err(|error| error.to_string())?;
    let listeners = running::listen(config).await?;
    let database = running::open(config).await?;
    up_to_date(config, &database).await?;
    search_keys::renew(&database)
        .await
        .map_err(|error| format!("the search keys cannot be rebuilt: {}", plain(&error)))?;
    if directory::is_empty(&database).await.map_err(|error| format!("the database: {}", plain(&error)))? {
        tracing::warn!("{NO_ORGANISATIONS}");
    }
    let trusted = (listeners, issuers);
    let ready = |address| tracing::info!(%address, "listening");
    running::serve(config, (database, policy), trusted, None, &[], ready).await
}

/// Checks for pending migrations first. If there are none, a database role without DDL rights is enough.
async fn up_to_date(config: &Config, database: &Database) -> Result<(), String> {
    let pending =
        database.pending().await.map_err(|error| format!("the migrations cannot be read: {}", plain(&error)))?;
    let Some(first) = pending.first() else { return Ok(()) };
    let lacks = format!("the database lacks {} migrations, starting with {first}", pending.len());
    if !config.migrate {
        return Err(format!("{lacks}, and the settings say migrate = false: run `waystation migrate up`"));
    }
    database.migrate().await.map_err(|error| {
        format!(
            "{lacks}, and they cannot be run: {}; run `waystation migrate up` as the owner of the tables",
            plain(&error)
        )
    })?;
    // A database of before the table has none.
    let rebuilt = standings::rebuild(database).await;
    rebuilt.map(drop).map_err(|error| format!("the standings cannot be computed: {}", plain(&error)))
}
