//! The one error type of the server. It ends a field. A refusal by rule is not an error; it is part of a payload.

mod code;

use async_graphql::{ErrorExtensions as _, Pos, ServerError};
use sea_orm::{DbErr, RuntimeErr, sqlx};
use uuid::Uuid;

pub(crate) use self::code::ErrorCode;

/// Why a field has no answer. There is no `Display` on purpose, because async-graphql turns any displayable type into
/// an error without its code.
#[derive(Clone, Debug)]
pub enum Error {
    /// The record does not exist, or the viewer may not know that it exists. Both give the same answer.
    NotFound,
    /// The same for a record that the input names in addition to its subject: a service, a consent, a centre.
    NotFoundNamed(&'static str),
    /// The caller's token is not accepted any more: it was revoked or has expired since the request began.
    Unauthenticated,
    /// The viewer may know the record, but may not take this action, or may not read these statistics.
    Forbidden,
    /// The viewer may not count these measures and dimensions, by their names.
    NotCounted(String),
    /// An argument has a wrong value.
    BadInput {
        /// The argument or input field.
        field: String,
        /// The mistake, in the user's words.
        message: String,
    },
    /// The text is not an identifier.
    InvalidId,
    /// A cursor was not made by this server for this list.
    InvalidCursor,
    /// A position was not made by this server for this viewer.
    InvalidPosition,
    /// What changed after a position is not known any more.
    PositionExpired,
    /// The idempotency key was used before with another input.
    IdempotencyKeyReused,
    /// The organisation has used up its budget of statistics for now.
    BudgetSpent,
    /// Another transaction interfered. The same change may succeed on a retry.
    Conflict,
    /// The database is unreachable.
    Unavailable,
    /// A statement or a wait took too long. Another statement may succeed at the same time.
    Busy,
    /// The disk of the database is full. Reading works, writing does not.
    StorageFull,
    /// An error of async-graphql, which could not parse an argument.
    Engine(ServerError),
    /// Any other fault. The log has the cause under this id.
    Internal(Uuid),
}

impl Error {
    /// The stable code in `extensions.code`.
    pub(crate) const fn code(&self) -> ErrorCode {
        match self {
            Self::NotFound | Self::NotFoundNamed(_) => ErrorCode::NotFound,
            Self::Unauthenticated => ErrorCode::Unauthenticated,
            Self::Forbidden | Self::NotCounted(_) => ErrorCode::Forbidden,
            Self::BadInput { .. } => ErrorCode::BadUserInput,
            Self::InvalidId => ErrorCode::InvalidId,
            Self::InvalidCursor => ErrorCode::InvalidCursor,
            Self::InvalidPosition => ErrorCode::InvalidPosition,
            Self::PositionExpired => ErrorCode::PositionExpired,
            Self::IdempotencyKeyReused => ErrorCode::IdempotencyKeyReused,
            Self::BudgetSpent => ErrorCode::StatisticsBudgetSpent,
            Self::Conflict | Self::Unavailable | Self::Busy => ErrorCode::Unavailable,
            Self::StorageFull => ErrorCode::StorageFull,
            Self::Engine(_) => ErrorCode::BadUserInput,
            Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// The sentence for the user.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::NotFound => "not found".to_owned(),
            Self::NotFoundNamed(what) => format!("the {what} was not found"),
            Self::Unauthenticated => "the token is not valid any more".to_owned(),
            Self::Forbidden => "you are not allowed to do this".to_owned(),
            Self::NotCounted(what) => format!("you are not allowed to have this counted: {what}"),
            Self::BadInput { message, .. } => message.clone(),
            Self::InvalidId => "this is not an identifier".to_owned(),
            Self::InvalidCursor => "this cursor does not belong to this list".to_owned(),
            Self::InvalidPosition => "this position does not belong to you".to_owned(),
            Self::PositionExpired => {
                "the changes after this position are not known any more; read your cases anew and follow from a new position"
                    .to_owned()
            }
            Self::IdempotencyKeyReused => "this idempotency key was used for another input".to_owned(),
            Self::BudgetSpent => {
                "your organisation has used its statistics budget for now; earlier questions are still answered"
                    .to_owned()
            }
            Self::Conflict | Self::Unavailable | Self::Busy => {
                "the server cannot answer now; try again later".to_owned()
            }
            Self::StorageFull => {
                "nothing was saved, because the disk of the server is full; please tell its operator".to_owned()
            }
            Self::Engine(error) => error.message.clone(),
            Self::Internal(reference) => format!("something went wrong in the server; the reference is {reference}"),
        }
    }

    /// The error in async-graphql's form, at a position in the document.
    pub(crate) fn at(self, place: Pos) -> ServerError {
        match self {
            Self::Engine(error) => in_plain_words(error),
            other => async_graphql::Error::from(other).into_server_error(place),
        }
    }

    /// Adds what was not found (`service`) to a plain `NotFound`. Other errors stay as they are.
    pub(crate) fn naming(self, what: &'static str) -> Self {
        match self {
            Self::NotFound => Self::NotFoundNamed(what),
            other => other,
        }
    }

    /// An argument with a wrong value.
    pub(crate) fn bad_input(field: &str, message: impl Into<String>) -> Self {
        Self::BadInput { field: field.to_owned(), message: message.into() }
    }

    /// Logs an internal cause and returns an error that carries only the id of the log entry.
    pub(crate) fn internal(cause: &dyn std::fmt::Display) -> Self {
        let reference = Uuid::now_v7();
        tracing::error!(%reference, %cause, "internal error");
        Self::Internal(reference)
    }
}

/// Removes async-graphql's wording from its error about an argument: `Failed to parse "ID": this is not an identifier
/// (occurred while parsing "OpenCaseInput")`.
pub(crate) fn in_plain_words(mut error: ServerError) -> ServerError {
    let Some((_, words)) = error.message.strip_prefix("Failed to parse \"").and_then(|it| it.split_once("\": ")) else {
        return error;
    };
    let words = words.split_once(" (occurred while parsing").map_or(words, |(words, _)| words);
    error.message = match words {
        "not found" => "not found: an identifier in the input belongs to another type of record".to_owned(),
        words => words.to_owned(),
    };
    let extensions = error.extensions.get_or_insert_default();
    if extensions.get("code").is_none() {
        extensions.set("code", ErrorCode::InvalidArgument.name());
    }
    error
}

/// A fault of the database, as far as a caller can react to it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fault {
    /// Another transaction interfered. The same one may succeed on a retry.
    Conflict,
    /// The connection is lost, or no connection can be opened.
    Lost,
    /// The statement took or waited too long, or the database has no resources for it now.
    Busy,
    /// The disk is full.
    Full,
    /// Everything else: a bug in this server.
    Ours,
}

impl Fault {
    /// Classifies a database error.
    pub(crate) fn of(error: &DbErr) -> Self {
        let cause = match error {
            // The pool was exhausted for the whole acquire timeout, or it is closed.
            DbErr::ConnectionAcquire(_) => return Self::Busy,
            DbErr::Conn(RuntimeErr::SqlxError(cause)) => return Self::of_driver(cause, Self::Lost),
            DbErr::Conn(RuntimeErr::Internal(_)) => return Self::Lost,
            DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => cause,
            _ => return Self::Ours,
        };
        Self::of_driver(cause, Self::Ours)
    }

    fn of_driver(cause: &sqlx::Error, otherwise: Self) -> Self {
        match cause {
            sqlx::Error::Database(cause) => cause.code().map_or(otherwise, |code| Self::of_code(&code, otherwise)),
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Self::Busy,
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed
            // The database rolled back the transaction itself, so the driver's savepoint count is wrong.
            | sqlx::Error::InvalidSavePointStatement => Self::Lost,
            _ => otherwise,
        }
    }

    /// Classifies a SQLSTATE of PostgreSQL (five characters) or an extended result code of SQLite (a number).
    fn of_code(code: &str, otherwise: Self) -> Self {
        if code.len() == 5 {
            return match (code, &code[..2]) {
                // Serialization failure, deadlock.
                ("40001" | "40P01", _) => Self::Conflict,
                ("53100", _) => Self::Full,
                // Admin shutdown, crash shutdown, starting up, idle timeouts: the server closes the connection.
                ("57P01" | "57P02" | "57P03" | "57P05" | "25P03" | "25P04", _) | (_, "08") => Self::Lost,
                // Query cancelled, lock not available, write on a standby after a fail-over, I/O error.
                ("57014" | "55P03" | "25006" | "58030", _) | (_, "53") => Self::Busy,
                _ => otherwise,
            };
        }
        match code.parse::<u16>() {
            // SQLITE_BUSY_SNAPSHOT: another transaction wrote after this one began to read.
            Ok(517) => Self::Conflict,
            // The low byte is the primary code: BUSY, LOCKED, INTERRUPT, IOERR, CANTOPEN, PROTOCOL.
            Ok(code) => match code & 0xFF {
                5 | 6 | 9 | 10 | 14 | 15 => Self::Busy,
                13 => Self::Full,
                _ => otherwise,
            },
            Err(_) => otherwise,
        }
    }
}

impl From<DbErr> for Error {
    fn from(cause: DbErr) -> Self {
        match Fault::of(&cause) {
            Fault::Conflict => Self::Conflict,
            Fault::Lost => {
                tracing::warn!(%cause, "the database is unreachable");
                Self::Unavailable
            }
            Fault::Busy => {
                tracing::warn!(%cause, "the database is busy");
                Self::Busy
            }
            Fault::Full => {
                tracing::error!(%cause, "the disk of the database is full");
                Self::StorageFull
            }
            // The text of a statement is our own, and the driver does not log its values.
            Fault::Ours => Self::internal(&cause),
        }
    }
}

impl From<Error> for async_graphql::Error {
    fn from(error: Error) -> Self {
        let code = error.code().name();
        let field = match &error {
            Error::BadInput { field, .. } => Some(field.clone()),
            _ => None,
        };
        Self::new(error.message()).extend_with(|_, extensions| {
            extensions.set("code", code);
            if let Some(field) = field {
                extensions.set("field", field);
            }
        })
    }
}

#[cfg(test)]
mod tests;
