//! The read log: which classes of which cases a request has shown, and to whom. Each request writes one row, and the
//! answer waits until the row is durable. Rows of requests that end together share one commit. A row waits in memory
//! only while the disk is full.

use std::collections::{BTreeMap, VecDeque};

use entity::{codes::Purpose, read_log};
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait, prelude::DateTimeUtc};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::database::Database;
use crate::{
    access::{class::ClassSet, policy::spelled, viewer::Viewer},
    error::{Error, Fault},
};

/// The most rows of one commit. A connection caches every statement that it has sent, one for each number of rows.
const BATCH: usize = 64;
/// The most requests that may wait for the log.
const WAITING: usize = 10_000;

/// The most rows that wait in memory while the disk is full.
const HELD: usize = 10_000;

/// The entry of one request in the read log.
#[derive(Clone, Debug)]
pub struct Reading {
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
}

/// The handle of the task that writes the log.
#[derive(Clone, Debug)]
pub struct ReadLog(mpsc::Sender<Waiting>);

#[derive(Debug)]
struct Waiting {
    row: read_log::ActiveModel,
    written: oneshot::Sender<bool>,
}

impl ReadLog {
    /// Starts the task that writes. It ends when the last handle is dropped.
    #[must_use]
    pub fn start(database: Database) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        tokio::spawn(write(database, receiver));
        Self(sender)
    }

    /// Waits until the entry is written.
    ///
    /// # Errors
    /// When it cannot be written; then nothing may be shown.
    pub async fn record(&self, viewer: &Viewer, reading: Reading) -> Result<(), Error> {
        let Reading { at, request_id, policy_version, operation, cases } = reading;
        // The cases of one page are mostly shown with the same classes.
        let mut alike: BTreeMap<i64, Vec<Uuid>> = BTreeMap::new();
        for (case, classes) in cases {
            alike.entry(classes.to_bits()).or_default().push(case);
        }
        let entries = alike.into_iter().map(|(classes, cases)| {
            let classes: Vec<_> = ClassSet::from_bits(classes).iter().map(|it| spelled(&it)).collect();
            serde_json::json!({ "classes": classes, "cases": cases })
        });
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
            entries: Set(serde_json::Value::Array(entries.collect())),
            previous_hash: Set(None),
            hash: Set(None),
        };
        let (written, done) = oneshot::channel();
        self.0.send(Waiting { row, written }).await.map_err(|_| Error::Unavailable)?;
        match done.await {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(Error::Unavailable),
        }
    }
}

async fn write(database: Database, mut waiting: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::new();
    let mut held = Held::default();
    // The rows that arrived while the last batch was written are the next batch.
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        let (rows, readers): (Vec<_>, Vec<_>) = batch.drain(..).map(|it| (it.row, it.written)).unzip();
        held.write(&database).await;
        let written = match insert(&database, rows.clone()).await {
            Ok(()) => true,
            Err(error) => {
                tracing::error!(cause = %error, "the read log cannot be written");
                Fault::of(&error) == Fault::Full && held.take(rows)
            }
        };
        for reader in readers {
            // The request may be gone; then no answer is needed.
            let _ = reader.send(written);
        }
    }
}

async fn insert(database: &Database, rows: Vec<read_log::ActiveModel>) -> Result<(), DbErr> {
    read_log::Entity::insert_many(rows).exec_without_returning(&database.writer).await.map(drop)
}

/// Rows that wait for room on a full disk, so that cases can still be read. Each is also written to the program's log,
/// in case the program ends first.
#[derive(Default)]
struct Held(VecDeque<read_log::ActiveModel>);

impl Held {
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
