//! What an organisation was told, read and written. It is read without a lock, and written only while its version is the one
//! that was decided on, so that two questions at a time cannot get past each other.

use chrono::TimeDelta;
use entity::{
    codes::StatisticsSubject,
    organisation, statistics_memory,
    statistics_told::{ActiveModel, Column, Entity, Model},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, prelude::DateTimeUtc, sea_query::OnConflict,
};
use uuid::Uuid;

use crate::{
    error::Error,
    rules::statistics::{
        guard::{Memory, Told},
        region::{Region, Universe},
    },
    store::database::Database,
};

/// How many lines an organisation may be told of a subject before it has to wait for old ones to be forgotten.
pub const LINES: usize = 5_000;
/// The size of the lines of a subject, so that reading them takes milliseconds; beyond it the organisation waits as well.
pub const BYTES: usize = 2_000_000;
/// How long a line is remembered: by then the people behind it are others.
const REMEMBERED: TimeDelta = TimeDelta::days(90);
/// How many lines are written at once. A connection keeps every statement that it has sent, one for each number of lines.
const AT_ONCE: usize = 100;

/// Takes the lock of an organisation's memory.
async fn lock(transaction: &DatabaseTransaction, organisation_id: Uuid) -> Result<(), DbErr> {
    organisation::Entity::find_by_id(organisation_id).lock_exclusive().one(transaction).await?;
    Ok(())
}

/// The version of what an organisation was told.
///
/// # Errors
/// When the database fails.
pub async fn version(from: &impl ConnectionTrait, organisation_id: Uuid) -> Result<Option<Uuid>, DbErr> {
    let row = statistics_memory::Entity::find_by_id(organisation_id).one(from).await?;
    Ok(row.map(|row| row.version))
}

/// What an organisation was told of a subject, as it is written. A version that was read before is not newer than this.
///
/// # Errors
/// When the database fails.
pub async fn lines(
    from: &impl ConnectionTrait,
    organisation_id: Uuid,
    subject: StatisticsSubject,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::OrganisationId.eq(organisation_id))
        .filter(Column::Subject.eq(subject))
        .order_by_asc(Column::ToldAt)
        .all(from)
        .await
}

/// The memory of these lines. It takes milliseconds for thousands of them, and no database.
///
/// # Errors
/// When a line is none.
pub fn memory(lines: Vec<Model>, universe: &Universe) -> Result<Memory, Error> {
    let plain = |(region, told): (Region, Told)| (region.plain(universe), told);
    let told = lines.into_iter().map(|row| read(row).map(plain)).collect::<Result<Vec<_>, _>>();
    told.map(Memory::of).map_err(|error| Error::internal(&error))
}

fn read(row: Model) -> Result<(Region, Told), serde_json::Error> {
    let count = crate::rules::statistics::Count { amount: row.amount, people: row.people };
    Ok((serde_json::from_str(&row.about)?, Told { count, values: serde_json::from_value(row.told)? }))
}

/// Writes down what is new, if the memory is still the one that was decided on. Gives its version since; nothing, when another
/// question was told something in the meantime: then nothing is written.
///
/// # Errors
/// When the database fails.
pub async fn write(
    database: &Database,
    (organisation_id, subject): (Uuid, StatisticsSubject),
    decided_on: Option<Uuid>,
    memory: &Memory,
    now: DateTimeUtc,
) -> Result<Option<Uuid>, Error> {
    let mut lines = Vec::new();
    for (region, told) in memory.new_lines() {
        let text = |error| Error::internal(&error);
        lines.push(ActiveModel {
            id: Set(Uuid::now_v7()),
            organisation_id: Set(organisation_id),
            subject: Set(subject),
            about: Set(serde_json::to_string(region).map_err(text)?),
            people: Set(told.count.people),
            amount: Set(told.count.amount),
            told: Set(serde_json::to_value(&told.values).map_err(text)?),
            told_at: Set(now),
        });
    }
    let same = OnConflict::columns([Column::OrganisationId, Column::Subject, Column::About])
        .update_columns([Column::People, Column::Amount, Column::Told, Column::ToldAt])
        .to_owned();
    let transaction = database.begin_write().await?;
    lock(&transaction, organisation_id).await?;
    if version(&transaction, organisation_id).await? != decided_on {
        transaction.rollback().await?;
        return Ok(None);
    }
    for lines in lines.chunks(AT_ONCE) {
        Entity::insert_many(lines.to_vec()).on_conflict(same.clone()).exec_without_returning(&transaction).await?;
    }
    let version = moved(&transaction, organisation_id).await?;
    transaction.commit().await?;
    Ok(Some(version))
}

/// Says that what an organisation was told is no longer the same: answers that are kept rest on it.
async fn moved(transaction: &DatabaseTransaction, organisation_id: Uuid) -> Result<Uuid, DbErr> {
    let version = Uuid::now_v7();
    let row = statistics_memory::ActiveModel { organisation_id: Set(organisation_id), version: Set(version) };
    let same = OnConflict::column(statistics_memory::Column::OrganisationId)
        .update_column(statistics_memory::Column::Version)
        .to_owned();
    statistics_memory::Entity::insert(row).on_conflict(same).exec_without_returning(transaction).await?;
    Ok(version)
}

/// Forgets what was told long ago.
///
/// # Errors
/// When the database fails.
pub async fn forget(database: &Database, now: DateTimeUtc) -> Result<u64, DbErr> {
    let old = Column::ToldAt.lt(now - REMEMBERED);
    let of: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::OrganisationId)
        .distinct()
        .filter(old.clone())
        .order_by_asc(Column::OrganisationId)
        .into_tuple()
        .all(&database.writer)
        .await?;
    let mut forgotten = 0;
    for organisation_id in of {
        let transaction = database.begin_write().await?;
        lock(&transaction, organisation_id).await?;
        let lines = Entity::delete_many().filter(Column::OrganisationId.eq(organisation_id)).filter(old.clone());
        forgotten += lines.exec(&transaction).await?.rows_affected;
        moved(&transaction, organisation_id).await?;
        transaction.commit().await?;
    }
    Ok(forgotten)
}
