//! Verifies the rows of each chain, and compares them with the checkpoints about it.

use std::collections::HashMap;

use sea_orm::DbErr;
use uuid::Uuid;

use super::{
    pages::{self, Place, read},
    report::{Chains, Finding, Known, Report},
};
use crate::store::{
    database::Database,
    read_log::{chain::Head, signing::PublicKeys},
};

/// Verifies all chains: those that the list of checkpoints knows, and those that only rows name.
pub(super) async fn verify(
    database: &Database,
    keys: &PublicKeys,
    chains: Chains,
    report: &mut Report,
) -> Result<(), DbErr> {
    let mut unknown = Vec::new();
    let mut after = None;
    while let Some(chain) = pages::chain_after(database, after).await? {
        if !chains.contains_key(&chain) {
            unknown.push(chain);
        }
        after = Some(chain);
    }
    for (chain, known) in &chains {
        let finding = one(database, keys, *chain, known, report).await?;
        report.findings.extend(finding);
    }
    for chain in unknown {
        // It may have begun since the list was read.
        if pages::is_in_list(database, chain).await? {
            continue;
        }
        let what = "no checkpoint knows this chain".to_owned();
        report.findings.push(Finding { chain_id: Some(chain), what, ..Finding::default() });
    }
    Ok(())
}

/// The first finding of one chain.
async fn one(
    database: &Database,
    keys: &PublicKeys,
    chain_id: Uuid,
    known: &Known,
    report: &mut Report,
) -> Result<Option<Finding>, DbErr> {
    report.chains += 1;
    let finding = |sequence: Option<i64>, row_id: Option<Uuid>, what: String| {
        Ok(Some(Finding { chain_id: Some(chain_id), sequence, row_id, checkpoint: None, what }))
    };
    let mut walk = Head { chain_id, sequence: 0, hash: None };
    let mut place = Place::BEGIN;
    // The last row that agrees with a checkpoint.
    let mut agreed = 0;
    loop {
        let page = pages::rows_after(database, chain_id, place).await?;
        let (Some(first), Some(last)) = (page.first(), page.last()) else { break };
        let range = [first, last].map(|row| row.try_get::<i64>("", "sequence"));
        let [from, to] = range;
        let said: HashMap<_, _> = pages::said_of(database, chain_id, from?, to?).await?;
        for row in &page {
            let at = (row.try_get("", "sequence").ok(), row.try_get("", "id").ok());
            let row = match read::<entity::read_log::Model>(row) {
                Ok(row) => row,
                Err(cause) => return finding(at.0, at.1, format!("the row cannot be read: {cause}")),
            };
            let before = Head { sequence: row.sequence.unwrap_or_default() - 1, ..walk.clone() };
            if before.sequence > walk.sequence {
                let before = Head { hash: row.previous_hash.clone(), ..before };
                if pages::rows_removed(database, keys, &before).await? {
                    walk = before;
                    agreed = walk.sequence;
                }
            }
            if let Err(broken) = walk.follow(&row) {
                return finding(at.0, at.1, broken.to_string());
            }
            report.rows += 1;
            if let Some((number, hash)) = said.get(&walk.sequence) {
                if walk.hash != *hash {
                    let what = format!(
                        "checkpoint {number} names another row: a row from {} to here was changed, and the hashes after it were made anew",
                        agreed + 1
                    );
                    return finding(at.0, at.1, what);
                }
                agreed = walk.sequence;
            }
            place = Place { sequence: walk.sequence, id: row.id };
        }
    }
    let Some((last, number)) = known.last else {
        report.after_checkpoint += pages::number(walk.sequence - agreed);
        return Ok(None);
    };
    let end = walk.sequence.max(pages::removed_until(database, keys, chain_id).await?);
    if end < last {
        let what =
            format!("rows {} to {last} of the chain are missing: checkpoint {number} names the last one", end + 1);
        return finding(Some(end + 1), None, what);
    }
    if known.ended && walk.sequence > last {
        let what = format!("the chain ended before, says checkpoint {number}");
        return finding(Some(last + 1), Some(place.id), what);
    }
    report.after_checkpoint += pages::number(walk.sequence - agreed.max(last));
    Ok(None)
}
