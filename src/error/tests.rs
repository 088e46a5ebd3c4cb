//! Maps codes of both databases to faults.

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, sqlx};

use super::{Error, ErrorCode, Fault};

/// A database error that carries only a code.
#[derive(Debug)]
struct Said(&'static str);

impl std::fmt::Display for Said {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0)
    }
}

impl std::error::Error for Said {}

impl sqlx::error::DatabaseError for Said {
    fn message(&self) -> &str {
        self.0
    }
    fn code(&self) -> Option<std::borrow::Cow<'_, str>> {
        Some(self.0.into())
    }
    fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self
    }
    fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
        self
    }
    fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
        self
    }
    fn kind(&self) -> sqlx::error::ErrorKind {
        sqlx::error::ErrorKind::Other
    }
}

fn driver(cause: sqlx::Error) -> RuntimeErr {
    RuntimeErr::SqlxError(std::sync::Arc::new(cause))
}

fn told(code: &'static str) -> ErrorCode {
    let cause = || driver(sqlx::Error::Database(Box::new(Said(code))));
    let query = Error::from(DbErr::Query(cause())).code();
    assert_eq!(Error::from(DbErr::Exec(cause())).code(), query, "{code}");
    query
}

#[test]
fn restarts_timeouts_and_shortages_pass() {
    let postgres = ["57P01", "57P02", "57P03", "57014", "08000", "08006", "53000", "53200", "53300", "55P03", "25006"];
    // BUSY, BUSY_TIMEOUT, LOCKED, INTERRUPT, IOERR and IOERR_SHMSIZE, CANTOPEN.
    let sqlite = ["5", "773", "6", "262", "9", "10", "4874", "14"];
    for code in postgres.into_iter().chain(sqlite) {
        assert_eq!(told(code), ErrorCode::Unavailable, "{code}");
    }
}

#[test]
fn a_lost_connection_passes() {
    let reset = || sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into());
    assert_eq!(Error::from(DbErr::Query(driver(reset()))).code(), ErrorCode::Unavailable);
    assert_eq!(Error::from(DbErr::Conn(driver(reset()))).code(), ErrorCode::Unavailable);
    assert_eq!(Error::from(DbErr::Exec(driver(sqlx::Error::WorkerCrashed))).code(), ErrorCode::Unavailable);
    assert_eq!(Error::from(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)).code(), ErrorCode::Unavailable);
}

#[test]
fn what_another_transaction_prevented_is_a_conflict() {
    for code in ["40001", "40P01", "517"] {
        let cause = driver(sqlx::Error::Database(Box::new(Said(code))));
        assert_eq!(Fault::of(&DbErr::Exec(cause)), Fault::Conflict, "{code}");
    }
}

#[test]
fn a_full_disk_has_a_code_of_its_own() {
    assert_eq!(told("53100"), ErrorCode::StorageFull);
    assert_eq!(told("13"), ErrorCode::StorageFull);
}

#[test]
fn a_mistake_of_ours_stays_one() {
    // A syntax error, a violated constraint, a missing table.
    for code in ["42601", "23505", "42P01", "1", "1555"] {
        assert_eq!(told(code), ErrorCode::Internal, "{code}");
    }
}
