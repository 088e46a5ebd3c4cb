//! Exports the read log as lines for an archive outside: after each checkpoint of the list comes what it signs. The number of the
//! last checkpoint is the position from which the next export goes on.

use std::io;

use entity::{
    codes::CheckpointKind,
    read_log::{Column, Entity, Model},
    read_log_checkpoint,
};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::verify::pages::{PAGE, chain_after};
use crate::store::database::{Database, failure::plain};

/// A line of an archive.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Line {
    /// A row, which the next checkpoint of its chain signs.
    Row(Model),
    /// A checkpoint.
    Checkpoint(read_log_checkpoint::Model),
    /// A row after the last checkpoint of its chain. The next export has it again.
    Unsigned(Model),
    /// The position of the next export.
    Position(i64),
}

/// Exports what follows a position.
/// Errors: a sentence for the operator.
pub(crate) async fn export(
    database: &Database,
    since: i64,
    out: &mut impl FnMut(&Line) -> io::Result<()>,
) -> Result<(), String> {
    let mut put = |line: Line| out(&line).map_err(|error| format!("the output cannot be written: {error}"));
    let said = |error: DbErr| format!("the read log cannot be read: {}", plain(&error));
    let mut position = since;
    loop {
        let page = checkpoints_after(database, position).await.map_err(said)?;
        let Some(last) = page.last() else { break };
        position = last.number;
        for checkpoint in page {
            let signs = matches!(checkpoint.kind, CheckpointKind::Rows | CheckpointKind::End);
            if let (Some(chain), true) = (checkpoint.chain_id, signs) {
                let mut from = said_before(database, chain, Some(checkpoint.number)).await.map_err(said)?;
                while from < checkpoint.sequence {
                    let rows = rows(database, chain, from, checkpoint.sequence).await.map_err(said)?;
                    let Some(last) = rows.last() else { break };
                    from = last.sequence.unwrap_or(i64::MAX);
                    rows.into_iter().try_for_each(|row| put(Line::Row(row)))?;
                }
            }
            put(Line::Checkpoint(checkpoint))?;
        }
    }
    let mut after = None;
    while let Some(chain) = chain_after(database, after).await.map_err(said)? {
        after = Some(chain);
        let mut from = said_before(database, chain, None).await.map_err(said)?;
        loop {
            let rows = rows(database, chain, from, i64::MAX).await.map_err(said)?;
            let Some(last) = rows.last() else { break };
            from = last.sequence.unwrap_or(i64::MAX);
            rows.into_iter().try_for_each(|row| put(Line::Unsigned(row)))?;
        }
    }
    put(Line::Position(position))
}

async fn checkpoints_after(database: &Database, number: i64) -> Result<Vec<read_log_checkpoint::Model>, DbErr> {
    use read_log_checkpoint::{Column, Entity};
    let page = Entity::find().filter(Column::Number.gt(number)).order_by_asc(Column::Number).limit(PAGE);
    page.all(&database.reader).await
}

/// The last row of a chain that the checkpoints before a number name.
async fn said_before(database: &Database, chain: Uuid, number: Option<i64>) -> Result<i64, DbErr> {
    use read_log_checkpoint::{Column, Entity};
    let mut said = Entity::find().filter(Column::ChainId.eq(chain));
    if let Some(number) = number {
        said = said.filter(Column::Number.lt(number));
    }
    let said = said.order_by_desc(Column::Sequence).one(&database.reader).await?;
    Ok(said.map_or(0, |said| said.sequence))
}

async fn rows(database: &Database, chain: Uuid, after: i64, to: i64) -> Result<Vec<Model>, DbErr> {
    let rows = Entity::find()
        .filter(Column::ChainId.eq(chain))
        .filter(Column::Sequence.gt(after))
        .filter(Column::Sequence.lte(to))
        .order_by_asc(Column::Sequence)
        .limit(PAGE);
    rows.all(&database.reader).await
}
