//! A running server, started by `serve` or `demo`: the routes with identity and engine, the background tasks, and a
//! graceful stop.

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use axum::Router;

use crate::{
    access::{policy::Policy, policy_file::SHIPPED},
    config::{Audit, Config},
    graphql::{
        admission::Gates,
        audit,
        engine::{self, Engine},
        origin,
    },
    http::{
        self,
        documents::Documents,
        entity_tag::EntityTags,
        explorer::{self, Example, Persona},
        identity::{Identity, issuers::Issuers},
        limits::ServerLimits,
        serve,
        server::{Server, clock},
        webhooks::Deliverer,
    },
    metrics::recorder::Recorded,
    store::{
        database::{Database, Options, address::Address, failure::plain},
        read_log::signing::{Signer, is_open_to_others},
    },
};
use tokio::{net::TcpListener, task::JoinSet};

use super::housekeeping;

/// Connections of the listener for metrics. Prometheus uses one.
const METRICS_CONNECTIONS: usize = 8;

/// The addresses that the server listens at.
pub struct Listeners {
    server: TcpListener,
    metrics: Option<TcpListener>,
}

/// Opens the configured database if it exists. Opening a missing SQLite file would create it.
pub(crate) async fn open_existing(config: &Config) -> Result<Database, String> {
    match Address::read(&config.database)? {
        Address::Sqlite { file } if !file.exists() => {
            Err(format!("there is no database {}; `waystation migrate up` creates it", file.display()))
        }
        _ => open(config).await,
    }
}

/// Opens the configured database.
pub async fn open(config: &Config) -> Result<Database, String> {
    let within = Duration::from_secs(config.pool.acquire_timeout_seconds);
    let reached = Address::read(&config.database)?.reach(within).await;
    reached.map_err(|error| format!("the database cannot be opened: {error}"))?;
    let options = Options {
        readers: config.pool.readers,
        worker_readers: config.pool.worker_readers,
        organisation_readers: config.pool.organisation_readers,
        writers: config.pool.writers,
        worker_writers: config.pool.worker_writers,
        organisation_writers: config.pool.organisation_writers,
        acquire_timeout: Duration::from_secs(config.pool.acquire_timeout_seconds),
        statement_timeout: Duration::from_secs(config.pool.statement_timeout_seconds),
        lock_timeout: Duration::from_secs(config.pool.lock_timeout_seconds),
        statements: None,
    };
    Database::connect(&config.database, &options)
        .await
        .map_err(|error| format!("the database cannot be opened: {}", plain(&error)))
}

/// Reads the configured policy, or the built-in one.
pub fn policy(file: Option<&Path>) -> Result<Policy, String> {
    let Some(file) = file else {
        return Policy::parse("policy.toml", SHIPPED).map_err(|error| error.to_string());
    };
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Policy::parse(&file.display().to_string(), &text).map_err(|error| error.to_string())
}

/// Binds the configured addresses first, so that a second server on the same address fails before it does anything.
pub async fn listen(config: &Config) -> Result<Listeners, String> {
    let metrics = match config.metrics.listen {
        Some(address) => Some(bind(address).await?),
        None => None,
    };
    Ok(Listeners { server: bind(config.listen).await?, metrics })
}

async fn bind(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address).await.map_err(|error| format!("cannot listen at {address}: {error}"))
}

/// Serves until the program is told to stop. Calls `ready` with the address once the server answers.
pub async fn serve(
    config: &Config,
    (database, policy): (Database, Policy),
    (listeners, issuers): (Listeners, Issuers),
    personas: Option<&[Persona]>,
    examples: &[Example],
    ready: impl FnOnce(SocketAddr),
) -> Result<(), String> {
    let mut findings = audit::findings(&engine::sdl(&engine::schema()));
    findings.extend(audit::findings(&engine::sdl(&origin::schema())));
    if !findings.is_empty() {
        return Err(format!("the schema breaks its own rules:\n{}", findings.join("\n")));
    }
    let documents = Documents::open(&config.documents).map_err(|wrong| wrong.join("\n"))?;
    if documents.trusts_nothing() && issuers.accepts_only_persisted_documents() {
        return Err(
            "an issuer has documents = \"persisted-only\", and documents.manifests has no document: its callers \
                    could run nothing"
                .to_owned(),
        );
    }
    let Listeners { server: listener, metrics: metrics_listener } = listeners;
    let metered = match metrics_listener {
        Some(listener) => Some((listener, Recorded::install().ok_or("this process already records metrics")?)),
        None => None,
    };
    let said = |error: sea_orm::DbErr| format!("the database does not answer: {}", plain(&error));
    let identity = Identity::new(issuers, database.clone(), clock()).await.map_err(said)?;
    let key = cursor_key(config)?;
    let signer = signer(&config.audit)?;
    if !signer.signs() {
        tracing::warn!("no audit.signing_key_file: the checkpoints of the read log are not signed");
    }
    if let Some(file) = config.audit.signing_key_file.as_deref().filter(|file| is_open_to_others(file)) {
        tracing::warn!(file = %file.display(), "other users of this machine can read the key of the read log: chmod 600");
    }
    let webhooks = config.webhooks.read().map_err(|wrong| wrong.join("\n"))?.map(Arc::new);
    let engine = Engine::new(database.clone(), policy, &key, signer.clone(), clock())
        .await
        .map_err(said)?
        .with_webhooks(webhooks);
    let mut tasks = identity.keep_fresh(clock);
    tasks.spawn(database.watch());
    tasks.spawn(engine.look_for_changes());
    deliver_to_webhooks(&mut tasks, &engine)?;
    housekeeping::start(&mut tasks, &database, engine.directory(), (&config.retention, signer));
    tasks.spawn(housekeeping::fold_the_read_log(database.clone(), engine.policy()));
    let read_log = engine.read_log();
    tasks.spawn(housekeeping::sign_read_log(read_log.clone()));
    let gates = Gates::new(&config.limits).map_err(|error| format!("the schema: {error}"))?;
    let server = Arc::new(Server { identity, engine, documents, entity_tags: EntityTags::new(&key) });
    if let Some((listener, recorded)) = metered {
        tasks.spawn(recorded.clone().keep_small());
        tasks.spawn(housekeeping::count_overdue_clocks(database.clone()));
        tasks.spawn(serve_metrics(
            listener,
            http::metrics::routes(recorded, Arc::clone(&server)),
            config.server.clone(),
        ));
    }
    let mut routes = http::routes(server, gates, &config.server);
    if config.explorer {
        routes = routes.merge(explorer::explorer(personas, examples));
    }
    let routes = http::around(routes, &config.cors);
    let listening = |error| format!("cannot listen at {}: {error}", config.listen);
    ready(listener.local_addr().map_err(listening)?);
    let ended = serve::serve(listener, routes, &config.server, serve::told_to_stop()).await;
    // Stop the background tasks before closing the pools that they use.
    tasks.shutdown().await;
    read_log.finish(clock()).await;
    let closed = database.close().await;
    ended.map_err(|error| error.to_string())?;
    closed.map_err(|error| error.to_string())
}

/// What signs the checkpoints of the read log.
pub(crate) fn signer(audit: &Audit) -> Result<Signer, String> {
    Signer::open(audit.signing_key_file.as_deref(), &audit.public_key_files)
}

/// Serves the metrics until the task is stopped, which is after the last request.
async fn serve_metrics(listener: TcpListener, routes: Router, limits: ServerLimits) {
    match listener.local_addr() {
        Ok(address) if !address.ip().is_loopback() => tracing::warn!(
            %address,
            "metrics are readable for everybody who reaches this address; they have small numbers about the whole installation"
        ),
        Ok(address) => tracing::info!(%address, "metrics"),
        Err(_) => {}
    }
    let limits = ServerLimits { connections: METRICS_CONNECTIONS, ..limits };
    if let Err(cause) = serve::serve(listener, routes, &limits, std::future::pending()).await {
        tracing::error!(%cause, "metrics are not served any more");
    }
}

fn cursor_key(config: &Config) -> Result<[u8; 32], String> {
    if let Some(key) = config.cursor_key.as_deref().and_then(crate::config::key_bytes) {
        return Ok(key);
    }
    if config.database.starts_with("postgres") {
        tracing::warn!("no cursor_key: cursors are valid in this process only");
    }
    let mut key = [0; 32];
    aws_lc_rs::rand::fill(&mut key).map_err(|_| "the system has no random numbers".to_owned())?;
    Ok(key)
}

/// Sends messages to webhooks, if the server has any.
fn deliver_to_webhooks(tasks: &mut JoinSet<()>, engine: &Engine) -> Result<(), String> {
    if let Some(reader) = engine.webhook_reader() {
        tasks.spawn(Deliverer::new(reader, Arc::new(clock))?.run());
    }
    Ok(())
}
