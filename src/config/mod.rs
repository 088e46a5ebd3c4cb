//! The settings of the server. Sources in order: defaults, a TOML file, the environment, the command line; a later
//! source wins. All settings are checked together, so that one start reports every mistake.
//!
//! The setting `limits.depth` is `depth` in the section `[limits]` of the file, and `WAYSTATION_LIMITS__DEPTH` in the
//! environment.

mod check;
mod read;
#[cfg(test)]
mod tests;

use std::{
    net::{SocketAddr, ToSocketAddrs},
    path::PathBuf,
};

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

pub(crate) use self::read::{SettingsLayer, load};
use crate::{
    graphql::admission::Limits,
    http::{cors::Cors, documents::DocumentSettings, limits::ServerLimits, webhooks::settings::WebhookSettings},
    store::background::retention::Retention,
};

/// All settings. `waystation.example.toml` explains each one. There is no `Debug`, because the database URL may hold a
/// password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The address and port to listen at.
    #[serde(deserialize_with = "listening")]
    pub listen: SocketAddr,
    /// The database: `sqlite://FILE?mode=rwc` or `postgres://USER:PASSWORD@HOST/NAME`.
    pub database: String,
    /// Whether `serve` runs pending migrations. If false, `serve` refuses to start while migrations are pending.
    pub migrate: bool,
    /// The file that lists the trusted token issuers.
    pub issuers: Option<PathBuf>,
    /// A policy file that replaces the built-in policy.
    pub policy: Option<PathBuf>,
    /// Secret key that encrypts cursors, 64 hexadecimal digits, the same on every node. If it is missing, each start
    /// creates a new key, and older cursors are refused.
    pub cursor_key: Option<String>,
    /// Whether the query explorer is served at `/`.
    pub explorer: bool,
    /// Database connections.
    pub pool: Pool,
    /// What the operator measures.
    pub metrics: Metrics,
    /// How long rows that grow with use are kept.
    pub retention: Retention,
    /// Format and filter of the log.
    pub log: Log,
    /// The signatures under the read log.
    pub audit: Audit,
    /// Browser applications of other origins (CORS).
    pub cors: Cors,
    /// Documents that clients name instead of sending their text.
    pub documents: DocumentSettings,
    /// Limits of the server as a whole.
    pub server: ServerLimits,
    /// Limits of one request.
    pub limits: Limits,
    /// Messages to end points of organisations.
    pub webhooks: WebhookSettings,
}

/// Database connections.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pool {
    /// Maximum number of read connections.
    pub readers: u32,
    /// Maximum number of read connections that one worker uses at a time.
    pub worker_readers: u32,
    /// Maximum number of read connections that one organisation uses at a time.
    pub organisation_readers: u32,
    /// Maximum number of write connections. `SQLite` always has one.
    pub writers: u32,
    /// Maximum number of write connections that one worker uses at a time.
    pub worker_writers: u32,
    /// Maximum number of write connections that one organisation uses at a time.
    pub organisation_writers: u32,
    /// Whether `PostgreSQL` on another machine may be reached without TLS.
    pub allow_unencrypted: bool,
    /// Maximum time for one statement, in seconds.
    pub statement_timeout_seconds: u64,
    /// Maximum time that a statement of a change waits for a lock on `PostgreSQL`, in seconds.
    pub lock_timeout_seconds: u64,
    /// Maximum time that a request waits for a connection, in seconds.
    pub acquire_timeout_seconds: u64,
}

/// Metrics for Prometheus.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metrics {
    /// The address and port of `/metrics`. If it is missing, nothing is measured.
    #[serde(deserialize_with = "perhaps_listening")]
    pub listen: Option<SocketAddr>,
}

/// Format and filter of the log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// Text for people or JSON for machines.
    pub format: LogFormat,
    /// Log filter in the syntax of `tracing_subscriber::EnvFilter`: `info`, or `info,waystation=debug`.
    pub filter: String,
}

/// The signatures under the read log.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Audit {
    /// The Ed25519 key in PKCS#8 (PEM) that signs checkpoints. Without it they are not signed.
    pub signing_key_file: Option<PathBuf>,
    /// Public keys (PEM) of earlier signatures, and of other nodes.
    pub public_key_files: Vec<PathBuf>,
}

/// Format of one log event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One line of text.
    Text,
    /// One JSON object.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            database: "sqlite://waystation.sqlite?mode=rwc".to_owned(),
            migrate: true,
            issuers: None,
            policy: None,
            cursor_key: None,
            explorer: false,
            pool: Pool::default(),
            metrics: Metrics::default(),
            retention: Retention::default(),
            log: Log::default(),
            audit: Audit::default(),
            cors: Cors::default(),
            documents: DocumentSettings::default(),
            server: ServerLimits::default(),
            limits: Limits::default(),
            webhooks: WebhookSettings::default(),
        }
    }
}

impl Default for Pool {
    fn default() -> Self {
        Self {
            readers: 8,
            worker_readers: 4,
            organisation_readers: 6,
            writers: 4,
            worker_writers: 2,
            organisation_writers: 3,
            allow_unencrypted: false,
            statement_timeout_seconds: 10,
            lock_timeout_seconds: 2,
            acquire_timeout_seconds: 5,
        }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { format: LogFormat::Text, filter: "info".to_owned() }
    }
}

impl Config {
    /// The settings as TOML, for a person to read, without secrets.
    pub(crate) fn to_toml(&self) -> String {
        let webhooks = WebhookSettings { secret_key: None, ..self.webhooks.clone() };
        let database = without_password(&self.database);
        let shown = Self { database, cursor_key: None, webhooks, ..self.clone() };
        toml::to_string(&shown).expect("settings are numbers, texts and sections")
    }
}

/// Parses an address and port: an IP address, or a name of this machine such as `localhost:8080`.
/// Errors: a sentence for the user, if the text is neither.
pub fn address(text: &str) -> Result<SocketAddr, String> {
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    let named = text.to_socket_addrs().ok().and_then(|mut addresses| addresses.next());
    named.ok_or_else(|| {
        format!("\"{text}\" is not an address and port, such as 127.0.0.1:8080, [::1]:8080 or localhost:8080")
    })
}

fn listening<'de, D: Deserializer<'de>>(value: D) -> Result<SocketAddr, D::Error> {
    address(&String::deserialize(value)?).map_err(D::Error::custom)
}

fn perhaps_listening<'de, D: Deserializer<'de>>(value: D) -> Result<Option<SocketAddr>, D::Error> {
    Option::<String>::deserialize(value)?.map(|text| address(&text).map_err(D::Error::custom)).transpose()
}

/// Hides everything between the scheme and the host, and all parameters, because each may be a secret.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return "(hidden)".to_owned() };
    if scheme == "sqlite" {
        return url.to_owned();
    }
    let address = rest.split_once('?').map_or(rest, |(address, _)| address);
    let host = address.rsplit_once('@').map_or(address, |(_, host)| host);
    format!("{scheme}://(hidden)@{host}")
}

/// Parses 64 hexadecimal digits into 32 bytes.
pub(crate) fn key_bytes(digits: &str) -> Option<[u8; 32]> {
    let bytes: Option<Vec<u8>> =
        digits.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    bytes?.try_into().ok()
}
