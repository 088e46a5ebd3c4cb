//! Deletes the old beginning of each chain, and of the list of checkpoints, and signs what was deleted. What is deleted is
//! verified first. Otherwise somebody could give a row an old date, and retention would remove it with a signature.

use entity::{codes::CheckpointKind, read_log, read_log_checkpoint};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, prelude::DateTimeUtc,
};
use uuid::Uuid;

use super::{
    chain::Head,
    checkpoints::{about, append_once, check, is_taken},
    signing::Signer,
    verify::{
        list::ListEnd,
        pages::{PAGE, Place, read, rows_after, said_of},
    },
};
use crate::store::database::Database;

/// The most rows that one statement deletes.
const PORTION: i64 = 500;
/// The most statements of one run. The next run continues.
const PORTIONS: usize = 20;

/// What is deleted, when, and with which signature.
pub(in crate::store) struct Trimming<'a> {
    /// The database.
    pub database: &'a Database,
    /// Signs what was deleted.
    pub signer: &'a Signer,
    /// Rows from before this moment are old.
    pub before: DateTimeUtc,
    /// The moment of the run.
    pub now: DateTimeUtc,
}

impl Trimming<'_> {
    /// Deletes old rows that have a chain. Only the beginning of a chain is deleted, so that a row with a date in the future
    /// keeps all rows after it. Returns the number of deleted rows.
    pub(in crate::store) async fn rows(&self) -> Result<u64, DbErr> {
        let (mut deleted, mut portions, mut kept) = (0, 0, Vec::new());
        while portions < PORTIONS {
            let Some(chain) = self.chain_with_old_rows(&kept).await? else { break };
            let begin = self.begin(chain).await?;
            let Some(end) = self.old_beginning(begin.clone()).await? else {
                kept.push(chain);
                portions += 1;
                continue;
            };
            let mut from = begin.sequence;
            while from < end && portions < PORTIONS {
                let to = end.min(from + PORTION);
                let Some(rows) = self.delete_rows(chain, from, to).await? else { return Ok(deleted) };
                deleted += rows;
                from = to;
                portions += 1;
            }
        }
        Ok(deleted)
    }

    async fn chain_with_old_rows(&self, kept: &[Uuid]) -> Result<Option<Uuid>, DbErr> {
        use read_log::{Column, Entity};
        let old = Entity::find()
            .select_only()
            .column(Column::ChainId)
            .filter(Column::At.lt(self.before))
            .filter(Column::ChainId.is_not_null())
            .filter(Column::ChainId.is_not_in(kept.iter().copied()));
        let old = old.order_by_asc(Column::At).limit(1);
        old.into_tuple().one(&self.database.reader).await
    }

    /// Where the rows of a chain begin: after what was deleted earlier.
    async fn begin(&self, chain_id: Uuid) -> Result<Head, DbErr> {
        use read_log_checkpoint::{Column, Entity};
        let said = Entity::find()
            .filter(Column::ChainId.eq(chain_id))
            .filter(Column::Kind.eq(CheckpointKind::RowsRemoved))
            .order_by_desc(Column::Sequence)
            .one(&self.database.reader)
            .await?;
        let said = said.filter(|said| check(said, self.signer.known()).is_ok());
        let (sequence, hash) = said.map_or((0, None), |said| (said.sequence, said.row_hash));
        Ok(Head { chain_id, sequence, hash })
    }

    /// The last row of the beginning of a chain that is old, is as it was written, and ends at a checkpoint. Rows after the
    /// last checkpoint need none.
    async fn old_beginning(&self, mut walk: Head) -> Result<Option<i64>, DbErr> {
        let last_said = self.last_said(walk.chain_id).await?;
        let mut place = Place { sequence: walk.sequence, id: Uuid::max() };
        loop {
            let page = rows_after(self.database, walk.chain_id, place).await?;
            let (from, to) = (walk.sequence + 1, walk.sequence + i64::try_from(PAGE).unwrap_or(i64::MAX));
            let said = said_of(self.database, walk.chain_id, from, to).await?;
            let (mut end, mut is_young) = (None, page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX));
            for row in &page {
                let row: read_log::Model = read(row)?;
                if row.at >= self.before {
                    is_young = true;
                    break;
                }
                if let Err(broken) = walk.follow(&row) {
                    return Ok(self.changed(&walk, &broken.to_string()));
                }
                place = Place { sequence: walk.sequence, id: row.id };
                match said.get(&walk.sequence) {
                    Some((number, hash)) if *hash != walk.hash => {
                        return Ok(self.changed(&walk, &format!("checkpoint {number} names another row")));
                    }
                    Some(_) => end = Some(walk.sequence),
                    None if walk.sequence > last_said => end = Some(walk.sequence),
                    None => {}
                }
            }
            if end.is_some() || is_young {
                return Ok(end);
            }
        }
    }

    fn changed(&self, walk: &Head, what: &str) -> Option<i64> {
        let (chain, after, before) = (walk.chain_id, walk.sequence, self.before);
        tracing::error!(%chain, after, what, %before, "old rows of the read log are kept because they were changed: run waystation audit verify");
        None
    }

    async fn last_said(&self, chain: Uuid) -> Result<i64, DbErr> {
        use read_log_checkpoint::{Column, Entity};
        let said = Entity::find()
            .filter(Column::ChainId.eq(chain))
            .filter(Column::Kind.is_in([CheckpointKind::Rows, CheckpointKind::End]))
            .order_by_desc(Column::Sequence)
            .one(&self.database.reader)
            .await?;
        Ok(said.map_or(0, |said| said.sequence))
    }

    /// Deletes the rows after `from` until `to`, and signs it, both or nothing. `None` if another node was faster.
    async fn delete_rows(&self, chain: Uuid, from: i64, to: i64) -> Result<Option<u64>, DbErr> {
        use read_log::{Column, Entity};
        let writing = self.database.begin_write().await?;
        let of_chain = || Entity::find().filter(Column::ChainId.eq(chain));
        let last = of_chain().filter(Column::Sequence.eq(to)).one(&*writing).await?;
        let Some(last) = last else { return writing.rollback().await.map(|()| None) };
        let these = Entity::delete_many().filter(Column::ChainId.eq(chain)).filter(Column::Sequence.lte(to));
        let deleted = these.exec(&*writing).await?.rows_affected;
        if i64::try_from(deleted).ok() != Some(to - from) {
            return writing.rollback().await.map(|()| None);
        }
        let head = Head { chain_id: chain, sequence: to, hash: last.hash };
        let said = about(CheckpointKind::RowsRemoved, &head, self.now);
        match append_once(&*writing, self.signer, said, 0).await {
            Ok(_) => writing.commit().await.map(|()| Some(deleted)),
            Err(error) if is_taken(&error) => writing.rollback().await.map(|()| None),
            Err(error) => Err(error),
        }
    }

    /// Deletes old checkpoints, except those that a remaining row needs. Returns the number of deleted checkpoints.
    pub(in crate::store) async fn checkpoints(&self) -> Result<u64, DbErr> {
        use read_log_checkpoint::{Column, Entity};
        let from_begin = || Entity::find().order_by_asc(Column::Number);
        let first = from_begin().one(&self.database.reader).await?;
        let Some(first) = first.filter(|first| first.at < self.before) else { return Ok(0) };
        let page = from_begin().limit(PAGE).all(&self.database.reader).await?;
        let mut walk = ListEnd { number: first.number - 1, hash: first.previous_hash.clone(), ..ListEnd::default() };
        let mut last = None;
        // The last one of the page stays, because its hash binds those before.
        for pair in page.windows(2) {
            let [said, next] = pair else { break };
            if said.at >= self.before || self.is_needed(said).await? {
                break;
            }
            let followed =
                walk.follow(said, self.signer.known()).and_then(|_| walk.clone().follow(next, self.signer.known()));
            if let Err(what) = followed {
                tracing::error!(
                    number = said.number,
                    what,
                    "old checkpoints are kept because they were changed: run waystation audit verify"
                );
                break;
            }
            last = Some(said);
        }
        match last {
            Some(last) => self.delete_checkpoints(first.number, last).await,
            None => Ok(0),
        }
    }

    /// Whether a chain with rows needs this checkpoint: the last one about it, and the last one about what was deleted of it.
    async fn is_needed(&self, said: &read_log_checkpoint::Model) -> Result<bool, DbErr> {
        use read_log_checkpoint::{Column, Entity};
        let Some(chain) = said.chain_id else { return Ok(false) };
        let later = || Entity::find().filter(Column::ChainId.eq(chain)).filter(Column::Number.gt(said.number));
        let of_removed = later().filter(Column::Kind.eq(CheckpointKind::RowsRemoved));
        if said.kind == CheckpointKind::RowsRemoved && of_removed.count(&self.database.reader).await? == 0 {
            // A chain that goes on may get more rows after these.
            return Ok(later().count(&self.database.reader).await? > 0 || self.has_rows(chain).await?);
        }
        Ok(later().count(&self.database.reader).await? == 0 && self.has_rows(chain).await?)
    }

    async fn has_rows(&self, chain: Uuid) -> Result<bool, DbErr> {
        let of_chain = read_log::Entity::find().filter(read_log::Column::ChainId.eq(chain));
        Ok(of_chain.limit(1).one(&self.database.reader).await?.is_some())
    }

    async fn delete_checkpoints(&self, first: i64, last: &read_log_checkpoint::Model) -> Result<u64, DbErr> {
        use read_log_checkpoint::{Column, Entity};
        let writing = self.database.begin_write().await?;
        let these = Entity::delete_many().filter(Column::Number.lte(last.number));
        let deleted = these.exec(&*writing).await?.rows_affected;
        if i64::try_from(deleted).ok() != Some(last.number - first + 1) {
            return writing.rollback().await.map(|()| 0);
        }
        let said = read_log_checkpoint::Model {
            kind: CheckpointKind::CheckpointsRemoved,
            chain_id: None,
            sequence: last.number,
            row_hash: Some(last.hash.clone()),
            at: self.now,
            ..last.clone()
        };
        match append_once(&*writing, self.signer, said, 0).await {
            Ok(_) => writing.commit().await.map(|()| deleted),
            Err(error) if is_taken(&error) => writing.rollback().await.map(|()| 0),
            Err(error) => Err(error),
        }
    }
}
