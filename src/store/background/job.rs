//! A job: rows that have become due with time, each settled in a transaction of its own. A row that cannot be settled
//! is skipped, counted and logged with its id, and the job goes on. Rows are read in the order of their ids, each once
//! in a run, so that a bad row never blocks the others. A row that another transaction has locked is such a row. Any node may run a job at any time, and several nodes at once
//! do no harm.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, SelectGetableTuple, Selector,
};
use uuid::Uuid;

use crate::error::Error;

/// How many rows in a row may find the database busy. Then the run ends, because every further row would wait as well.
pub(crate) const BUSY_IN_A_ROW: u32 = 5;

/// The number of rows that are read at a time.
pub(crate) const BATCH: u64 = 50;

/// Rows that are due, and how one of them is settled.
pub(crate) trait Job: Sync {
    /// The job's name in the log.
    const NAME: &'static str;

    /// The ids of at most [`BATCH`] rows that are due, in order, all greater than `after`. Only ids are read, because
    /// one unreadable row would make the whole batch fail.
    fn due(&self, after: Uuid) -> impl Future<Output = Result<Vec<Uuid>, DbErr>> + Send;

    /// Settles a row in a transaction of its own, in which it is read and locked. `false` if the row is not due any
    /// more because another node was faster.
    fn settle(&self, id: Uuid) -> impl Future<Output = Result<bool, Error>> + Send;
}

/// The result of one run of a job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The rows that this run settled.
    pub settled: u64,
    /// The rows that could not be settled. The log names them, and the next run tries them again.
    pub skipped: u64,
}

impl std::ops::AddAssign for Run {
    fn add_assign(&mut self, other: Self) {
        self.settled += other.settled;
        self.skipped += other.skipped;
    }
}

/// Adds up jobs that ran one after another. A job that failed keeps the others from nothing.
/// Errors: the first error.
pub(crate) fn together(runs: impl IntoIterator<Item = Result<Run, Error>>) -> Result<Run, Error> {
    let mut sum = Ok(Run::default());
    for run in runs {
        match (&mut sum, run) {
            (Ok(sum), Ok(run)) => *sum += run,
            (Ok(_), Err(error)) => sum = Err(error),
            (Err(_), _) => {}
        }
    }
    sum
}

/// Settles every row that is due.
/// Errors: when the database is away, or busy for many rows in a row; what was settled before stays settled.
pub(crate) async fn run<J: Job>(job: &J) -> Result<Run, Error> {
    let mut run = Run::default();
    let ended = every(job, &mut run).await;
    if run != Run::default() {
        tracing::info!(job = J::NAME, settled = run.settled, skipped = run.skipped, "a job has run");
    }
    match ended {
        Ok(()) => Ok(run),
        Err(error) => {
            tracing::error!(job = J::NAME, code = error.code().name(), "a job did not finish");
            Err(error)
        }
    }
}

async fn every<J: Job>(job: &J, run: &mut Run) -> Result<(), Error> {
    let (mut after, mut busy) = (Uuid::nil(), 0);
    loop {
        let due = job.due(after).await?;
        for id in &due {
            let settled = settle(job, *id).await;
            busy = if matches!(settled, Err(Error::Busy)) { busy + 1 } else { 0 };
            match settled {
                Ok(true) => run.settled += 1,
                // Another node has settled the row or is settling it; the next run looks again.
                Ok(false) | Err(Error::Conflict) => {}
                // Every other row would fail in the same way.
                Err(Error::Unavailable) => return Err(Error::Unavailable),
                Err(error) => {
                    tracing::error!(job = J::NAME, row = %id, code = error.code().name(), "a row was skipped");
                    run.skipped += 1;
                }
            }
            if busy == BUSY_IN_A_ROW {
                return Err(Error::Busy);
            }
        }
        match due.last() {
            Some(last) if due.len() as u64 >= BATCH => after = *last,
            _ => return Ok(()),
        }
    }
}

/// The first ids after `after` of the rows that a statement finds.
pub(crate) fn ids<E: EntityTrait>(of: Select<E>, id: E::Column, after: Uuid) -> Selector<SelectGetableTuple<Uuid>> {
    of.select_only().column(id).filter(id.gt(after)).order_by_asc(id).limit(BATCH).into_tuple()
}

/// A row that makes the code panic is skipped like any other bad row.
async fn settle<J: Job>(job: &J, id: Uuid) -> Result<bool, Error> {
    let settled = AssertUnwindSafe(job.settle(id)).catch_unwind().await;
    settled.unwrap_or_else(|_| Err(Error::internal(&"a row made the program panic")))
}

#[cfg(test)]
mod tests;
