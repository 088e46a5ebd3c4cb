//! The store: the only place that talks to the database. It returns a row only with its clearance, and writes nothing
//! without a permit.
//!
//! The folders, from the bottom up; each names only those before it:
//!
//! - `database`: connections and transactions. `sql`: building blocks of statements.
//! - `read_log`: what was shown to whom. `identity`: organisations and people.
//! - `access`: who may read a row, as SQL and row by row.
//! - `read`: reading by level. `lists`: the lists of the roots.
//! - `write`: the machine of a change. `changes`: what changed after a position.
//! - `webhooks`: what is told to end points, and what became of it.
//! - `case_file`: what a mutation looks up and settles in a case.
//! - `consular`: consular requests. `tasks`: what waits for the viewer. `background`: what becomes due with time. `directory`: the directory as files.
//! - `statistics`: counts.

pub mod access;
pub mod background;
pub mod case_file;
pub(crate) mod changes;
pub mod consular;
pub mod database;
pub(crate) mod directory;
pub mod identity;
pub mod lists;
pub mod read;
pub mod read_log;
pub mod sql;
pub mod statistics;
pub(crate) mod tasks;
pub mod webhooks;
pub mod write;

pub use self::read::store::Store;
