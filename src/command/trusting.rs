//! Reads the files that the settings name: issuers and policy. They are read before anything is opened, and all
//! mistakes in both are reported together.

use crate::{
    access::policy::Policy,
    config::Config,
    http::identity::issuers::{IssuerEntry, file},
};

use super::running;

/// The content of the files.
pub struct Files {
    /// The issuers. Empty if the settings name no file.
    pub issuers: Vec<IssuerEntry>,
    /// The policy.
    pub policy: Policy,
}

/// Reads the files.
///
/// # Errors
/// All mistakes in both files.
pub fn files(config: &Config) -> Result<Files, Vec<String>> {
    let mut wrong = Vec::new();
    let issuers = match config.issuers.as_deref().map(file::open) {
        Some(Ok(entries)) => entries,
        Some(Err(refused)) => {
            wrong.extend(refused.0);
            Vec::new()
        }
        None => Vec::new(),
    };
    let policy = running::policy(config.policy.as_deref()).map_err(|findings| wrong.push(findings));
    wrong.extend(issuers.iter().filter_map(|entry| only_for_development(config, entry)));
    match policy {
        Ok(policy) if wrong.is_empty() => Ok(Files { issuers, policy }),
        _ => Err(wrong),
    }
}

/// The holder of the key file can act as anybody in any organisation. Allow that only on one machine with synthetic
/// data.
fn only_for_development(config: &Config, entry: &IssuerEntry) -> Option<String> {
    let public = !config.listen.ip().is_loopback();
    let place = match (public, config.database.starts_with("postgres")) {
        (true, _) => format!("the server listens at {}", config.listen),
        (false, true) => "the database is PostgreSQL".to_owned(),
        (false, false) => return None,
    };
    entry.is_anybody().then(|| {
        format!(
            "issuer {}: a development issuer with organisations = \"*\" lets its key act as anybody, and {place}; name \
             its organisations, or use it on this machine with SQLite",
            entry.name
        )
    })
}
