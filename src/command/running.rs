//! A running server, started by `serve` or `demo`: the routes with identity and engine, the background tasks, and a
//! graceful stop.

use std::{
    net::SocketAddr,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{
    access::{policy::Policy, policy_file::SHIPPED},
    actions,
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
        serve,
        server::{Server, clock},
    },
    store::{
        background::{
            expiry, resume,
            retention::{self, Retention},
        },
        database::{Database, Options, address::Address, failure::plain},
        identity::{directory::SharedDirectory, standards},
        read_log::{
            ReadLog,
            signing::{Signer, is_open_to_others},
        },
        statistics,
    },
};
use chrono::{DateTime, Timelike as _, Utc};
use tokio::{net::TcpListener, task::JoinSet};

/// Interval at which the directory is read again.
const DIRECTORY_EVERY: Duration = Duration::from_mins(1);
/// Interval of the search for referrals that nobody answered in time.
const EXPIRY_EVERY: Duration = Duration::from_mins(1);
/// Interval of the search for expired consular documents and consents. A delay opens nothing, because a packet closes
/// at the moment its consent ends.
const DESK_EVERY: Duration = Duration::from_hours(1);
/// Interval of the signatures under the read log.
const CHECKPOINT_EVERY: Duration = Duration::from_mins(1);
/// Interval of the recount of changed statistics, as long as a recount takes less than a tenth of it.
const STATISTICS_EVERY: Duration = Duration::from_secs(30);

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

/// Binds the configured address first, so that a second server on the same address fails before it does anything.
pub async fn listen(config: &Config) -> Result<TcpListener, String> {
    TcpListener::bind(config.listen).await.map_err(|error| format!("cannot listen at {}: {error}", config.listen))
}

/// Serves until the program is told to stop. Calls `ready` with the address once the server answers.
pub async fn serve(
    config: &Config,
    (database, policy): (Database, Policy),
    (listener, issuers): (TcpListener, Issuers),
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
    let engine = Engine::new(database.clone(), policy, &key, signer.clone(), clock()).await.map_err(said)?;
    let mut tasks = identity.keep_fresh(clock);
    tasks.spawn(database.watch());
    tasks.spawn(engine.look_for_changes());
    keep_house(&mut tasks, &database, engine.directory(), (&config.retention, signer));
    let read_log = engine.read_log();
    tasks.spawn(sign_read_log(read_log.clone()));
    let gates = Gates::new(&config.limits).map_err(|error| format!("the schema: {error}"))?;
    let server = Arc::new(Server { identity, engine, documents, entity_tags: EntityTags::new(&key) });
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

/// The time until the next full hour. A round of the blind match at this time says little about when the other side did something.
fn until_full_hour(now: DateTime<Utc>) -> Duration {
    let minutes = 60 - u64::from(now.minute());
    Duration::from_secs(minutes * 60 - u64::from(now.second()))
}

/// What signs the checkpoints of the read log.
pub(crate) fn signer(audit: &Audit) -> Result<Signer, String> {
    Signer::open(audit.signing_key_file.as_deref(), &audit.public_key_files)
}

/// Signs the end of this node's chain of the read log each minute.
async fn sign_read_log(read_log: ReadLog) {
    loop {
        tokio::time::sleep(CHECKPOINT_EVERY).await;
        read_log.sign(clock()).await;
    }
}

/// Background tasks. Every node may run them at any time, also several nodes at once.
fn keep_house(
    tasks: &mut JoinSet<()>,
    database: &Database,
    directory: Arc<SharedDirectory>,
    (retention, signer): (&Retention, Signer),
) {
    let own = database.clone();
    tasks.spawn(async move {
        loop {
            // A wrong code is reported and does not stop the server: one typo must not turn a restart into an outage.
            match standards::wrong(&own).await {
                Ok(wrong) => {
                    for code in wrong {
                        tracing::error!(code, "the directory has a code that is in no standard");
                    }
                }
                Err(cause) => tracing::error!(%cause, "the codes of the directory were not read"),
            }
            tokio::time::sleep(DIRECTORY_EVERY).await;
            if let Err(cause) = directory.refresh(&own).await {
                tracing::error!(%cause, "the directory was not read; the previous one stays in use");
            }
        }
    });
    let (own, kept) = (database.clone(), retention.clone());
    tasks.spawn(async move {
        loop {
            if let Err(error) = expiry::expire_due(&own, clock()).await {
                tracing::error!(code = error.code().name(), "the expiry of referrals did not finish");
            }
            if let Err(error) = actions::consents::end_due(&own, clock()).await {
                tracing::error!(code = error.code().name(), "the expiry of consents did not finish");
            }
            if let Err(error) = resume::resume_due(&own, clock()).await {
                tracing::error!(code = error.code().name(), "the end of the pauses of services did not finish");
            }
            retention::forget(&own, &kept, &signer, clock()).await;
            tokio::time::sleep(EXPIRY_EVERY).await;
        }
    });
    let own = database.clone();
    tasks.spawn(async move {
        loop {
            let began = Instant::now();
            if let Err(cause) = statistics::refresh::refresh(&own, clock()).await {
                tracing::error!(%cause, "statistics were not counted; the previous counts stay in use");
            }
            if let Err(cause) = statistics::told::forget(&own, clock()).await {
                tracing::error!(%cause, "old records of released statistics were not deleted");
            }
            tokio::time::sleep(STATISTICS_EVERY.max(10 * began.elapsed())).await;
        }
    });
    let own = database.clone();
    tasks.spawn(async move {
        loop {
            tokio::time::sleep(until_full_hour(clock())).await;
            if let Err(error) = actions::matching::round::run(&own, clock()).await {
                tracing::error!(code = error.code().name(), "a round of the blind match did not finish");
            }
        }
    });
    let own = database.clone();
    tasks.spawn(async move {
        loop {
            if let Err(error) = actions::consular::end_due(&own, clock()).await {
                tracing::error!(code = error.code().name(), "the expiry at the consular desk did not finish");
            }
            tokio::time::sleep(DESK_EVERY).await;
        }
    });
}
