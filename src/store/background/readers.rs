//! Folds the read log into the readers of each case by day, so that "who has seen this file" is a short list with an index, and a
//! request pays nothing for it. One node at a time does the work: it locks the position in the log. A portion and its
//! position are one transaction. The same entry can be folded twice without harm, because a row only grows: classes and roles are
//! united, the first and the last moment are kept, and nothing is counted.

mod folding;
mod ways;

use chrono::TimeDelta;
use entity::{read_log, read_log_fold};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
    prelude::DateTimeUtc,
};
use uuid::Uuid;

use self::folding::fold_entries;
use crate::{access::policy::Policy, store::database::Database};

/// How many entries of the log one transaction folds.
const PORTION: u64 = 500;
/// The most portions of one run. The next run continues.
const PORTIONS: usize = 400;
/// Each run reads the entries of this time again. The id of an entry is made before its commit, so that an entry can appear
/// behind the position. Nodes whose clocks differ are covered as well.
const OVERLAP: TimeDelta = TimeDelta::minutes(1);

/// Folds the entries after the position. Returns how many entries were read.
/// Errors: a database error; the portions before it stay folded.
pub async fn fold(database: &Database, policy: &Policy, now: DateTimeUtc) -> Result<usize, DbErr> {
    let (mut after, mut read) = (None, 0);
    for _ in 0..PORTIONS {
        let portion = portion(database, policy, now, after).await?;
        read += portion.read;
        if portion.ends {
            break;
        }
        after = portion.last;
    }
    Ok(read)
}

/// What one transaction has folded.
struct Portion {
    read: usize,
    /// The last entry, or the one before if there was none.
    last: Option<Uuid>,
    /// Whether no entry follows.
    ends: bool,
}

/// Folds the next entries after this one; at first those after the position, and the overlap before it.
async fn portion(
    database: &Database,
    policy: &Policy,
    now: DateTimeUtc,
    after: Option<Uuid>,
) -> Result<Portion, DbErr> {
    let transaction = database.begin_write().await?;
    transaction.wait_for_locks().await?;
    let place = read_log_fold::Entity::find_by_id(1).lock_exclusive().one(&*transaction).await?;
    let place = place.ok_or(DbErr::RecordNotFound("read_log_folds".to_owned()))?;
    let from = after.unwrap_or_else(|| place.read_to.map_or(Uuid::nil(), before));
    let entries = read_log::Entity::find()
        .filter(read_log::Column::Id.gt(from))
        .order_by_asc(read_log::Column::Id)
        .limit(PORTION)
        .all(&*transaction)
        .await?;
    let last = entries.last().map(|entry| entry.id);
    let (read, ends) = (entries.len(), (entries.len() as u64) < PORTION);
    fold_entries(&transaction, policy, entries).await?;
    let complete_until = if ends { place.complete_until.max(Some(now - OVERLAP)) } else { place.complete_until };
    let read_to = place.read_to.max(last);
    let mut row = place.into_active_model();
    row.read_to = Set(read_to);
    row.complete_until = Set(complete_until);
    row.update(&*transaction).await?;
    transaction.commit().await?;
    Ok(Portion { read, last: last.or(after), ends })
}

/// The first id of the overlap before this entry. Ids of version 7 begin with 48 bits of milliseconds.
fn before(id: Uuid) -> Uuid {
    let overlap = u128::from(OVERLAP.num_milliseconds().unsigned_abs());
    Uuid::from_u128((id.as_u128() >> 80).saturating_sub(overlap) << 80)
}
