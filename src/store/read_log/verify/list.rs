//! Verifies the list of checkpoints, and takes from it what must be true of each chain.

use entity::{codes::CheckpointKind, read_log_checkpoint};
use sea_orm::{DbErr, QueryResult};
use uuid::Uuid;

use super::{
    pages::{self, read},
    report::{Chains, Finding, Report},
};
use crate::store::{
    database::Database,
    read_log::{checkpoints::check, signing::PublicKeys},
};

/// The most findings in the list that are reported. One finding is reported for each chain.
const MOST: usize = 20;

/// The place in the list: the last checkpoint that was read.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(in crate::store) struct ListEnd {
    /// Its number. 0 before the first one.
    pub number: i64,
    /// Its hash.
    pub hash: Option<String>,
    /// Whether a checkpoint until here is signed. Then all that follow must be.
    pub signed: bool,
}

impl ListEnd {
    /// Checks that a checkpoint is the next one, and goes there. `Ok(false)` if it is not signed.
    /// Errors: a sentence for the operator.
    pub(in crate::store) fn follow(
        &mut self,
        said: &read_log_checkpoint::Model,
        keys: &PublicKeys,
    ) -> Result<bool, String> {
        let before = std::mem::replace(self, Self { number: said.number, hash: Some(said.hash.clone()), ..*self });
        let signed = check(said, keys)?;
        self.signed |= signed;
        if said.number > before.number + 1 {
            return Err(format!("the checkpoints {} to {} are missing", before.number + 1, said.number - 1));
        }
        if said.number <= before.number {
            return Err("another checkpoint has this number".to_owned());
        }
        if said.previous_hash != before.hash {
            return Err("the checkpoint before it was changed or replaced".to_owned());
        }
        if before.signed && !signed {
            return Err("the checkpoint is not signed, although earlier ones are".to_owned());
        }
        Ok(signed)
    }

    /// Whether a checkpoint does not follow this one because the ones between were deleted.
    pub(in crate::store) fn leaves_a_gap_to(&self, said: &read_log_checkpoint::Model) -> bool {
        said.number > self.number + 1
    }
}

/// Verifies the list.
pub(super) async fn verify(database: &Database, keys: &PublicKeys, report: &mut Report) -> Result<Chains, DbErr> {
    let (mut end, mut chains) = (ListEnd::default(), Chains::new());
    loop {
        let page = pages::checkpoints_after(database, end.number).await?;
        let Some(last) = page.last() else { break };
        let last: i64 = last.try_get("", "number")?;
        for row in &page {
            report.checkpoints += 1;
            let said = match decoded(row) {
                Ok(said) => said,
                Err(finding) => {
                    report.findings.push(finding);
                    continue;
                }
            };
            if end.leaves_a_gap_to(&said) && pages::checkpoints_removed(database, keys, &said).await? {
                end = ListEnd { number: said.number - 1, hash: said.previous_hash.clone(), ..end };
            }
            match end.follow(&said, keys) {
                Ok(signed) => report.unsigned += u64::from(!signed),
                Err(what) => report.findings.push(Finding::of_checkpoint(said.number, what)),
            }
            note(&mut chains, &said);
        }
        end.number = last;
        report.findings.truncate(MOST);
    }
    if report.checkpoints > 0 && !end.signed && !keys.is_empty() {
        report.findings.push(Finding::of_checkpoint(end.number, "no checkpoint is signed, although there is a key"));
    }
    Ok(chains)
}

fn decoded(row: &QueryResult) -> Result<read_log_checkpoint::Model, Finding> {
    read(row).map_err(|cause| Finding {
        checkpoint: row.try_get("", "number").ok(),
        chain_id: row.try_get::<Option<Uuid>>("", "chain_id").ok().flatten(),
        what: format!("the checkpoint cannot be read: {cause}"),
        ..Finding::default()
    })
}

fn note(chains: &mut Chains, said: &read_log_checkpoint::Model) {
    let Some(chain) = said.chain_id else { return };
    let known = chains.entry(chain).or_default();
    match said.kind {
        CheckpointKind::Rows | CheckpointKind::End => {
            if known.last.is_none_or(|(sequence, _)| said.sequence >= sequence) {
                known.last = Some((said.sequence, said.number));
            }
            known.ended |= said.kind == CheckpointKind::End;
        }
        CheckpointKind::Start | CheckpointKind::RowsRemoved | CheckpointKind::CheckpointsRemoved => {}
    }
}
