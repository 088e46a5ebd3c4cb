//! What an organisation was told, read and written. It is looked at and added to in one transaction under the organisation's
//! lock, so that two questions at a time cannot get past each other.

use std::collections::HashMap;

use chrono::TimeDelta;
use entity::{
    codes::StatisticsSubject,
    organisation,
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
pub async fn lock(transaction: &DatabaseTransaction, organisation_id: Uuid) -> Result<(), Error> {
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

/// Writes down what is new.
///
/// # Errors
/// When the database fails.
pub async fn write(
    transaction: &DatabaseTransaction,
    organisation_id: Uuid,
    subject: StatisticsSubject,
    memory: &Memory,
    now: DateTimeUtc,
) -> Result<(), Error> {
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
    Ok(())
}

/// Forgets what was told long ago.
///
/// # Errors
/// When the database fails.
pub async fn forget(database: &Database, now: DateTimeUtc) -> Result<u64, DbErr> {
    let old = Entity::delete_many().filter(Column::ToldAt.lt(now - REMEMBERED));
    Ok(old.exec(&database.writer).await?.rows_affected)
}
