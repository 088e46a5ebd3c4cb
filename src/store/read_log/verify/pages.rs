//! The statements of the verification: pages of rows and of checkpoints in order, and what retention has deleted.

use std::collections::HashMap;

use entity::{codes::CheckpointKind, read_log, read_log_checkpoint};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QueryResult,
    QuerySelect, QueryTrait, prelude::DateTimeUtc,
};
use uuid::Uuid;

use crate::store::{
    database::Database,
    read_log::{chain::Head, checkpoints::check, signing::PublicKeys},
};

/// The number of rows that are read at a time.
pub(in crate::store) const PAGE: u64 = 500;
/// The number of rows without a chain that are counted at a time.
const COUNTED: u64 = 10_000;

/// A place in a chain. Two rows have the same sequence only if somebody has removed the unique index.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Place {
    /// The sequence of the last row that was read.
    pub sequence: i64,
    /// Its id.
    pub id: Uuid,
}

impl Place {
    /// Before the first row.
    pub(in crate::store) const BEGIN: Self = Self { sequence: i64::MIN, id: Uuid::nil() };
}

/// A row that somebody has changed may not be readable, and then it alone must fail.
pub(in crate::store) fn read<M: FromQueryResult>(row: &QueryResult) -> Result<M, DbErr> {
    M::from_query_result(row, "")
}

/// A difference of two places, which is never negative.
pub(super) fn number(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or_default()
}

/// The next checkpoints of the list.
pub(super) async fn checkpoints_after(database: &Database, number: i64) -> Result<Vec<QueryResult>, DbErr> {
    use read_log_checkpoint::{Column, Entity};
    let page = Entity::find().filter(Column::Number.gt(number)).order_by_asc(Column::Number).limit(PAGE);
    database.reader.query_all_raw(page.build(database.backend())).await
}

/// The next rows of a chain.
pub(in crate::store) async fn rows_after(
    database: &Database,
    chain: Uuid,
    place: Place,
) -> Result<Vec<QueryResult>, DbErr> {
    use read_log::{Column, Entity};
    let later = Condition::any()
        .add(Column::Sequence.gt(place.sequence))
        .add(Condition::all().add(Column::Sequence.eq(place.sequence)).add(Column::Id.gt(place.id)));
    let page = Entity::find()
        .filter(Column::ChainId.eq(chain))
        .filter(Column::Sequence.gte(place.sequence))
        .filter(later)
        .order_by_asc(Column::Sequence)
        .order_by_asc(Column::Id)
        .limit(PAGE);
    database.reader.query_all_raw(page.build(database.backend())).await
}

/// The next chain that rows name.
pub(in crate::store) async fn chain_after(database: &Database, chain: Option<Uuid>) -> Result<Option<Uuid>, DbErr> {
    use read_log::{Column, Entity};
    let next = match chain {
        Some(chain) => Column::ChainId.gt(chain),
        None => Column::ChainId.is_not_null(),
    };
    let next = Entity::find().select_only().column(Column::ChainId).filter(next).order_by_asc(Column::ChainId);
    next.limit(1).into_tuple().one(&database.reader).await
}

/// Whether the list of checkpoints names a chain.
pub(super) async fn is_in_list(database: &Database, chain: Uuid) -> Result<bool, DbErr> {
    use read_log_checkpoint::{Column, Entity};
    let of_chain = Entity::find().filter(Column::ChainId.eq(chain));
    Ok(of_chain.limit(1).one(&database.reader).await?.is_some())
}

/// What checkpoints say of these rows of a chain: number and hash, by sequence.
pub(in crate::store) async fn said_of(
    database: &Database,
    chain: Uuid,
    from: i64,
    to: i64,
) -> Result<HashMap<i64, (i64, Option<String>)>, DbErr> {
    use read_log_checkpoint::{Column, Entity};
    let said: Vec<(i64, i64, Option<String>)> = Entity::find()
        .select_only()
        .columns([Column::Sequence, Column::Number, Column::RowHash])
        .filter(Column::ChainId.eq(chain))
        .filter(Column::Sequence.between(from, to))
        .filter(Column::Kind.is_in([CheckpointKind::Rows, CheckpointKind::End]))
        .into_tuple()
        .all(&database.reader)
        .await?;
    Ok(said.into_iter().map(|(sequence, number, hash)| (sequence, (number, hash))).collect())
}

/// Whether retention says that it has deleted the rows of a chain until this one, and not more.
pub(super) async fn rows_removed(database: &Database, keys: &PublicKeys, last: &Head) -> Result<bool, DbErr> {
    use read_log_checkpoint::{Column, Entity};
    let said = Entity::find()
        .filter(Column::ChainId.eq(last.chain_id))
        .filter(Column::Kind.eq(CheckpointKind::RowsRemoved))
        .filter(Column::Sequence.eq(last.sequence))
        .all(&database.reader)
        .await?;
    Ok(said.iter().any(|said| said.row_hash == last.hash && check(said, keys).is_ok()))
}

/// The last row of a chain that retention has deleted, or 0.
pub(super) async fn removed_until(database: &Database, keys: &PublicKeys, chain: Uuid) -> Result<i64, DbErr> {
    use read_log_checkpoint::{Column, Entity};
    let said = Entity::find()
        .filter(Column::ChainId.eq(chain))
        .filter(Column::Kind.eq(CheckpointKind::RowsRemoved))
        .order_by_desc(Column::Sequence)
        .one(&database.reader)
        .await?;
    Ok(said.filter(|said| check(said, keys).is_ok()).map_or(0, |said| said.sequence))
}

/// Whether retention says that it has deleted the checkpoints before this one, and not more.
pub(super) async fn checkpoints_removed(
    database: &Database,
    keys: &PublicKeys,
    first: &read_log_checkpoint::Model,
) -> Result<bool, DbErr> {
    use read_log_checkpoint::{Column, Entity};
    let said = Entity::find()
        .filter(Column::ChainId.is_null())
        .filter(Column::Sequence.eq(first.number - 1))
        .filter(Column::Kind.eq(CheckpointKind::CheckpointsRemoved))
        .all(&database.reader)
        .await?;
    Ok(said.iter().any(|said| said.row_hash == first.previous_hash && check(said, keys).is_ok()))
}

/// The number of rows without a chain, and the moment of the newest.
pub(super) async fn without_chain(database: &Database) -> Result<(u64, Option<DateTimeUtc>), DbErr> {
    use read_log::{Column, Entity};
    let (mut count, mut last) = (0, None::<(DateTimeUtc, Uuid)>);
    loop {
        let mut page = Entity::find().select_only().columns([Column::At, Column::Id]).filter(Column::ChainId.is_null());
        if let Some((at, id)) = last {
            let later = Condition::any()
                .add(Column::At.gt(at))
                .add(Condition::all().add(Column::At.eq(at)).add(Column::Id.gt(id)));
            page = page.filter(Column::At.gte(at)).filter(later);
        }
        let page = page.order_by_asc(Column::At).order_by_asc(Column::Id).limit(COUNTED);
        let page: Vec<(DateTimeUtc, Uuid)> = page.into_tuple().all(&database.reader).await?;
        let Some(newest) = page.last() else { break };
        count += page.len() as u64;
        last = Some(*newest);
    }
    Ok((count, last.map(|(at, _)| at)))
}
