//! The read log: which classes of which cases a request has shown and to whom, which searches for a person it made, and how
//! many of its roots were refused. Each request writes one row, and the answer waits until the row is durable. Requests that
//! were only refused are counted instead, see `refused`. Rows of requests that end together share one commit. A row waits in
//! memory only while the disk is full. The rows of a process are a chain, see `chain` and `checkpoints`.

pub(crate) mod archive;
pub mod chain;
pub mod checkpoints;
pub(crate) mod export;
mod held;
mod process;
mod refused;
pub mod signing;
pub(in crate::store) mod trimming;
pub(crate) mod verify;

use std::{collections::BTreeMap, time::Duration};

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::{codes::Purpose, read_log};
use sea_orm::{DbErr, prelude::DateTimeUtc};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use self::{
    held::WaitingRows,
    process::{BATCH, OwnChain},
    refused::{Counts, Noted, Refusals},
    signing::Signer,
};
use crate::{
    access::{class::ClassSet, policy::spelled, viewer::Viewer},
    error::{Error, Fault},
    metrics::list::{READ_LOG_DURATION, READ_LOG_FAILURES, READ_LOG_WAITING},
    store::database::Database,
};

/// The most requests that may wait for the log.
const WAITING: usize = 10_000;

/// The time between two looks at the counts of refused requests.
const BETWEEN_COUNTS: Duration = Duration::from_secs(30);

/// The entry of one request in the read log.
#[derive(Clone, Debug)]
pub(crate) struct ReadLogEntry {
    /// The moment of the request.
    pub at: DateTimeUtc,
    /// The request's id, as in the request log.
    pub request_id: Uuid,
    /// The version of the policy that decided.
    pub policy_version: String,
    /// The operation's name, if the client sent one.
    pub operation: Option<String>,
    /// The classes that were shown, by case.
    pub cases: Vec<(Uuid, ClassSet)>,
    /// The searches for a person. A search is logged even when the response shows no row, because the number of rows is an
    /// answer too.
    pub searches: Vec<Search>,
    /// The search for a person at the counter.
    pub at_counter: Option<CounterSearch>,
    /// How many roots were refused, by code: `NOT_FOUND` and `FORBIDDEN`. Many of them are a sign of probing.
    pub refusals: BTreeMap<&'static str, usize>,
}

/// A search for a person by something that identifies them.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Search {
    /// The root field.
    pub root: &'static str,
    /// The condition, as the filter names it.
    pub by: &'static str,
    /// The value that was searched for. The log keeps a keyed hash of it, because it is personal data.
    pub value: String,
}

/// A search for the file of a person at the counter.
#[derive(Clone, Debug)]
pub(crate) struct CounterSearch {
    /// The root field.
    pub root: &'static str,
    /// What the person asked for.
    pub purpose: String,
    /// Each fact that the person said, by its argument. The log keeps a keyed hash of it.
    pub by: Vec<(&'static str, String)>,
    /// The number of cases that fit, at most one more than are answered. `None` if the search failed.
    pub found: Option<usize>,
}

impl ReadLogEntry {
    /// Whether there is nothing to write down.
    pub(crate) fn is_empty(&self) -> bool {
        self.refusals.is_empty() && self.is_only_refused()
    }

    /// Whether nothing was shown and nobody searched for.
    fn is_only_refused(&self) -> bool {
        self.cases.is_empty() && self.searches.is_empty() && self.at_counter.is_none()
    }

    /// The entries of the row. Cases that were shown alike, as those of one page mostly are, share an entry.
    fn entries(&self, key: &hmac::Key) -> Vec<serde_json::Value> {
        let mut alike: BTreeMap<i64, Vec<Uuid>> = BTreeMap::new();
        for (case, classes) in &self.cases {
            alike.entry(classes.to_bits()).or_default().push(*case);
        }
        let shown = alike.into_iter().map(|(classes, cases)| {
            let classes: Vec<_> = ClassSet::from_bits(classes).iter().map(|it| spelled(&it)).collect();
            serde_json::json!({ "classes": classes, "cases": cases })
        });
        let hash = |value: &String| URL_SAFE_NO_PAD.encode(hmac::sign(key, value.as_bytes()));
        let searches = self
            .searches
            .iter()
            .map(|Search { root, by, value }| serde_json::json!({ "search": root, "by": by, "hash": hash(value) }));
        let at_counter = self.at_counter.iter().map(|CounterSearch { root, purpose, by, found }| {
            let by: BTreeMap<_, _> = by.iter().map(|(by, value)| (*by, hash(value))).collect();
            serde_json::json!({ "search": root, "purpose": purpose, "by": by, "found": found })
        });
        shown.chain(searches).chain(at_counter).chain(refused::entries(&self.refusals)).collect()
    }
}

/// The handle of the task that writes the log.
#[derive(Clone, Debug)]
pub struct ReadLog {
    rows: mpsc::Sender<Waiting>,
    /// Ends the task that writes. It answers after it has written everything.
    finish: mpsc::Sender<oneshot::Sender<()>>,
    chain: OwnChain,
    /// Hashes what was searched for: equal searches are recognised, and nobody without the key can try names.
    searches: hmac::Key,
}

#[derive(Debug)]
struct Waiting {
    row: read_log::Model,
    /// Set for a request that showed nothing, searched for nobody and was refused.
    only_refused: Option<Refusals>,
    /// Whether the answer has to wait until the row is on the disk: a row that is only held is lost with the program.
    durable: bool,
    written: oneshot::Sender<bool>,
}

impl ReadLog {
    /// Begins the chain of this process, and starts the task that writes. It ends when the last handle is dropped. If the chain
    /// cannot begin now it begins with the first row.
    pub(crate) async fn start(database: Database, key: &[u8; 32], signer: Signer, now: DateTimeUtc) -> Self {
        let (rows, receiver) = mpsc::channel(WAITING);
        let (finish, finished) = mpsc::channel(1);
        let chain = OwnChain::new(database, signer);
        if let Err(cause) = chain.begin(now).await {
            tracing::error!(%cause, "the chain of the read log has not begun; it is tried again with the first row");
        }
        tokio::spawn(write(chain.clone(), receiver, finished));
        // A key of its own, derived from the server's: what is hashed here is no use anywhere else.
        let derived = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), b"searches in the read log");
        Self { rows, finish, chain, searches: hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()) }
    }

    /// Signs how far the chain goes, if rows were added. A background task does it each minute.
    pub async fn sign(&self, now: DateTimeUtc) {
        if let Err(cause) = self.chain.sign(now).await {
            tracing::error!(%cause, "no checkpoint of the read log was written; the next minute tries again");
        }
    }

    /// Writes what is counted and waits, and ends the chain. No entry can be recorded any more.
    pub async fn finish(&self, now: DateTimeUtc) {
        let (done, is_done) = oneshot::channel();
        if self.finish.send(done).await.is_err() || is_done.await.is_err() {
            return;
        }
        if let Err(cause) = self.chain.end(now).await {
            tracing::error!(%cause, "the end of the read log was not signed");
        }
    }

    /// Waits until the entry is written, or counted.
    /// Errors: when it cannot be written; then nothing may be shown.
    pub(crate) async fn record(&self, viewer: &Viewer, reading: ReadLogEntry) -> Result<(), Error> {
        let entries = reading.entries(&self.searches);
        let (refused, durable) = (reading.is_only_refused(), reading.at_counter.is_some());
        let ReadLogEntry { at, request_id, policy_version, operation, refusals, .. } = reading;
        let only_refused = refused.then_some(refusals);
        let purpose: Option<Purpose> = viewer.purpose;
        let row = read_log::Model {
            id: Uuid::now_v7(),
            at,
            request_id,
            worker_id: viewer.worker_id,
            organisation_id: viewer.organisation_id,
            roles: serde_json::json!(viewer.roles),
            purpose,
            policy_version,
            operation,
            entries: serde_json::Value::Array(entries),
            previous_hash: None,
            hash: None,
            chain_id: None,
            sequence: None,
        };
        let (written, done) = oneshot::channel();
        let _timed = READ_LOG_DURATION.timed([]);
        let sent = self.rows.send(Waiting { row, only_refused, durable, written }).await.is_ok();
        match done.await {
            Ok(true) if sent => Ok(()),
            // The task has counted what it could not write.
            Ok(_) => Err(Error::Unavailable),
            Err(_) => {
                READ_LOG_FAILURES.add([], 1);
                Err(Error::Unavailable)
            }
        }
    }

    /// Measures the queue, from memory.
    pub(crate) fn measure(&self) {
        READ_LOG_WAITING.set_count([], self.rows.max_capacity() - self.rows.capacity());
    }
}

async fn write(chain: OwnChain, mut waiting: mpsc::Receiver<Waiting>, mut finish: mpsc::Receiver<oneshot::Sender<()>>) {
    let (mut batch, mut held, mut counts) = (Vec::new(), WaitingRows::default(), Counts::default());
    let mut look = tokio::time::interval(BETWEEN_COUNTS);
    let mut finished = None;
    // The rows that arrived while the last batch was written are the next batch. They come before the end.
    loop {
        tokio::select! {
            biased;
            _ = look.tick() => {
                written(&chain, &mut held, counts.elapsed()).await;
                continue;
            }
            received = waiting.recv_many(&mut batch, BATCH) => {
                if received == 0 {
                    break;
                }
            }
            Some(done) = finish.recv() => {
                finished = Some(done);
                break;
            }
        }
        let (mut rows, mut firsts, mut readers) = (Vec::new(), Vec::new(), Vec::new());
        for Waiting { row, only_refused, durable, written } in batch.drain(..) {
            match only_refused.map(|refusals| counts.note(row.clone(), refusals)) {
                None => rows.push(row),
                Some(Noted::First(row, minute)) => {
                    firsts.push((*row).clone());
                    rows.extend(minute.into_iter().chain([row]).map(|row| *row));
                }
                Some(Noted::Counted) => {
                    // The request may be gone; then no answer is needed.
                    let _ = written.send(true);
                    continue;
                }
            }
            readers.push((durable, written));
        }
        let written = written(&chain, &mut held, rows).await;
        if !written {
            for row in &firsts {
                counts.forget(row);
            }
        }
        for (durable, reader) in readers {
            let _ = reader.send(written && !(durable && held.is_holding()));
        }
    }
    drop(waiting);
    written(&chain, &mut held, counts.all()).await;
    if let Some(done) = finished {
        // Nobody has to wait for it.
        let _ = done.send(());
    }
}

/// Writes these rows. `false` if they are neither written nor kept for later.
async fn written(chain: &OwnChain, held: &mut WaitingRows, mut rows: Vec<read_log::Model>) -> bool {
    held.write(chain).await;
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(BATCH));
        if let Err(error) = chain.insert(rows.clone()).await {
            tracing::error!(cause = %error, "the read log cannot be written");
            rows.extend(rest);
            let lost = rows.len() as u64;
            let kept = is_full(&error) && held.take(rows);
            READ_LOG_FAILURES.add([], if kept { 0 } else { lost });
            return kept;
        }
        rows = rest;
    }
    true
}

fn is_full(error: &DbErr) -> bool {
    Fault::of(error) == Fault::Full
}
