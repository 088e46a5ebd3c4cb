//! The background jobs of a running server. Every node may run them at any time, also several nodes at once. Each is measured,
//! see `metrics::labels::Job`.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::{DateTime, Timelike as _, Utc};
use tokio::{task::JoinSet, time::sleep};

use crate::{
    access::policy::Policy,
    actions,
    error::Error,
    http::server::clock,
    metrics::labels::Job,
    store::{
        background::{
            expiry,
            job::Run,
            overdue, readers, resume,
            retention::{self, Retention},
        },
        database::Database,
        identity::{directory::SharedDirectory, standards},
        read_log::{ReadLog, signing::Signer},
        statistics,
    },
};

/// Interval at which the directory is read again.
const DIRECTORY_EVERY: Duration = Duration::from_mins(1);
/// Interval of the search for referrals that nobody answered in time.
const EXPIRY_EVERY: Duration = Duration::from_mins(1);
/// Interval of the search for expired consular documents and consents. A delay opens nothing, because a packet closes
/// at the moment its consent ends.
const DESK_EVERY: Duration = Duration::from_hours(1);
/// How often people of different organisations are compared, see [`until_full_hour`].
const MATCHING_EVERY: Duration = Duration::from_hours(1);
/// Interval of the signatures under the read log.
const CHECKPOINT_EVERY: Duration = Duration::from_mins(1);
/// Interval of the recount of changed statistics, as long as a recount takes less than a tenth of it.
const STATISTICS_EVERY: Duration = Duration::from_secs(30);
/// Interval of the search for new entries of the read log, which tell who has read a case.
const READERS_EVERY: Duration = Duration::from_mins(1);
/// Interval of the count of overdue clocks.
const OVERDUE_EVERY: Duration = Duration::from_mins(1);

/// Starts the jobs.
pub(super) fn start(
    tasks: &mut JoinSet<()>,
    database: &Database,
    directory: Arc<SharedDirectory>,
    (retention, signer): (&Retention, Signer),
) {
    tasks.spawn(read_directory(database.clone(), directory));
    tasks.spawn(settle_what_is_due(database.clone()));
    tasks.spawn(delete_old_rows(database.clone(), retention.clone(), signer));
    tasks.spawn(count_statistics(database.clone()));
    tasks.spawn(compare_people(database.clone()));
    tasks.spawn(settle_the_consular_desk(database.clone()));
}

/// Counts overdue clocks, forever. It runs only where somebody reads the number.
pub(super) async fn count_overdue_clocks(database: Database) {
    let job = Job::OverdueClocks;
    job.every(OVERDUE_EVERY, clock());
    loop {
        if let Err(cause) = job.measured(clock, overdue::measure(&database, clock())).await {
            tracing::error!(%cause, "overdue clocks were not counted");
        }
        sleep(OVERDUE_EVERY).await;
    }
}

async fn read_directory(database: Database, directory: Arc<SharedDirectory>) {
    Job::Directory.every(DIRECTORY_EVERY, clock());
    loop {
        // A wrong code is reported and does not stop the server: one typo must not turn a restart into an outage.
        match standards::wrong(&database).await {
            Ok(wrong) => {
                for code in wrong {
                    tracing::error!(code, "the directory has a code that is in no standard");
                }
            }
            Err(cause) => tracing::error!(%cause, "the codes of the directory were not read"),
        }
        sleep(DIRECTORY_EVERY).await;
        if let Err(cause) = Job::Directory.measured(clock, directory.refresh(&database)).await {
            tracing::error!(%cause, "the directory was not read; the previous one stays in use");
        }
    }
}

/// Runs a job that settles rows. A row that it skips is no success of the job, and no failure of the run.
async fn settled<E>(job: Job, run: impl Future<Output = Result<Run, E>>) -> Result<Run, E> {
    let run = job.measured(clock, run).await;
    if let Ok(Run { skipped, .. }) = &run {
        job.skipped(*skipped);
    }
    run
}

async fn settle_what_is_due(database: Database) {
    for job in [Job::ReferralExpiry, Job::ConsentExpiry, Job::ServiceResume] {
        job.every(EXPIRY_EVERY, clock());
    }
    let said = |error: &Error, sentence: &str| tracing::error!(code = error.code().name(), "{sentence}");
    loop {
        if let Err(error) = settled(Job::ReferralExpiry, Box::pin(expiry::expire_due(&database, clock()))).await {
            said(&error, "the expiry of referrals did not finish");
        }
        if let Err(error) = settled(Job::ConsentExpiry, Box::pin(actions::consents::end_due(&database, clock()))).await
        {
            said(&error, "the expiry of consents did not finish");
        }
        if let Err(error) = settled(Job::ServiceResume, Box::pin(resume::resume_due(&database, clock()))).await {
            said(&error, "the end of the pauses of services did not finish");
        }
        sleep(EXPIRY_EVERY).await;
    }
}

/// A task of its own, because many old rows take long, and referrals expire meanwhile.
async fn delete_old_rows(database: Database, retention: Retention, signer: Signer) {
    Job::Retention.every(EXPIRY_EVERY, clock());
    loop {
        // It logs its own errors.
        let _ = Job::Retention.measured(clock, retention::forget(&database, &retention, &signer, clock())).await;
        sleep(EXPIRY_EVERY).await;
    }
}

/// Folds the read log into the readers of cases, forever.
pub(super) async fn fold_the_read_log(database: Database, policy: Arc<Policy>) {
    Job::Readers.every(READERS_EVERY, clock());
    loop {
        if let Err(cause) = Job::Readers.measured(clock, readers::fold(&database, &policy, clock())).await {
            tracing::error!(%cause, "the read log was not folded; the readers of cases stay as they were");
        }
        sleep(READERS_EVERY).await;
    }
}

async fn count_statistics(database: Database) {
    Job::Statistics.every(STATISTICS_EVERY, clock());
    loop {
        let began = Instant::now();
        if let Err(cause) = settled(Job::Statistics, Box::pin(statistics::refresh::refresh(&database, clock()))).await {
            tracing::error!(%cause, "statistics were not counted; the previous counts stay in use");
        }
        if let Err(cause) = statistics::told::forget(&database, clock()).await {
            tracing::error!(%cause, "old records of released statistics were not deleted");
        }
        let pause = STATISTICS_EVERY.max(10 * began.elapsed());
        // An alert knows the next run by the interval, and a long pause is no fault.
        Job::Statistics.pauses(pause);
        sleep(pause).await;
    }
}

async fn compare_people(database: Database) {
    let job = Job::BlindMatch;
    job.every(MATCHING_EVERY, clock());
    loop {
        sleep(until_full_hour(clock())).await;
        if let Err(error) = settled(job, Box::pin(actions::matching::round::run(&database, clock()))).await {
            tracing::error!(code = error.code().name(), "a round of the blind match did not finish");
        }
    }
}

/// The time until the next full hour. A round of the blind match at this time says little about when the other side did something.
fn until_full_hour(now: DateTime<Utc>) -> Duration {
    let minutes = 60 - u64::from(now.minute());
    Duration::from_secs(minutes * 60 - u64::from(now.second()))
}

/// Signs the end of this node's chain of the read log each minute.
pub(super) async fn sign_read_log(read_log: ReadLog) {
    loop {
        sleep(CHECKPOINT_EVERY).await;
        read_log.sign(clock()).await;
    }
}

async fn settle_the_consular_desk(database: Database) {
    let job = Job::ConsularDesk;
    job.every(DESK_EVERY, clock());
    loop {
        if let Err(error) = settled(job, Box::pin(actions::consular::end_due(&database, clock()))).await {
            tracing::error!(code = error.code().name(), "the expiry at the consular desk did not finish");
        }
        sleep(DESK_EVERY).await;
    }
}
