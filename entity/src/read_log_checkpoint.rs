//! A checkpoint of the read log: how far a chain of its rows goes, or what was deleted of it. All checkpoints are one list,
//! which is a chain of hashes too. Rows are inserted, and the oldest are deleted together with the rows that they are about.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::codes::CheckpointKind;

/// A row of `read_log_checkpoints`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "read_log_checkpoints")]
pub struct Model {
    /// The place in the list, from 1 on, without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// What it says.
    pub kind: CheckpointKind,
    /// The chain that it is about. Null if it is about the list itself.
    pub chain_id: Option<Uuid>,
    /// The last row of the chain, or the last row or checkpoint that was deleted. 0 for a chain without rows.
    pub sequence: i64,
    /// The hash of that row or checkpoint, in hexadecimal. Null for a chain without rows.
    pub row_hash: Option<String>,
    /// When it was written.
    pub at: DateTimeUtc,
    /// The hash of the checkpoint before, in hexadecimal. Null for the first one.
    pub previous_hash: Option<String>,
    /// The SHA-256 of this checkpoint, in hexadecimal.
    pub hash: String,
    /// The key that signed it. Null if it is not signed.
    pub key_id: Option<String>,
    /// The signature of `hash` by Ed25519, in hexadecimal.
    pub signature: Option<String>,
}

plain_entity!();
