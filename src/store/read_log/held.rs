//! Rows that wait for room on a full disk, so that cases can still be read.

use std::collections::VecDeque;

use entity::read_log;

use super::process::{BATCH, OwnChain};
use crate::metrics::list::READ_LOG_HELD;

/// The most rows that wait in memory while the disk is full.
const HELD: usize = 10_000;

/// The rows. Each is also written to the program's log, in case the program ends first.
#[derive(Default)]
pub(super) struct WaitingRows(VecDeque<read_log::Model>);

impl WaitingRows {
    /// Whether rows are kept that are not on the disk.
    pub(super) fn is_holding(&self) -> bool {
        !self.0.is_empty()
    }

    /// Keeps these rows. `false` if there are too many.
    pub(super) fn take(&mut self, rows: Vec<read_log::Model>) -> bool {
        if self.0.len() + rows.len() > HELD {
            return false;
        }
        for row in rows {
            tracing::error!(target: "waystation::read_log", row = ?row, "a row of the read log waits for room on the disk");
            self.0.push_back(row);
        }
        READ_LOG_HELD.set_count([], self.0.len());
        true
    }

    /// Writes as many as possible, the oldest first.
    pub(super) async fn write(&mut self, chain: &OwnChain) {
        while !self.0.is_empty() {
            let rows: Vec<_> = self.0.iter().take(BATCH).cloned().collect();
            let count = rows.len();
            if chain.insert(rows).await.is_err() {
                return;
            }
            self.0.drain(..count);
            READ_LOG_HELD.set_count([], self.0.len());
        }
    }
}
