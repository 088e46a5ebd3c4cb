//! The reason for a database failure, as one sentence for an operator at the start or on the command line. It is not for
//! callers, because it may name tables and roles.

use sea_orm::{DbErr, RuntimeErr, sqlx};

use super::settings::DROPPED;

/// The sentence.
pub fn plain(error: &DbErr) -> String {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => of_driver(cause),
        DbErr::ConnectionAcquire(_) => "it did not answer in time".to_owned(),
        other => other.to_string(),
    }
}

/// The same for an error of the driver.
pub(crate) fn of_driver(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(told) => {
            let message = told.message();
            if message.contains("unsupported startup parameter") {
                return format!("{message}: {DROPPED}");
            }
            message.to_owned()
        }
        sqlx::Error::Io(cause) => format!("it cannot be reached: {cause}"),
        sqlx::Error::Tls(cause) => format!("no encrypted connection: {cause}"),
        sqlx::Error::PoolTimedOut => "it did not answer in time".to_owned(),
        other => other.to_string(),
    }
}
