//! The result of a verification: what was read, what is wrong, and what checkpoints say about each chain.

use std::{collections::BTreeMap, fmt};

use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

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

/// What checkpoints say about one chain.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(in crate::store) struct Known {
    /// The last row of the chain that a checkpoint names, and the number of that checkpoint.
    pub last: Option<(i64, i64)>,
    /// Whether the chain has ended.
    pub ended: bool,
}

/// What is known of all chains from the list of checkpoints.
pub(in crate::store) type Chains = BTreeMap<Uuid, Known>;
