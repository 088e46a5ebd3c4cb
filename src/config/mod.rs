//! The settings of the server: defaults, then a TOML file, then the environment, then the command line; later ones win.
//! They are checked as a whole, so that one start tells everything that is wrong.
//!
//! `limits.depth` in the file is `[limits]` `depth`, in the environment `WAYSTATION_LIMITS__DEPTH`.

mod check;
mod read;
#[cfg(test)]
mod tests;

use std::{
    net::{SocketAddr, ToSocketAddrs},
    path::PathBuf,
};

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

pub use self::read::{Source, load};
use crate::{
    graphql::admission::Limits,
    http::{cors::Cors, limits::ServerLimits},
    store::retention::Retention,
};

/// All settings. `waystation.example.toml` explains each. No `Debug`: the database's address may hold a password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The address and port to listen at.
    #[serde(deserialize_with = "listening")]
    pub listen: SocketAddr,
    /// The database: `sqlite://FILE?mode=rwc` or `postgres://USER:PASSWORD@HOST/NAME`.
    pub database: String,
    /// Whether the start brings the tables up to date; otherwise it stops where they are not.
    pub migrate: bool,
    /// The file that names the trusted issuers of tokens.
    pub issuers: Option<PathBuf>,
    /// A policy in place of the one that is built in.
    pub policy: Option<PathBuf>,
    /// 64 hexadecimal digits with which cursors are sealed, the same on every node; a secret. Without it each start makes
    /// one of its own, and cursors of before are refused.
    pub cursor_key: Option<String>,
    /// Whether the query explorer is served at `/`.
    pub explorer: bool,
    /// Connections to the database.
    pub pool: Pool,
    /// How long rows are kept that grow with the work.
    pub retention: Retention,
    /// What the log looks like.
    pub log: Log,
    /// Browser applications of other origins.
    pub cors: Cors,
    /// Limits of the server as a whole.
    pub server: ServerLimits,
    /// Limits of one request.
    pub limits: Limits,
}

/// Connections to the database.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pool {
    /// The most connections that read.
    pub readers: u32,
    /// The most of them that one worker takes at a time.
    pub worker_readers: u32,
    /// The most of them that one organisation takes at a time.
    pub organisation_readers: u32,
    /// The most connections that write; `SQLite` always has one.
    pub writers: u32,
    /// Whether `PostgreSQL` on another machine may be reached without TLS.
    pub allow_unencrypted: bool,
    /// The longest that one statement may take, in seconds.
    pub statement_timeout_seconds: u64,
    /// The longest that a request waits for a connection, in seconds.
    pub acquire_timeout_seconds: u64,
}

/// What the log looks like.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// For people or for machines.
    pub format: LogFormat,
    /// What is logged, in the words of `tracing`: `info`, or `info,waystation=debug`.
    pub filter: String,
}

/// One line of text or one JSON object for each event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
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
            retention: Retention::default(),
            log: Log::default(),
            cors: Cors::default(),
            server: ServerLimits::default(),
            limits: Limits::default(),
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
            allow_unencrypted: false,
            statement_timeout_seconds: 10,
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
    /// The settings as TOML for a person to read, without its secrets.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let shown = Self { database: without_password(&self.database), cursor_key: None, ..self.clone() };
        toml::to_string(&shown).expect("settings are numbers, texts and sections")
    }
}

/// An address and port: numbers, or a name of this machine such as `localhost:8080`.
///
/// # Errors
/// A sentence, when it is neither.
pub fn address(text: &str) -> Result<SocketAddr, String> {
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    let named = text.to_socket_addrs().ok().and_then(|mut addresses| addresses.next());
    named.ok_or_else(|| {
        format!("\"{text}\" is no address and port, such as 127.0.0.1:8080, [::1]:8080 or localhost:8080")
    })
}

fn listening<'de, D: Deserializer<'de>>(value: D) -> Result<SocketAddr, D::Error> {
    address(&String::deserialize(value)?).map_err(D::Error::custom)
}

/// Everything between the address's scheme and the host may be a secret, and so may its parameters.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return "(hidden)".to_owned() };
    if scheme == "sqlite" {
        return url.to_owned();
    }
    let address = rest.split_once('?').map_or(rest, |(address, _)| address);
    let host = address.rsplit_once('@').map_or(address, |(_, host)| host);
    format!("{scheme}://(hidden)@{host}")
}

/// The 32 bytes of 64 hexadecimal digits.
#[must_use]
pub fn key_bytes(digits: &str) -> Option<[u8; 32]> {
    let bytes: Option<Vec<u8>> =
        digits.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    bytes?.try_into().ok()
}
