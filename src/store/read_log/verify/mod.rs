//! Reads the whole read log in order and finds what is not as it was written: a row that was changed, removed, added or moved,
//! the cut end of a chain, a removed chain, a forged checkpoint. It reads by pages, so that memory does not grow with the log.
//! Processes may write and retention may delete meanwhile.

mod chains;
pub(in crate::store) mod list;
pub(in crate::store) mod pages;

use std::{collections::BTreeMap, fmt};

use sea_orm::{DbErr, prelude::DateTimeUtc};
use uuid::Uuid;

use self::list::Known;
use super::signing::PublicKeys;
use crate::store::database::Database;

/// The most findings in the list of checkpoints that are reported. One finding is reported for each chain.
const MOST: usize = 20;

/// Something that is not as it was written.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Finding {
    /// The chain.
    pub chain_id: Option<Uuid>,
    /// The place in the chain.
    pub sequence: Option<i64>,
    /// The row.
    pub row_id: Option<Uuid>,
    /// The number of the checkpoint.
    pub checkpoint: Option<i64>,
    /// A sentence about it.
    pub what: String,
}

impl Finding {
    pub(in crate::store) fn of_checkpoint(number: i64, what: impl Into<String>) -> Self {
        Self { checkpoint: Some(number), what: what.into(), ..Self::default() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { chain_id, sequence, row_id, checkpoint, what } = self;
        for (name, value) in [
            ("chain", chain_id.map(|it| it.to_string())),
            ("sequence", sequence.map(|it| it.to_string())),
            ("row", row_id.map(|it| it.to_string())),
            ("checkpoint", checkpoint.map(|it| it.to_string())),
        ] {
            if let Some(value) = value {
                write!(to, "{name} {value} ")?;
            }
        }
        write!(to, "- {what}")
    }
}

/// What was read, and what is wrong with it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Report {
    /// The number of chains.
    pub chains: u64,
    /// The number of rows in them.
    pub rows: u64,
    /// The number of rows after the last checkpoint of their chain.
    pub after_checkpoint: u64,
    /// The number of checkpoints.
    pub checkpoints: u64,
    /// The number of checkpoints that are not signed.
    pub unsigned: u64,
    /// The number of rows without a chain, which older programs wrote, and the moment of the newest.
    pub without_chain: (u64, Option<DateTimeUtc>),
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// What is known of all chains from the list of checkpoints.
pub(in crate::store) type Chains = BTreeMap<Uuid, Known>;

/// Verifies the whole log.
/// Errors: when the database cannot be read.
pub(crate) async fn verify(database: &Database, keys: &PublicKeys) -> Result<Report, DbErr> {
    let mut report = Report::default();
    let chains = list::verify(database, keys, &mut report).await?;
    report.findings.truncate(MOST);
    chains::verify(database, keys, chains, &mut report).await?;
    report.without_chain = pages::without_chain(database).await?;
    Ok(report)
}
