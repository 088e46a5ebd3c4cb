//! The read log: which classes of which cases a request has shown and to whom, which searches for a person it made, and how
//! many of its roots were refused. Each request writes one row, and the answer waits until the row is durable. Requests that
//! were only refused are counted instead, see `refused`. Rows of requests that end together share one commit. A row waits in
//! memory only while the disk is full.

mod refused;

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::{codes::Purpose, read_log};
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait, prelude::DateTimeUtc};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use self::refused::{Counts, Noted, Refusals};
use crate::{
    access::{class::ClassSet, policy::spelled, viewer::Viewer},
    error::{Error, Fault},
    store::database::Database,
};

/// The most rows of one commit. A connection caches every statement that it has sent, one for each number of rows.
const BATCH: usize = 64;
/// The most requests that may wait for the log.
const WAITING: usize = 10_000;

/// The time between two looks at the counts of refused requests.
const BETWEEN_COUNTS: Duration = Duration::from_secs(30);

/// The most rows that wait in memory while the disk is full.
const HELD: usize = 10_000;

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
pub(crate) struct ReadLog {
    rows: mpsc::Sender<Waiting>,
    /// Hashes what was searched for: equal searches are recognised, and nobody without the key can try names.
    searches: hmac::Key,
}

#[derive(Debug)]
struct Waiting {
    row: read_log::ActiveModel,
    /// Set for a request that showed nothing, searched for nobody and was refused.
    only_refused: Option<Refusals>,
    /// Whether the answer has to wait until the row is on the disk: a row that is only held is lost with the program.
    durable: bool,
    written: oneshot::Sender<bool>,
}

impl ReadLog {
    /// Starts the task that writes. It ends when the last handle is dropped.
    pub(crate) fn start(database: Database, key: &[u8; 32]) -> Self {
        let (rows, receiver) = mpsc::channel(WAITING);
        tokio::spawn(write(database, receiver));
        // A key of its own, derived from the server's: what is hashed here is no use anywhere else.
        let derived = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), b"searches in the read log");
        Self { rows, searches: hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()) }
    }

    /// Waits until the entry is written, or counted.
    /// Errors: when it cannot be written; then nothing may be shown.
    pub(crate) async fn record(&self, viewer: &Viewer, reading: ReadLogEntry) -> Result<(), Error> {
        let entries = reading.entries(&self.searches);
        let (refused, durable) = (reading.is_only_refused(), reading.at_counter.is_some());
        let ReadLogEntry { at, request_id, policy_version, operation, refusals, .. } = reading;
        let only_refused = refused.then_some(refusals);
        let purpose: Option<Purpose> = viewer.purpose;
        let row = read_log::ActiveModel {
            id: Set(Uuid::now_v7()),
            at: Set(at),
            request_id: Set(request_id),
            worker_id: Set(viewer.worker_id),
            organisation_id: Set(viewer.organisation_id),
            roles: Set(serde_json::json!(viewer.roles)),
            purpose: Set(purpose),
            policy_version: Set(policy_version),
            operation: Set(operation),
            entries: Set(serde_json::Value::Array(entries)),
            previous_hash: Set(None),
            hash: Set(None),
        };
        let (written, done) = oneshot::channel();
        self.rows.send(Waiting { row, only_refused, durable, written }).await.map_err(|_| Error::Unavailable)?;
        match done.await {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(Error::Unavailable),
        }
    }
}

async fn write(database: Database, mut waiting: mpsc::Receiver<Waiting>) {
    let (mut batch, mut held, mut counts) = (Vec::new(), WaitingRows::default(), Counts::default());
    let mut look = tokio::time::interval(BETWEEN_COUNTS);
    // The rows that arrived while the last batch was written are the next batch.
    loop {
        tokio::select! {
            received = waiting.recv_many(&mut batch, BATCH) => {
                if received == 0 {
                    break;
                }
            }
            _ = look.tick() => {
                written(&database, &mut held, counts.elapsed()).await;
                continue;
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
        let written = written(&database, &mut held, rows).await;
        if !written {
            for row in &firsts {
                counts.forget(row);
            }
        }
        for (durable, reader) in readers {
            let _ = reader.send(written && !(durable && held.is_holding()));
        }
    }
    written(&database, &mut held, counts.all()).await;
}

/// Writes these rows. `false` if they are neither written nor kept for later.
async fn written(database: &Database, held: &mut WaitingRows, mut rows: Vec<read_log::ActiveModel>) -> bool {
    held.write(database).await;
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(BATCH));
        if let Err(error) = insert(database, rows.clone()).await {
            tracing::error!(cause = %error, "the read log cannot be written");
            rows.extend(rest);
            return Fault::of(&error) == Fault::Full && held.take(rows);
        }
        rows = rest;
    }
    true
}

async fn insert(database: &Database, rows: Vec<read_log::ActiveModel>) -> Result<(), DbErr> {
    read_log::Entity::insert_many(rows).exec_without_returning(&database.urgent).await.map(drop)
}

/// Rows that wait for room on a full disk, so that cases can still be read. Each is also written to the program's log,
/// in case the program ends first.
#[derive(Default)]
struct WaitingRows(VecDeque<read_log::ActiveModel>);

impl WaitingRows {
    /// Whether rows are kept that are not on the disk.
    fn is_holding(&self) -> bool {
        !self.0.is_empty()
    }

    /// Keeps these rows. `false` if there are too many.
    fn take(&mut self, rows: Vec<read_log::ActiveModel>) -> bool {
        if self.0.len() + rows.len() > HELD {
            return false;
        }
        for row in rows {
            tracing::error!(target: "waystation::read_log", row = ?row, "a row of the read log waits for room on the disk");
            self.0.push_back(row);
        }
        true
    }

    /// Writes as many as possible, the oldest first.
    async fn write(&mut self, database: &Database) {
        while !self.0.is_empty() {
            let rows: Vec<_> = self.0.iter().take(BATCH).cloned().collect();
            let count = rows.len();
            if insert(database, rows).await.is_err() {
                return;
            }
            self.0.drain(..count);
        }
    }
}
