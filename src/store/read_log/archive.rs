//! Verifies an archive that `audit export` wrote, line by line, and compares its checkpoints with the database. A log whose end was
//! cut together with all later checkpoints is found in this way only.

use std::collections::BTreeMap;

use entity::{codes::CheckpointKind, read_log, read_log_checkpoint};
use sea_orm::{DbErr, EntityTrait, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    chain::{Broken, Head},
    export::Line,
    signing::PublicKeys,
    verify::{list::ListEnd, report::Finding},
};
use crate::store::database::Database;

/// What was read of the archive.
#[derive(Debug, Default)]
pub(crate) struct Archive {
    list: ListEnd,
    chains: BTreeMap<Uuid, Chain>,
    /// Checkpoints that were deleted before the export: the last one and its hash.
    list_gaps: Vec<(i64, Option<String>)>,
    /// The number of rows that a checkpoint signs.
    pub rows: u64,
    /// The number of checkpoints.
    pub checkpoints: u64,
    /// The number of the first checkpoint. The archive cannot say what was before.
    pub first: Option<i64>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

#[derive(Debug)]
struct Chain {
    head: Head,
    /// The end of the rows without a checkpoint.
    unsigned: Head,
    /// The last row of those that are not in the archive.
    missing: i64,
    /// The row before the first one in the archive, if the archive does not have the beginning of the chain.
    begins_after: i64,
    removed: i64,
    is_broken: bool,
}

impl Archive {
    /// Takes the next line. Returns the checkpoint in it.
    pub(crate) fn take(&mut self, line: Line, keys: &PublicKeys) -> Option<read_log_checkpoint::Model> {
        match line {
            Line::Row(row) => {
                self.rows += 1;
                self.row(&row, false);
            }
            Line::Unsigned(row) => self.row(&row, true),
            Line::Checkpoint(said) => {
                self.checkpoint(&said, keys);
                return Some(said);
            }
            Line::Position(_) => {}
        }
        None
    }

    /// What is wrong after the last line.
    pub(crate) fn end(&mut self, keys: &PublicKeys) {
        for (chain_id, chain) in &self.chains {
            // An archive that goes on from an earlier one does not have the beginning.
            let begin = if self.first == Some(1) { chain.begins_after } else { 0 };
            let missing = chain.missing.max(begin);
            if missing > chain.removed && !chain.is_broken {
                let what = format!("rows until {missing} of the chain are missing");
                self.findings.push(Finding { chain_id: Some(*chain_id), what, ..Finding::default() });
            }
        }
        for (last, _) in &self.list_gaps {
            self.findings.push(Finding::of_checkpoint(*last, "this checkpoint and those before it are missing"));
        }
        if self.checkpoints > 0 && !self.list.signed && !keys.is_empty() {
            let what = "no checkpoint of the archive is signed, although there is a key";
            self.findings.push(Finding::of_checkpoint(self.list.number, what));
        }
    }

    fn chain(&mut self, chain_id: Uuid) -> &mut Chain {
        self.chains.entry(chain_id).or_insert_with(|| {
            let head = Head { chain_id, sequence: 0, hash: None };
            Chain { unsigned: head.clone(), head, missing: 0, begins_after: 0, removed: 0, is_broken: false }
        })
    }

    fn row(&mut self, row: &read_log::Model, unsigned: bool) {
        let (chain_id, sequence) = (row.chain_id.unwrap_or_default(), row.sequence.unwrap_or_default());
        let is_first = !self.chains.contains_key(&chain_id);
        let chain = self.chain(chain_id);
        if chain.is_broken {
            return;
        }
        let mut walk =
            if unsigned && chain.unsigned.sequence < sequence { &chain.unsigned } else { &chain.head }.clone();
        if sequence > walk.sequence + 1 {
            chain.skip(sequence - 1, is_first);
            walk = Head { chain_id, sequence: sequence - 1, hash: row.previous_hash.clone() };
        }
        let followed = match walk.follow(row) {
            // A row without a checkpoint is in several exports.
            Err(Broken::Twice) if unsigned => Ok(()),
            followed => followed,
        };
        if let Err(broken) = followed {
            chain.is_broken = true;
            let finding = Finding {
                chain_id: Some(chain_id),
                sequence: Some(sequence),
                row_id: Some(row.id),
                ..Finding::default()
            };
            self.findings.push(Finding { what: broken.to_string(), ..finding });
            return;
        }
        if !unsigned {
            chain.head = walk.clone();
        }
        chain.unsigned = walk;
    }

    fn checkpoint(&mut self, said: &read_log_checkpoint::Model, keys: &PublicKeys) {
        self.checkpoints += 1;
        if self.first.is_none() || self.list.leaves_a_gap_to(said) {
            if self.first.is_some() {
                self.list_gaps.push((said.number - 1, said.previous_hash.clone()));
            }
            self.list = ListEnd { number: said.number - 1, hash: said.previous_hash.clone(), ..self.list };
        }
        self.first.get_or_insert(said.number);
        if let Err(what) = self.list.follow(said, keys) {
            self.findings.push(Finding::of_checkpoint(said.number, what));
        }
        let Some(chain_id) = said.chain_id else {
            self.list_gaps.retain(|gap| *gap != (said.sequence, said.row_hash.clone()));
            return;
        };
        let is_first = !self.chains.contains_key(&chain_id);
        let chain = self.chain(chain_id);
        match said.kind {
            CheckpointKind::RowsRemoved => chain.removed = chain.removed.max(said.sequence),
            CheckpointKind::Rows | CheckpointKind::End if said.sequence > chain.head.sequence => {
                chain.skip(said.sequence, is_first);
                chain.head = Head { chain_id, sequence: said.sequence, hash: said.row_hash.clone() };
            }
            CheckpointKind::Rows | CheckpointKind::End
                if said.sequence == chain.head.sequence && said.row_hash != chain.head.hash && !chain.is_broken =>
            {
                chain.is_broken = true;
                let what = "the checkpoint names another row than the archive has".to_owned();
                let (sequence, checkpoint) = (Some(said.sequence), Some(said.number));
                self.findings.push(Finding { chain_id: Some(chain_id), sequence, row_id: None, checkpoint, what });
            }
            _ => {}
        }
    }
}

impl Chain {
    /// Rows until this one are not in the archive.
    fn skip(&mut self, to: i64, is_first: bool) {
        let skipped = if is_first { &mut self.begins_after } else { &mut self.missing };
        *skipped = to.max(*skipped);
    }
}

/// Compares a checkpoint of an archive with the database, whose list begins at `first`.
pub(crate) async fn compare(
    database: &Database,
    first: Option<i64>,
    archived: &read_log_checkpoint::Model,
) -> Result<Option<Finding>, DbErr> {
    let kept = read_log_checkpoint::Entity::find_by_id(archived.number).one(&database.reader).await?;
    let what = match kept {
        Some(kept) if kept.hash == archived.hash => return Ok(None),
        Some(_) => "the database has another checkpoint than the archive",
        // Retention has deleted it, which the verification of the database checks.
        None if first.is_some_and(|first| archived.number < first) => return Ok(None),
        None => "the checkpoint is in the archive and not in the database: the end of the log was cut",
    };
    let finding = Finding::of_checkpoint(archived.number, what);
    Ok(Some(Finding { chain_id: archived.chain_id, sequence: Some(archived.sequence), ..finding }))
}

/// The number of the first checkpoint in the database.
pub(crate) async fn first(database: &Database) -> Result<Option<i64>, DbErr> {
    use read_log_checkpoint::{Column, Entity};
    let first = Entity::find().order_by_asc(Column::Number).limit(1).one(&database.reader).await?;
    Ok(first.map(|first| first.number))
}
