//! The one error of the server. A refusal by rule is no error but part of a payload; what stands here ends a field.

use async_graphql::{ErrorExtensions as _, Pos, ServerError};
use sea_orm::{DbErr, RuntimeErr, sqlx};
use uuid::Uuid;

/// Why a field could not be answered.
/// It has no `Display` on purpose: the engine turns whatever can be displayed into an error without its code.
#[derive(Clone, Debug)]
pub enum Error {
    /// There is no such thing, or it is not the viewer's to know of: the same answer.
    NotFound,
    /// The same of what the input names beside its subject: a service, a consent, a centre.
    NotFoundNamed(&'static str),
    /// The viewer may know of it, and may not do this: with a record that they see, or with numbers about others.
    Forbidden,
    /// The viewer may not have this counted: measures and dimensions by their names.
    NotCounted(String),
    /// An argument is malformed.
    BadInput {
        /// The argument or input field.
        field: String,
        /// What is wrong with it, in the user's words.
        message: String,
    },
    /// An identifier is no identifier.
    InvalidId,
    /// A cursor was not made by this server for this list.
    InvalidCursor,
    /// The key of a mutation was used before, for another input.
    IdempotencyKeyReused,
    /// The organisation was told as many statistics as it may be for now.
    BudgetSpent,
    /// Another change got in the way; the same one may succeed when tried again.
    Conflict,
    /// The database is away or too slow.
    Unavailable,
    /// The disk of the database is full: what is there can be read, and nothing can be written.
    StorageFull,
    /// The engine could not read an argument.
    Engine(ServerError),
    /// Something else went wrong; the log has the cause under this id.
    Internal(Uuid),
}

impl Error {
    /// The stable code of `extensions.code`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound | Self::NotFoundNamed(_) => "NOT_FOUND",
            Self::Forbidden | Self::NotCounted(_) => "FORBIDDEN",
            Self::BadInput { .. } => "BAD_USER_INPUT",
            Self::InvalidId => "INVALID_ID",
            Self::InvalidCursor => "INVALID_CURSOR",
            Self::IdempotencyKeyReused => "IDEMPOTENCY_KEY_REUSED",
            Self::BudgetSpent => "STATISTICS_BUDGET_SPENT",
            Self::Conflict | Self::Unavailable => "UNAVAILABLE",
            Self::StorageFull => "STORAGE_FULL",
            Self::Engine(_) => "BAD_USER_INPUT",
            Self::Internal(_) => "INTERNAL",
        }
    }

    /// The sentence for the user.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::NotFound => "not found".to_owned(),
            Self::NotFoundNamed(what) => format!("the {what} was not found"),
            Self::Forbidden => "you are not allowed to do this".to_owned(),
            Self::NotCounted(what) => format!("you are not allowed to have this counted: {what}"),
            Self::BadInput { message, .. } => message.clone(),
            Self::InvalidId => "this is not an identifier".to_owned(),
            Self::InvalidCursor => "this cursor does not belong to this list".to_owned(),
            Self::IdempotencyKeyReused => "this idempotency key was used for another input".to_owned(),
            Self::BudgetSpent => {
                "your organisation was told as much as it may be for now; what you asked before is still answered"
                    .to_owned()
            }
            Self::Conflict | Self::Unavailable => "the server cannot answer now; try again later".to_owned(),
            Self::StorageFull => {
                "nothing was saved, because the disk of the server is full; tell those who run it".to_owned()
            }
            Self::Engine(error) => error.message.clone(),
            Self::Internal(reference) => format!("something went wrong on our side; the reference is {reference}"),
        }
    }

    /// The error as the engine reports it, at a place of the document.
    #[must_use]
    pub fn at(self, place: Pos) -> ServerError {
        match self {
            Self::Engine(error) => in_plain_words(error),
            other => async_graphql::Error::from(other).into_server_error(place),
        }
    }

    /// Says what was not found, where that is all that is wrong: `service`.
    #[must_use]
    pub fn naming(self, what: &'static str) -> Self {
        match self {
            Self::NotFound => Self::NotFoundNamed(what),
            other => other,
        }
    }

    /// A malformed argument.
    #[must_use]
    pub fn bad_input(field: &str, message: impl Into<String>) -> Self {
        Self::BadInput { field: field.to_owned(), message: message.into() }
    }

    /// A fault that only the log may explain.
    #[must_use]
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        let reference = Uuid::now_v7();
        tracing::error!(%reference, %cause, "internal error");
        Self::Internal(reference)
    }
}

/// The engine's error about an argument without the words of the library: `Failed to parse "ID": this is not an identifier
/// (occurred while parsing "OpenCaseInput")`.
#[must_use]
pub fn in_plain_words(mut error: ServerError) -> ServerError {
    let Some((_, words)) = error.message.strip_prefix("Failed to parse \"").and_then(|it| it.split_once("\": ")) else {
        return error;
    };
    let words = words.split_once(" (occurred while parsing").map_or(words, |(words, _)| words);
    error.message = match words {
        "not found" => "not found: an identifier in the input is one of another kind of record".to_owned(),
        words => words.to_owned(),
    };
    let extensions = error.extensions.get_or_insert_default();
    if extensions.get("code").is_none() {
        extensions.set("code", "INVALID_ARGUMENT");
    }
    error
}

/// What went wrong in the database, as far as a caller can do something about it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// Another transaction was in the way. The same one succeeds when tried again.
    Conflict,
    /// The connection is lost, or there is none to be had.
    Lost,
    /// The statement took too long, or waited too long, or the database has no room for it now.
    Busy,
    /// The disk is full.
    Full,
    /// Everything else: a mistake of ours.
    Ours,
}

impl Fault {
    /// The fault behind an error.
    #[must_use]
    pub fn of(error: &DbErr) -> Self {
        let cause = match error {
            // The pool was exhausted for as long as a request may wait, or it is closed.
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
            // A transaction that the database rolled back by itself left the driver's count behind.
            | sqlx::Error::InvalidSavePointStatement => Self::Lost,
            _ => otherwise,
        }
    }

    /// By the SQLSTATE of PostgreSQL, which has five signs, or by the extended result code of SQLite, a number.
    fn of_code(code: &str, otherwise: Self) -> Self {
        if code.len() == 5 {
            return match (code, &code[..2]) {
                // Serialization failure, deadlock.
                ("40001" | "40P01", _) => Self::Conflict,
                ("53100", _) => Self::Full,
                // Administrator's shutdown, crash, start: the server closes the connection.
                ("57P01" | "57P02" | "57P03" | "57P05" | "25P03" | "25P04", _) | (_, "08") => Self::Lost,
                // Cancelled, lock not available, write at a standby after a fail-over, input or output failed.
                ("57014" | "55P03" | "25006" | "58030", _) | (_, "53") => Self::Busy,
                _ => otherwise,
            };
        }
        match code.parse::<u16>() {
            // BUSY_SNAPSHOT: another transaction has written since this one began to read.
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
            Fault::Lost | Fault::Busy => {
                tracing::warn!(%cause, "the database is away or busy");
                Self::Unavailable
            }
            Fault::Full => {
                tracing::error!(%cause, "the disk of the database is full");
                Self::StorageFull
            }
            // A statement's text is ours, its values are not logged by the driver.
            Fault::Ours => Self::internal(&cause),
        }
    }
}

impl From<Error> for async_graphql::Error {
    fn from(error: Error) -> Self {
        let code = error.code();
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
