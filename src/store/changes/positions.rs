//! Positions of changes: given after the commit, in one order, without a gap. A change that is under way has no position, so
//! that a reader who has seen a position has seen every one before it, and no change waits for another one because of
//! its position.

use entity::{case_change, case_change_position};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    Statement, prelude::DateTimeUtc,
};
use uuid::Uuid;

use crate::store::{Store, database::Database};

/// The most entries that get their position in one statement.
const PORTION: u64 = 10_000;

/// A place among all changes, and among the standings that begin or end by themselves. Everything up to there is known.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Position {
    /// The position of the last entry.
    pub place: i64,
    /// That entry. After the database was restored, another entry has the same position.
    pub entry: Option<Uuid>,
    /// The moment of the last standing that began or ended by itself, or the moment of the request that found no more.
    pub passed: DateTimeUtc,
    /// The case of that standing. `None`: all cases of the moment.
    pub passed_in: Option<Uuid>,
}

/// Gives each committed entry without a position the next one.
pub(crate) async fn give(database: &Database) -> Result<(), DbErr> {
    while waiting(database).await? {
        let transaction = database.begin_write().await?;
        // Only one transaction at a time gives positions. The entries that it finds behind the lock are committed, and every
        // later one gets a higher position.
        let newest = case_change_position::Entity::find_by_id(1).lock_exclusive().one(&*transaction).await?;
        let newest = newest.ok_or(DbErr::RecordNotFound("case_change_positions".to_owned()))?;
        let number = format!(
            "UPDATE case_changes SET position = numbered.place + {} FROM (SELECT id, row_number() OVER (ORDER BY id) AS \
             place FROM case_changes WHERE position IS NULL ORDER BY id LIMIT {PORTION}) AS numbered WHERE \
             case_changes.id = numbered.id",
            newest.newest
        );
        let statement = Statement::from_string(database.backend(), number);
        let given = transaction.execute_raw(statement).await?.rows_affected();
        let newest = newest.newest.saturating_add_unsigned(given);
        case_change_position::ActiveModel { id: Set(1), newest: Set(newest) }.update(&*transaction).await?;
        transaction.commit().await?;
    }
    Ok(())
}

async fn waiting(database: &Database) -> Result<bool, DbErr> {
    let one = case_change::Entity::find().select_only().column(case_change::Column::Id);
    let one = one.filter(case_change::Column::Position.is_null()).limit(1).into_tuple::<Uuid>();
    Ok(one.one(&database.reader).await?.is_some())
}

/// The position of this moment. An entry that has none yet comes after it.
pub(crate) async fn newest(connection: &impl ConnectionTrait, now: DateTimeUtc) -> Result<Position, DbErr> {
    let newest = case_change_position::Entity::find_by_id(1).one(connection).await?.map_or(0, |row| row.newest);
    let entry = case_change::Entity::find().filter(case_change::Column::Position.eq(newest)).one(connection).await?;
    Ok(Position { place: newest, entry: entry.map(|entry| entry.id), passed: now, passed_in: None })
}

impl Store {
    /// The position of this moment.
    pub(crate) async fn newest_position(&self) -> Result<Position, DbErr> {
        let newest = self.newest_place().await?;
        let entry = self.entries_at([newest, newest]).await?.first().map(|(_, id)| *id);
        Ok(Position { place: newest, entry, passed: self.scope.now, passed_in: None })
    }

    /// Whether every entry after the position is still kept, and the entry at the position is the same as then.
    pub(crate) async fn is_kept(&self, position: &Position) -> Result<bool, DbErr> {
        let newest = self.newest_place().await?;
        let around = self.entries_at([position.place, position.place + 1]).await?;
        let entry = |place| around.iter().find(|(at, _)| *at == place).map(|(_, id)| *id);
        let next = position.place == newest || entry(position.place + 1).is_some();
        // The clocks of two nodes differ a little, so the moment of the position may be later than that of the request.
        Ok(position.place <= newest && next && entry(position.place) == position.entry)
    }

    async fn newest_place(&self) -> Result<i64, DbErr> {
        let newest = self.database.models(case_change_position::Entity::find_by_id(1)).await?;
        Ok(newest.first().map_or(0, |row| row.newest))
    }

    async fn entries_at(&self, places: [i64; 2]) -> Result<Vec<(i64, Uuid)>, DbErr> {
        let here = case_change::Entity::find().filter(case_change::Column::Position.is_in(places));
        let here = self.database.models(here).await?;
        Ok(here.into_iter().filter_map(|row| Some((row.position?, row.id))).collect())
    }
}
