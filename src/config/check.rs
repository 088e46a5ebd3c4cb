//! Rules that the settings must fulfil beyond having the right type.

use std::{net::SocketAddr, path::PathBuf};

use tracing_subscriber::EnvFilter;

use super::Config;
use crate::store::{background::retention::Retention, database::address::Address, read_log::signing::Signer};

/// The parser stops at 64 levels. We count brackets a little more strictly than it does.
const DEEPEST_NESTING: u64 = 60;

/// A hundred years.
const MOST_DAYS_KEPT: u32 = 36_500;

/// Returns one sentence for each mistake.
pub(crate) fn check(config: &Config) -> Result<(), Vec<String>> {
    let Config {
        listen,
        database,
        migrate: _,
        issuers,
        policy,
        cursor_key,
        explorer: _,
        pool,
        metrics,
        retention,
        log,
        audit,
        cors,
        documents: _,
        server,
        limits,
        webhooks,
    } = config;
    let mut wrong = webhooks.read().err().unwrap_or_default();
    match Address::read(database) {
        Err(sentence) => wrong.push(format!("database: {sentence}")),
        Ok(address) if address.may_be_overheard() && !pool.allow_unencrypted => wrong.push(
            "database: names and medical notes would cross the network unencrypted; add sslmode=verify-full (or \
             require) to the address, or set pool.allow_unencrypted = true if the network itself is encrypted"
                .to_owned(),
        ),
        Ok(_) => {}
    }
    wrong.extend(missing([("issuers", issuers), ("policy", policy)]));
    if cursor_key.as_ref().is_some_and(|key| super::key_bytes(key).is_none()) {
        wrong.push("cursor_key is not 64 hexadecimal digits".to_owned());
    }
    if let Err(sentence) = Signer::open(audit.signing_key_file.as_deref(), &audit.public_key_files) {
        wrong.push(format!("audit: {sentence}"));
    }
    if metrics.listen.is_some_and(|other| meet(*listen, other)) {
        wrong.push("metrics.listen is the address of the server; metrics need one of their own".to_owned());
    }
    if let Err(error) = EnvFilter::try_new(&log.filter) {
        wrong.push(format!("log.filter: {error}"));
    }
    for origin in cors.wrong() {
        wrong.push(format!(
            "cors.allowed_origins: {origin} is not an origin such as https://app.example.org; * is not allowed, and http only for localhost"
        ));
    }
    let many = u64::MAX;
    for (name, value, least, most) in [
        ("pool.readers", pool.readers.into(), 1, 1_000),
        ("pool.worker_readers", pool.worker_readers.into(), 1, 1_000),
        ("pool.organisation_readers", pool.organisation_readers.into(), 1, 1_000),
        ("pool.writers", pool.writers.into(), 1, 1_000),
        ("pool.worker_writers", pool.worker_writers.into(), 1, 1_000),
        ("pool.organisation_writers", pool.organisation_writers.into(), 1, 1_000),
        ("pool.statement_timeout_seconds", pool.statement_timeout_seconds, 1, 3_600),
        ("pool.lock_timeout_seconds", pool.lock_timeout_seconds, 1, 3_600),
        ("pool.acquire_timeout_seconds", pool.acquire_timeout_seconds, 1, 3_600),
        ("server.request_timeout_seconds", server.request_timeout_seconds, 1, 3_600),
        ("server.body_timeout_seconds", server.body_timeout_seconds, 1, 3_600),
        ("server.concurrent_requests", server.concurrent_requests as u64, 1, 1_000_000),
        ("server.worker_requests_at_once", server.worker_requests_at_once.into(), 1, many),
        ("server.organisation_requests_at_once", server.organisation_requests_at_once.into(), 1, many),
        ("server.worker_requests_per_second", server.worker_requests_per_second.get().into(), 1, 1_000_000),
        ("server.organisation_requests_per_second", server.organisation_requests_per_second.get().into(), 1, 1_000_000),
        ("server.subscriptions", server.subscriptions as u64, 1, 1_000_000),
        ("server.worker_subscriptions", server.worker_subscriptions.into(), 1, many),
        ("server.organisation_subscriptions", server.organisation_subscriptions.into(), 1, many),
        ("server.connections", server.connections as u64, 1, 1_000_000),
        ("server.header_timeout_seconds", server.header_timeout_seconds, 1, 3_600),
        ("server.idle_timeout_seconds", server.idle_timeout_seconds, 1, 3_600),
        ("server.drain_seconds", server.drain_seconds, 0, 3_600),
        ("limits.body_bytes", limits.body_bytes as u64, 1_024, 64 * 1024 * 1024),
        ("limits.query_characters", limits.query_characters as u64, 100, 1_000_000),
        ("limits.tokens", limits.tokens as u64, 10, many),
        ("limits.nesting", limits.nesting as u64, 1, DEEPEST_NESTING),
        ("limits.depth", limits.depth, 1, DEEPEST_NESTING),
        ("limits.introspection_depth", limits.introspection_depth, 0, DEEPEST_NESTING),
        ("limits.selections", limits.selections, 1, 100_000),
        ("limits.cost", limits.cost, 1, many),
        ("limits.aliases", limits.aliases, 0, many),
        ("limits.root_fields", limits.root_fields, 1, many),
        ("limits.directives", limits.directives, 0, many),
        ("limits.fragments", limits.fragments as u64, 0, 1_000),
        ("limits.page_size", limits.page_size, 1, 100),
        ("limits.default_page", limits.default_page, 1, limits.page_size),
        ("limits.assumed_list", limits.assumed_list, 1, many),
        ("limits.validation_errors", limits.validation_errors as u64, 1, 100),
        ("limits.variables_bytes", limits.variables_bytes as u64, 1_024, 64 * 1024 * 1024),
        ("limits.document_cache_bytes", limits.document_cache_bytes, 0, many),
    ] {
        // If the upper limit itself is wrong, it is reported on its own line and not again here.
        if value < least || (value > most && most >= least) {
            let upper = if most == many { String::new() } else { format!(" and at most {most}") };
            wrong.push(format!("{name} is {value}; it must be at least {least}{upper}"));
        }
    }
    wrong.extend(wrongly_kept(retention));
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Whether two listeners would share an address. An unspecified address, such as 0.0.0.0, is every address of the machine.
fn meet(one: SocketAddr, other: SocketAddr) -> bool {
    let everywhere = one.ip().is_unspecified() || other.ip().is_unspecified();
    // The system chooses a free port for 0.
    one.port() != 0
        && one.port() == other.port()
        && (everywhere || one.ip().to_canonical() == other.ip().to_canonical())
}

/// The files that are not there.
fn missing(files: [(&'static str, &Option<PathBuf>); 2]) -> impl Iterator<Item = String> {
    let away = files.into_iter().filter_map(|(name, file)| Some((name, file.as_ref().filter(|file| !file.is_file())?)));
    away.map(|(name, file)| format!("{name}: there is no file {}", file.display()))
}

fn wrongly_kept(retention: &Retention) -> impl Iterator<Item = String> {
    let wrong = retention.rules().into_iter().filter(|(_, days)| !(1..=MOST_DAYS_KEPT).contains(days));
    wrong.map(|(name, days)| format!("{name} is {days}; it must be at least 1 and at most {MOST_DAYS_KEPT}"))
}
