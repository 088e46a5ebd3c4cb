//! Reads the files that the settings name: issuers and policy. They are read before anything is opened, and all
//! mistakes in both are reported together.

use crate::{
    access::policy::Policy,
    config::Config,
    http::identity::issuers::{IssuerEntry, file},
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
/// Errors: all mistakes in both files.
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
/// machines can reach the server.
fn only_for_development(config: &Config, entry: &IssuerEntry) -> Option<String> {
    let refused = entry.is_development() && !config.listen.ip().is_loopback();
    refused.then(|| {
        format!(
            "issuer {}: a development issuer is for this machine only, and the server listens at {}; listen at a \
             loopback address, or use an issuer of your own",
            entry.name, config.listen
        )
    })
}
