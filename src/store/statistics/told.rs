//! What an organisation was told, read and written. It is looked at and added to in one transaction under the organisation's
//! lock, so that two questions at a time cannot get past each other.

use std::collections::HashMap;

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
/// How long a line is remembered: by then the people behind it are others.
const REMEMBERED: TimeDelta = TimeDelta::days(90);
/// How many lines are written at once. A connection keeps every statement that it has sent, one for each number of lines.
const AT_ONCE: usize = 100;

/// Takes the lock of an organisation's memory.
///
/// # Errors
/// When the database fails.
pub async fn lock(transaction: &DatabaseTransaction, organisation_id: Uuid) -> Result<(), DbErr> {
    organisation::Entity::find_by_id(organisation_id).lock_exclusive().one(transaction).await?;
    Ok(())
}

/// What an organisation was told of a subject.
///
/// # Errors
/// When the database fails, or a line is none.
pub async fn memory(
    from: &impl ConnectionTrait,
    organisation_id: Uuid,
    subject: StatisticsSubject,
    universe: &Universe,
) -> Result<Memory, Error> {
    let rows = Entity::find()
        .filter(Column::OrganisationId.eq(organisation_id))
        .filter(Column::Subject.eq(subject))
        .order_by_asc(Column::ToldAt)
        .all(from)
        .await?;
    let plain = |(region, told): (Region, Told)| (region.plain(universe), told);
    let told = rows.into_iter().map(|row| read(row).map(plain)).collect::<Result<HashMap<_, _>, _>>();
    told.map(Memory::of).map_err(|error| Error::internal(&error))
}

fn read(row: Model) -> Result<(Region, Told), serde_json::Error> {
    let count = crate::rules::statistics::Count { amount: row.amount, people: row.people };
    Ok((serde_json::from_str(&row.about)?, Told { count, values: serde_json::from_value(row.told)? }))
}

/// Writes down what is new. Gives the version of what the organisation was told since.
///
/// # Errors
/// When the database fails.
pub async fn write(
    transaction: &DatabaseTransaction,
    organisation_id: Uuid,
    subject: StatisticsSubject,
    memory: &Memory,
    now: DateTimeUtc,
) -> Result<Uuid, Error> {
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
    for lines in lines.chunks(AT_ONCE) {
        Entity::insert_many(lines.to_vec()).on_conflict(same.clone()).exec_without_returning(transaction).await?;
    }
    Ok(moved(transaction, organisation_id).await?)
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
