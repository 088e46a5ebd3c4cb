//! Statements stop when the request that waits for them is dropped, and after their time limit. Dropping the future of
//! a statement does not stop it: the driver waits for its end before it gives the connection to another request.
//!
//! SQLite runs a statement in a thread of the driver. Its progress handler ends the statement when the request is gone
//! or the time is over. The handler is set each time that a connection is taken from the pool, because only then the
//! request is known. PostgreSQL has `statement_timeout`. A PostgreSQL connection that still runs a statement soon after it
//! was returned is closed; the server ends the statement when it finds the connection closed.
//!
//! A returned PostgreSQL connection is not asked whether it is idle when that is known already, because the question would
//! be one more round trip in every request. The driver knows it of a connection outside a transaction. The rollback of a
//! transaction is sent after the connection was returned, and hides it; [`Abandoned`] knows it of the readers.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::sqlx::{
    self, Connection as _, Executor as _,
    pool::PoolOptions,
    postgres::{PgConnection, Postgres},
    sqlite::{Sqlite, SqliteConnection},
};

/// The number of SQLite's virtual machine steps between two checks: some 100 microseconds.
const STEPS: i32 = 10_000;
/// The time in which an idle connection answers.
const ANSWERS_WITHIN: Duration = Duration::from_millis(250);
/// How long after an abandoned transaction every connection is asked. The connection is returned at once, so this is
/// much longer than needed.
const ASK_FOR: Duration = Duration::from_secs(10);
/// How often PostgreSQL checks during a statement whether the connection is closed.
const LOOK_FOR_CLOSED: &str = "SET client_connection_check_interval = '500ms'";

tokio::task_local! {
    /// Set when nobody waits for the statements of this task any more.
    static GONE: Arc<AtomicBool>;
}

/// The flag of the current task that says whether somebody still waits for its statements.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waiting(Option<Arc<AtomicBool>>);

impl Waiting {
    /// That of the current task, to be carried into another one.
    pub(crate) fn here() -> Self {
        Self(GONE.try_with(Arc::clone).ok())
    }

    /// Runs work in another task on behalf of the waiting one.
    pub(crate) async fn carry<T>(self, work: impl Future<Output = T>) -> T {
        match self.0 {
            Some(gone) => GONE.scope(gone, work).await,
            None => work.await,
        }
    }
}

/// Runs work whose statements stop when it is dropped.
pub async fn stoppable<T>(work: impl Future<Output = T>) -> T {
    struct Guard(Arc<AtomicBool>);
    impl Drop for Guard {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let gone = Arc::new(AtomicBool::new(false));
    let _guard = Guard(Arc::clone(&gone));
    GONE.scope(gone, work).await
}

/// When a transaction last ended before all its statements were answered. A returned connection does not tell which
/// transaction it had, so for some time after this all of them are asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Abandoned(Arc<Mutex<Option<Instant>>>);

impl Abandoned {
    /// Notes that one ends now. The connection must be returned after this.
    pub(crate) fn note(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    fn lately(&self) -> bool {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|last| last.elapsed() < ASK_FOR)
    }
}

/// Which statements of a SQLite pool have a time limit.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ends {
    /// All of them.
    Every(Duration),
    /// Those of a request. The server's own work, such as a migration, has no limit.
    OfRequests(Duration),
}

/// Sets the limit for the statements of a SQLite connection. The time counts from here, for all statements until the
/// connection is returned.
pub(crate) async fn limit(connection: &mut SqliteConnection, ends: Ends) -> Result<bool, sqlx::Error> {
    let Waiting(gone) = Waiting::here();
    let within = match ends {
        Ends::OfRequests(within) => gone.is_some().then_some(within),
        Ends::Every(within) => Some(within),
    };
    let mut handle = connection.lock_handle().await?;
    let Some(within) = within else {
        handle.remove_progress_handler();
        return Ok(true);
    };
    let began = Instant::now();
    let is_gone = move || gone.as_ref().is_some_and(|gone| gone.load(Ordering::Relaxed));
    handle.set_progress_handler(STEPS, move || !is_gone() && began.elapsed() < within);
    Ok(true)
}

/// Hooks of a SQLite pool for a new connection, and for one that is returned.
pub(crate) fn sqlite_pool(pool: PoolOptions<Sqlite>, ends: Ends) -> PoolOptions<Sqlite> {
    pool.after_connect(move |connection, _| Box::pin(async move { limit(connection, ends).await.map(drop) }))
        .after_release(|connection, _| {
            Box::pin(async move {
                // An interrupted write and a full disk roll back by themselves. The driver does not notice and would
                // take the next transaction for a nested one, so such a connection is closed.
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
}

/// Hooks of a PostgreSQL pool for a new connection, and for one that is returned. `abandoned` is given if it is told of all
/// transactions of the pool.
pub(crate) fn postgres_pool(pool: PoolOptions<Postgres>, abandoned: Option<Abandoned>) -> PoolOptions<Postgres> {
    pool.after_connect(|connection, _| {
        Box::pin(async move {
            // A server that does not know the setting ends the statement at its `statement_timeout`.
            let _ = connection.execute(LOOK_FOR_CLOSED).await;
            Ok(())
        })
    })
    .after_release(move |connection, _| {
        let abandoned = abandoned.clone();
        Box::pin(async move { Ok(runs_nothing(connection, abandoned.as_ref()).await) })
    })
}

async fn runs_nothing(connection: &mut PgConnection, abandoned: Option<&Abandoned>) -> bool {
    // What waits to be sent is the rollback of a transaction. The driver sends it together with a ping of its own.
    if connection.should_flush() && abandoned.is_some_and(|it| !it.lately()) {
        return true;
    }
    // Sends what waits, and waits for every answer that is due. It completes at once if there is nothing of either.
    matches!(tokio::time::timeout(ANSWERS_WITHIN, connection.flush()).await, Ok(Ok(())))
}
