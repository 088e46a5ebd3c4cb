//! How background jobs are measured: how often they run, when they last succeeded, and how long that took.

use std::time::{Duration, Instant};

use sea_orm::prelude::DateTimeUtc;

use super::{
    labels::Job,
    list::{JOB_DURATION, JOB_FAILURES, JOB_INTERVAL, JOB_LAST_SUCCESS, JOB_SKIPPED},
};

impl Job {
    /// Says how often the job runs. Until its first success, the time of its last one is that of the start, so that an alert
    /// finds a job that never succeeds.
    pub(crate) fn every(self, interval: Duration, now: DateTimeUtc) {
        self.pauses(interval);
        JOB_LAST_SUCCESS.set([self.into()], seconds(now));
        JOB_DURATION.set([self.into()], 0.0);
        JOB_FAILURES.add([self.into()], 0);
        self.skipped(0);
    }

    /// Says how long the pause until the next run is.
    pub(crate) fn pauses(self, interval: Duration) {
        JOB_INTERVAL.set([self.into()], interval.as_secs_f64());
    }

    /// Counts rows that the job could not settle.
    pub(crate) fn skipped(self, rows: u64) {
        JOB_SKIPPED.add([self.into()], rows);
    }

    /// Runs the job and notes how it went.
    pub(crate) async fn measured<T, E>(
        self,
        clock: fn() -> DateTimeUtc,
        run: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let began = Instant::now();
        let result = run.await;
        JOB_DURATION.set([self.into()], began.elapsed().as_secs_f64());
        match &result {
            Ok(_) => JOB_LAST_SUCCESS.set([self.into()], seconds(clock())),
            Err(_) => JOB_FAILURES.add([self.into()], 1),
        }
        result
    }
}

/// A moment in seconds since 1970.
fn seconds(at: DateTimeUtc) -> f64 {
    (at - DateTimeUtc::UNIX_EPOCH).to_std().unwrap_or_default().as_secs_f64()
}
