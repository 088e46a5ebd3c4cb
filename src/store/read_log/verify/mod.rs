//! Reads the whole read log in order and finds what is not as it was written: a row that was changed, removed, added or moved,
//! the cut end of a chain, a removed chain, a forged checkpoint. It reads by pages, so that memory does not grow with the log.
//! Processes may write and retention may delete meanwhile.

mod chains;
pub(in crate::store) mod list;
pub(in crate::store) mod pages;
pub(crate) mod report;

use sea_orm::DbErr;

use self::report::Report;
use super::signing::PublicKeys;
use crate::store::database::Database;

/// Verifies the whole log.
/// Errors: when the database cannot be read.
pub(crate) async fn verify(database: &Database, keys: &PublicKeys) -> Result<Report, DbErr> {
    let mut report = Report::default();
    let chains = list::verify(database, keys, &mut report).await?;
    chains::verify(database, keys, chains, &mut report).await?;
    report.without_chain = pages::without_chain(database).await?;
    Ok(report)
}
