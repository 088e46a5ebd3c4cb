//! A cache of answers in the memory of a node. Dashboards repeat the same questions, and an answer stays the same until
//! counts are refreshed or the organisation receives other numbers. The cache key holds everything that decides the
//! answer: the organisation, the question, and the SQL statements for this viewer, so that nobody receives an answer
//! that was computed for another viewer. Each request asks the database for the current version, so nodes do not need
//! to notify each other.

use std::sync::Arc;

use entity::{statistics_memory, statistics_refresh};
use moka::sync::Cache;
use sea_orm::{
    DbErr,
    prelude::DateTimeUtc,
    sea_query::{Expr, ExprTrait, Query, SimpleExpr},
};
use tokio::sync::{Mutex, OwnedMutexGuard, Semaphore, SemaphorePermit};
use uuid::Uuid;

use super::{buckets::Buckets, cells::Counting, population::Population, zones::Zones};
use crate::{
    rules::statistics::question::Question,
    store::{Store, identity::directory::Directory},
};

/// The size of the cache in bytes, approximately.
const BYTES: u64 = 16 << 20;
/// The size of a bucket with its texts and numbers, approximately.
const BYTES_OF_A_BUCKET: usize = 400;

/// The state of the counts and of the organisation's memory at one request.
#[derive(Clone, Debug)]
pub(crate) struct LastCount {
    /// The moment up to which changes are counted; null if nothing was counted yet.
    pub counted_until: Option<DateTimeUtc>,
    /// The nationalities that occur, as a JSON list.
    pub nationalities: serde_json::Value,
    /// The time zones of the counts; null if they were counted in UTC only.
    pub zones: Option<Zones>,
    /// The version of both.
    pub version: Version,
}

/// The versions that an answer was computed from.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Version {
    /// The version of the counts.
    pub counts: Option<Uuid>,
    /// The version of what was published to the viewer's organisation.
    pub told: Option<Uuid>,
}

/// The cache key: everything that decides an answer except the versions and the directory.
#[derive(Debug, Eq, Hash, PartialEq)]
pub(crate) struct AnswerKey {
    organisation_id: Uuid,
    question: Question,
    population: Population,
    /// The statements with their bound values, as text.
    statements: Vec<String>,
}

/// A cached answer, and the versions that it is valid for.
#[derive(Clone, Debug)]
struct Kept {
    version: Version,
    directory: Arc<Directory>,
    buckets: Arc<Buckets>,
}

/// Limits concurrent recounts. After a refresh every dashboard is stale at once; without a limit all of them would
/// recount together.
const MAX_CONCURRENT_RECOUNTS: usize = 2;

/// How many workers and organisations have a lock. If more ask at the same time, two questions of one organisation may be
/// decided together; then one of them is decided again.
const LOCKS: u64 = 10_000;

/// One lock for each worker or organisation.
type Locks = Cache<Uuid, Arc<Mutex<()>>>;

/// The cached answers of a node.
#[derive(Debug)]
pub(crate) struct Answers {
    kept: Cache<AnswerKey, Kept>,
    turns: Semaphore,
    workers: Locks,
    organisations: Locks,
}

/// A permit to count.
#[derive(Debug)]
pub(crate) struct Turn<'a> {
    /// The store of the question, with a reader that it keeps.
    pub store: Store,
    _one_of_few: SemaphorePermit<'a>,
    _of_organisation: OwnedMutexGuard<()>,
    _of_worker: OwnedMutexGuard<()>,
    /// Whether the caller had to wait. After a wait another request may have cached the same answer.
    pub waited: bool,
}

impl Default for Answers {
    fn default() -> Self {
        let weigh = |asked: &AnswerKey, kept: &Kept| {
            let texts: usize = asked.statements.iter().map(String::len).sum();
            u32::try_from(texts + kept.buckets.len() * BYTES_OF_A_BUCKET).unwrap_or(u32::MAX)
        };
        let kept = Cache::builder().max_capacity(BYTES).weigher(weigh).build();
        Self {
            kept,
            turns: Semaphore::new(MAX_CONCURRENT_RECOUNTS),
            workers: Cache::new(LOCKS),
            organisations: Cache::new(LOCKS),
        }
    }
}

impl Answers {
    /// The cached answer, if it is still valid.
    pub(crate) fn get(&self, asked: &AnswerKey, version: Version, directory: &Arc<Directory>) -> Option<Arc<Buckets>> {
        let kept = self.kept.get(asked)?;
        let holds = kept.version == version && Arc::ptr_eq(&kept.directory, directory);
        holds.then_some(kept.buckets)
    }

    /// Waits for a permit to count. The questions of one worker, and those of one organisation, are counted one after
    /// another, so that nobody takes all permits. Also each question is checked against what the one before it published
    /// to the organisation. The permit of all comes last, because a question must not keep it while it waits for
    /// something of its own worker: another question or a reader of the share.
    pub(crate) async fn turn(&self, store: &Store) -> Turn<'_> {
        let viewer = &store.scope.viewer;
        let (of_worker, behind_worker) = locked(&self.workers, viewer.worker_id).await;
        let (of_organisation, behind_organisation) = locked(&self.organisations, viewer.organisation_id).await;
        let store = Store { database: store.database.with_a_reader().await, ..store.clone() };
        let (one_of_few, behind_all) = match self.turns.try_acquire() {
            Ok(turn) => (turn, false),
            Err(_) => (self.turns.acquire().await.expect("it is never closed"), true),
        };
        Turn {
            store,
            _one_of_few: one_of_few,
            _of_organisation: of_organisation,
            _of_worker: of_worker,
            waited: behind_worker || behind_organisation || behind_all,
        }
    }

    /// Caches an answer, unless the counts have no version.
    pub(crate) fn keep(&self, asked: AnswerKey, version: Version, directory: Arc<Directory>, buckets: Arc<Buckets>) {
        if version.counts.is_some() {
            self.kept.insert(asked, Kept { version, directory, buckets });
        }
    }
}

/// The lock of this key, and whether somebody else had it.
async fn locked(locks: &Locks, key: Uuid) -> (OwnedMutexGuard<()>, bool) {
    let lock = locks.get_with(key, Arc::default);
    match Arc::clone(&lock).try_lock_owned() {
        Ok(guard) => (guard, false),
        Err(_) => (lock.lock_owned().await, true),
    }
}

impl AnswerKey {
    /// The key of a question of this viewer, with the statements that count for it.
    pub(crate) fn of<'a>(
        store: &Store,
        question: &Question,
        population: &Population,
        countings: impl Iterator<Item = &'a Counting>,
    ) -> Self {
        let backend = store.database.backend();
        Self {
            organisation_id: store.scope.viewer.organisation_id,
            question: question.clone(),
            population: population.clone(),
            statements: countings.map(|counting| backend.build(&counting.statement).to_string()).collect(),
        }
    }
}

impl LastCount {
    /// Reads it in one statement, before anything is counted: newer counts may be cached under an older version, but
    /// never the other way round.
    pub(crate) async fn read(store: &Store) -> Result<Self, DbErr> {
        use statistics_memory::Column as M;
        use statistics_refresh::Column as C;
        let told = Query::select()
            .column(M::Version)
            .from(statistics_memory::Entity)
            .and_where(Expr::col(M::OrganisationId).eq(store.scope.viewer.organisation_id))
            .take();
        let statement = Query::select()
            .column(C::CountedUntil)
            .column(C::Nationalities)
            .column(C::Version)
            .column(C::Zones)
            .expr(SimpleExpr::SubQuery(None, Box::new(told.into())))
            .from(statistics_refresh::Entity)
            .take();
        let rows = store.database.read(&statement).await?;
        let Some(row) = rows.first() else {
            let nationalities = serde_json::json!([]);
            return Ok(Self { counted_until: None, nationalities, zones: None, version: Version::default() });
        };
        Ok(Self {
            counted_until: Some(row.try_get_by_index(0)?),
            nationalities: row.try_get_by_index(1)?,
            zones: Zones::stored(row.try_get_by_index::<Option<serde_json::Value>>(3)?.as_ref()),
            version: Version { counts: row.try_get_by_index(2)?, told: row.try_get_by_index(4)? },
        })
    }
}

#[cfg(test)]
mod tests;
