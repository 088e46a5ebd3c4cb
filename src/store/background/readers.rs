//! Folds the read log into the readers of each case by day, so that "who has seen this file" is a short list with an index, and a
//! request pays nothing for it. A portion and its position are one transaction, which is held for the writing only. A node whose
//! portion another node has folded in the meantime drops its work and ends its run. The same entry can be folded twice without
//! harm, because a row only grows: classes and roles are united, the first and the last moment are kept, and nothing is counted.

mod folding;
mod ways;

use chrono::TimeDelta;
use entity::{read_log, read_log_fold};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
    prelude::DateTimeUtc,
};
use uuid::Uuid;

use self::folding::{folded, write};
use crate::{access::policy::Policy, store::database::Database};

/// How many entries of the log one transaction folds. It is small, so that nobody waits long for the writer.
const PORTION: u64 = 50;
/// The most portions of one run. The next run continues.
const PORTIONS: usize = 4_000;
/// Each run reads the entries of this time again. The id of an entry is made before its commit, so that an entry can appear
/// behind the position. Nodes whose clocks differ are covered as well.
const OVERLAP: TimeDelta = TimeDelta::minutes(1);

/// Folds the entries after the position. Returns how many entries were folded.
/// Errors: a database error; the portions before it stay folded.
pub async fn fold(database: &Database, policy: &Policy, now: DateTimeUtc) -> Result<usize, DbErr> {
    let mut run = Run::default();
    for _ in 0..PORTIONS {
        if !portion(database, policy, now, &mut run).await? {
            break;
        }
    }
    Ok(run.folded)
}

/// How far a run is.
#[derive(Default)]
struct Run {
    /// How many entries it has folded.
    folded: usize,
    /// The last entry that it has folded.
    after: Option<Uuid>,
    /// Where it left the position.
    position: Option<Uuid>,
}

/// Folds the next entries of the run: at first those after the position, and the overlap before it. Returns whether the run
/// goes on: entries follow, and no other node has moved the position in the meantime.
async fn portion(database: &Database, policy: &Policy, now: DateTimeUtc, run: &mut Run) -> Result<bool, DbErr> {
    let place = read_log_fold::Entity::find_by_id(1).one(&database.reader).await?;
    let known = place.ok_or_else(no_place)?;
    let from = match run.after {
        // Nobody else has moved the position, so that the rest of the overlap is still to be read.
        Some(after) if run.position == known.read_to => after,
        Some(after) => known.read_to.map_or(after, |read_to| read_to.max(after)),
        None => known.read_to.map_or(Uuid::nil(), before),
    };
    let entries = read_log::Entity::find()
        .filter(read_log::Column::Id.gt(from))
        .order_by_asc(read_log::Column::Id)
        .limit(PORTION)
        .all(&database.reader)
        .await?;
    let last = entries.last().map(|entry| entry.id);
    let (read, ends) = (entries.len(), (entries.len() as u64) < PORTION);
    let rows = folded(&database.reader, policy, entries).await?;
    let transaction = database.begin_write().await?;
    transaction.wait_for_locks().await?;
    let place = read_log_fold::Entity::find_by_id(1).lock_exclusive().one(&*transaction).await?;
    let place = place.ok_or_else(no_place)?;
    if place.read_to != known.read_to {
        return Ok(false);
    }
    write(&transaction, rows).await?;
    let complete_until = if ends { place.complete_until.max(Some(now - OVERLAP)) } else { place.complete_until };
    let read_to = place.read_to.max(last);
    let mut row = place.into_active_model();
    row.read_to = Set(read_to);
    row.complete_until = Set(complete_until);
    row.update(&*transaction).await?;
    transaction.commit().await?;
    *run = Run { folded: run.folded + read, after: last, position: read_to };
    Ok(!ends)
}
fn no_place() -> DbErr {
    DbErr::RecordNotFound("read_log_folds".to_owned())
}

/// The first id of the overlap before this entry. Ids of version 7 begin with 48 bits of milliseconds.
fn before(id: Uuid) -> Uuid {
    let overlap = u128::from(OVERLAP.num_milliseconds().unsigned_abs());
    Uuid::from_u128((id.as_u128() >> 80).saturating_sub(overlap) << 80)
}
