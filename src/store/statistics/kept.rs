//! Answers kept in the memory of a node. A dashboard asks the same again and again, and until something is counted anew, or
//! its organisation is told something else, the answer is the same. An answer is kept under all that decides it: who asks, the
//! question, and the very statements that count for this viewer, so that nobody gets what was counted for another. Whether it
//! still holds the database says, at each request: nodes need not hear of each other.

use std::sync::Arc;

use entity::{statistics_memory, statistics_refresh};
use moka::sync::Cache;
use sea_orm::{
    DbErr,
    prelude::DateTimeUtc,
    sea_query::{Expr, ExprTrait, Query, SimpleExpr},
};
use tokio::sync::{Semaphore, SemaphorePermit};
use uuid::Uuid;

use super::{answer::Buckets, cells::Counting, population::Population};
use crate::{
    rules::statistics::question::Question,
    store::{Store, directory::Directory},
};

/// How many bytes of answers are kept, about.
const BYTES: u64 = 16 << 20;
/// What a bucket takes with its texts and numbers, about.
const BYTES_OF_A_BUCKET: usize = 400;

/// What the database says of the counts and of the viewer's memory, at one request.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The moment up to which changes are counted; none where nothing was counted yet.
    pub counted_until: Option<DateTimeUtc>,
    /// The nationalities that occur, as a list.
    pub nationalities: serde_json::Value,
    /// The version of both.
    pub version: Version,
}

/// The version of what an answer rests on.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Version {
    /// Of the counts.
    pub counts: Option<Uuid>,
    /// Of what the viewer's organisation was told.
    pub told: Option<Uuid>,
}

/// All that decides an answer beside the version of the database and the directory.
#[derive(Debug, Eq, Hash, PartialEq)]
pub struct Asked {
    organisation_id: Uuid,
    question: Question,
    population: Population,
    /// The statements with what is bound to them, as text.
    statements: Vec<String>,
}

/// An answer, and what it holds for.
#[derive(Clone, Debug)]
struct Kept {
    version: Version,
    directory: Arc<Directory>,
    buckets: Arc<Buckets>,
}

/// How many answers are counted at a time. When counts change, whoever asks asks for a new one at the same moment.
const AT_A_TIME: usize = 2;

/// The answers that a node keeps.
#[derive(Debug)]
pub struct Answers {
    kept: Cache<Asked, Kept>,
    turns: Semaphore,
}

impl Default for Answers {
    fn default() -> Self {
        let weigh = |asked: &Asked, kept: &Kept| {
            let texts: usize = asked.statements.iter().map(String::len).sum();
            u32::try_from(texts + kept.buckets.len() * BYTES_OF_A_BUCKET).unwrap_or(u32::MAX)
        };
        let kept = Cache::builder().max_capacity(BYTES).weigher(weigh).build();
        Self { kept, turns: Semaphore::new(AT_A_TIME) }
    }
}

impl Answers {
    /// The answer, where one is kept that still holds.
    #[must_use]
    pub fn get(&self, asked: &Asked, version: Version, directory: &Arc<Directory>) -> Option<Arc<Buckets>> {
        let kept = self.kept.get(asked)?;
        let holds = kept.version == version && Arc::ptr_eq(&kept.directory, directory);
        holds.then_some(kept.buckets)
    }

    /// A turn to count, and whether it had to be waited for: then somebody may have counted the same.
    pub async fn turn(&self) -> (SemaphorePermit<'_>, bool) {
        if let Ok(turn) = self.turns.try_acquire() {
            return (turn, false);
        }
        (self.turns.acquire().await.expect("it is never closed"), true)
    }

    /// Keeps an answer. Of counts without a version none is kept.
    pub fn keep(&self, asked: Asked, version: Version, directory: Arc<Directory>, buckets: Arc<Buckets>) {
        if version.counts.is_some() {
            self.kept.insert(asked, Kept { version, directory, buckets });
        }
    }
}

impl Asked {
    /// A question of this viewer, which is counted so.
    #[must_use]
    pub fn of<'a>(
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

impl Standing {
    /// Reads it, in one statement. It is read before anything is counted: an answer of newer counts may be kept under an older
    /// version, never the other way.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(store: &Store) -> Result<Self, DbErr> {
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
            .expr(SimpleExpr::SubQuery(None, Box::new(told.into())))
            .from(statistics_refresh::Entity)
            .take();
        let rows = store.database.read(&statement).await?;
        let Some(row) = rows.first() else {
            return Ok(Self { counted_until: None, nationalities: serde_json::json!([]), version: Version::default() });
        };
        Ok(Self {
            counted_until: Some(row.try_get_by_index(0)?),
            nationalities: row.try_get_by_index(1)?,
            version: Version { counts: row.try_get_by_index(2)?, told: row.try_get_by_index(3)? },
        })
    }
}
