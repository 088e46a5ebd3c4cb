//! The address of a database, parsed before anything is opened. An error is a plain sentence that never repeats the
//! address, because it may hold a password.

use std::{net::IpAddr, path::PathBuf, str::FromStr, time::Duration};

use reqwest::Url;
use sea_orm::sqlx::{
    ConnectOptions as _, Connection as _,
    postgres::{PgConnectOptions, PgSslMode},
    sqlite::SqliteConnectOptions,
};

use super::failure::of_driver;

/// A parsed address. No `Debug`: it may hold a password.
pub(crate) enum Address {
    /// A SQLite file.
    Sqlite {
        /// The file.
        file: PathBuf,
    },
    /// A PostgreSQL server.
    Postgres {
        /// How to reach it.
        options: Box<PgConnectOptions>,
    },
}

const FORMS: &str = "an address is sqlite://FILE?mode=rwc or postgres://USER:PASSWORD@HOST/NAME";
const ENCODE: &str = "in user name and password write / as %2F, @ as %40, : as %3A, ? as %3F, # as %23, % as %25";

impl Address {
    /// Reads an address.
    /// Errors: a sentence that says what is wrong.
    pub(crate) fn read(address: &str) -> Result<Self, String> {
        let address = address.trim();
        if address.is_empty() {
            return Err(format!("the database address is empty; {FORMS}"));
        }
        match address.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => sqlite(address),
            Some("postgres" | "postgresql") => postgres(address),
            _ => Err(format!("the database address is neither SQLite nor PostgreSQL; {FORMS}")),
        }
    }

    /// Whether the traffic between server and database can be read on a network: it leaves this machine without TLS, or
    /// with TLS only if the database offers it.
    pub(crate) fn may_be_overheard(&self) -> bool {
        match self {
            Self::Sqlite { .. } => false,
            Self::Postgres { options } => {
                let host = options.get_host();
                let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
                let here = options.get_socket().is_some()
                    || host.starts_with('/')
                    || host == "localhost"
                    || address.is_ok_and(|address| address.is_loopback());
                let encrypted =
                    matches!(options.get_ssl_mode(), PgSslMode::Require | PgSslMode::VerifyCa | PgSslMode::VerifyFull);
                !here && !encrypted
            }
        }
    }
}

impl Address {
    /// Tries to reach the database once, so that an error is reported at once and in full. A pool retries until its
    /// timeout and then only reports the timeout.
    /// Errors: a sentence that says why the database cannot be reached.
    pub(crate) async fn reach(&self, within: Duration) -> Result<(), String> {
        let Self::Postgres { options } = self else { return Ok(()) };
        match tokio::time::timeout(within, options.connect()).await {
            Ok(Ok(connection)) => connection.close().await.map_err(|error| of_driver(&error)),
            Ok(Err(error)) => Err(of_driver(&error)),
            Err(_) => Err("it did not answer in time".to_owned()),
        }
    }
}

fn sqlite(address: &str) -> Result<Address, String> {
    // sqlx parses every address as a URL.
    let read = Url::parse(address).ok().and_then(|_| SqliteConnectOptions::from_str(address).ok());
    let options = read.ok_or_else(|| format!("the address of the SQLite file cannot be read; {FORMS}"))?;
    if address.contains(":memory:") || address.contains("mode=memory") || options.get_filename().as_os_str().is_empty()
    {
        return Err("a database in memory cannot be shared by readers and a writer: name a file".to_owned());
    }
    Ok(Address::Sqlite { file: options.get_filename().to_owned() })
}

fn postgres(address: &str) -> Result<Address, String> {
    let refuse = || format!("the database address cannot be read; {ENCODE}; {FORMS}");
    let url = Url::parse(address).map_err(|_| refuse())?;
    // A password with an unencoded `/`, `?` or `#` ends the host early, and the rest of the password would be read as a
    // part of the address that is not secret.
    let misread = url.fragment().is_some() || (url.username().is_empty() && address.contains('@'));
    if misread || url.cannot_be_a_base() {
        return Err(refuse());
    }
    let options = PgConnectOptions::from_str(address).map_err(|_| refuse())?;
    Ok(Address::Postgres { options: Box::new(options) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(address: &str) -> String {
        Address::read(address).err().unwrap_or_else(|| panic!("{address} is an address"))
    }

    #[test]
    fn no_address_stops_the_program_or_is_repeated() {
        for address in [
            "",
            " ",
            "nonsense",
            "mysql://u:sup3rsecret@h/d",
            "postgres://u:sup3r/secret@127.0.0.1:5432/ws",
            "postgres://u:sup3r?secret@h/ws",
            "postgres://u:sup3r#secret@h/ws",
            "postgres://u:12/secret@h/ws",
            "postgres://u:1?secret@h/ws",
            "postgres://u:p@h:port/ws",
            "postgres://h/ws?sslmode=perhaps",
            "postgres:nothing",
            "sqlite::memory:",
            "sqlite://",
            "sqlite://x?mode=perhaps",
        ] {
            let sentence = refused(address);
            assert!(!sentence.contains("secret") && !sentence.contains("sup3r"), "{address}: {sentence}");
        }
        assert!(refused("postgres://u:sup3r/secret@h/ws").contains("write / as %2F"));
        assert!(refused("").contains("is empty"));
    }

    #[test]
    fn a_password_with_any_character_can_be_written() {
        let every: String = ('!'..='~').collect();
        let encoded: String = every.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let read = Address::read(&format!("postgres://u:{encoded}@h:5433/ws"));
        let Ok(Address::Postgres { options }) = read else { panic!("it is an address") };
        assert_eq!((options.get_host(), options.get_port(), options.get_username()), ("h", 5433, "u"));
    }

    #[test]
    fn what_leaves_the_machine_is_encrypted() {
        for (address, heard) in [
            ("postgres://u:p@db.example/ws", true),
            ("postgres://u:p@db.example/ws?sslmode=prefer", true),
            ("postgres://u:p@10.0.0.7/ws?sslmode=disable", true),
            ("postgres://u:p@db.example/ws?sslmode=require", false),
            ("postgres://u:p@db.example/ws?sslmode=verify-ca", false),
            ("postgres://u:p@db.example/ws?sslmode=verify-full", false),
            ("postgres://u:p@127.0.0.1/ws", false),
            ("postgres://u:p@[::1]:5432/ws", false),
            ("postgres://u:p@localhost/ws", false),
            ("postgres://u@%2Frun%2Fpostgresql/ws", false),
            ("postgres:///ws?host=/run/postgresql", false),
            ("postgres://localhost/ws?host=db.example", true),
            ("sqlite://waystation.sqlite?mode=rwc", false),
        ] {
            assert_eq!(Address::read(address).expect(address).may_be_overheard(), heard, "{address}");
        }
    }
}
