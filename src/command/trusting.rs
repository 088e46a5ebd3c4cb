//! Reads the files that the settings name: issuers and policy. They are read before anything is opened, and all
//! mistakes in both are reported together.

use crate::{
    access::policy::Policy,
    config::Config,
    http::identity::issuers::{IssuerEntry, file},
    store::database::address::Address,
};

use super::running;

/// The content of the files.
pub(crate) struct Files {
    /// The issuers. Empty if the settings name no file.
    pub issuers: Vec<IssuerEntry>,
    /// The policy.
    pub policy: Policy,
}

/// Reads the files.
///
/// # Errors
/// All mistakes in both files.
pub(crate) fn files(config: &Config) -> Result<Files, Vec<String>> {
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

/// The holder of a development key can act as any worker of its organisations. Such a key is refused where other
/// machines can reach the server. With all organisations it is allowed only with synthetic data in an SQLite file.
fn only_for_development(config: &Config, entry: &IssuerEntry) -> Option<String> {
    let public = !config.listen.ip().is_loopback();
    // A mistake in the address is reported when the database is opened.
    let shared = matches!(Address::read(&config.database), Ok(Address::Postgres { .. }));
    let because = match (entry.is_anybody(), entry.is_development()) {
        (_, true) | (true, _) if public => format!("the server listens at {}", config.listen),
        (true, _) if shared => {
            "organisations = \"*\" lets it act as anybody, and the database is PostgreSQL".to_owned()
        }
        _ => return None,
    };
    Some(format!(
        "issuer {}: a development issuer is for this machine only, and {because}; listen at a loopback address and name \
         its organisations, or use an issuer of your own",
        entry.name
    ))
}
