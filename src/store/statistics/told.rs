//! The memory of what was published to an organisation, read and written. It is read without a lock, and written only
//! if its version is still the one that the decision was based on, so that two concurrent questions cannot bypass each
//! other's check.

use chrono::TimeDelta;
use entity::{
    codes::StatisticsSubject,
    organisation, statistics_memory,
    statistics_told::{ActiveModel, Column, Entity, Model},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::DateTimeUtc,
    sea_query::{OnConflict, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    error::{Error, Fault},
    rules::statistics::{
        guard::{Memory, Told},
        region::{Region, Universe},
    },
    store::database::Database,
};

/// How many lines of a subject an organisation may have before it has to wait until old ones are deleted.
pub const LINES: usize = 5_000;
/// The most bytes of lines of a subject, so that reading them takes milliseconds. Above it the organisation has to wait
/// as well.
pub(crate) const BYTES: usize = 2_000_000;
/// How long a line is kept. After this time mostly other people are behind the numbers.
const REMEMBERED: TimeDelta = TimeDelta::days(90);
/// How many lines are inserted at once. A connection caches every statement that it has sent, one for each number of
/// lines.
const AT_ONCE: usize = 100;

/// Locks the memory of an organisation.
async fn lock(transaction: &DatabaseTransaction, organisation_id: Uuid) -> Result<(), DbErr> {
    organisation::Entity::find_by_id(organisation_id).lock_exclusive().one(transaction).await?;
    Ok(())
}

/// The version of what was published to an organisation.
pub(crate) async fn version(from: &impl ConnectionTrait, organisation_id: Uuid) -> Result<Option<Uuid>, DbErr> {
    let row = statistics_memory::Entity::find_by_id(organisation_id).one(from).await?;
    Ok(row.map(|row| row.version))
}

/// The lines that were published to an organisation about a subject. A version that was read before is never newer than
/// these lines.
pub(crate) async fn lines(
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

/// Builds the memory from these lines. It takes milliseconds for thousands of lines, and uses no database.
/// Errors: when a line cannot be parsed.
pub(crate) fn memory(lines: Vec<Model>, universe: &Universe) -> Result<Memory, Error> {
    let plain = |(region, told): (Region, Told)| (region.plain(universe), told);
    let told = lines.into_iter().map(|row| read(row).map(plain)).collect::<Result<Vec<_>, _>>();
    told.map(Memory::of).map_err(|error| Error::internal(&error))
}

fn read(row: Model) -> Result<(Region, Told), serde_json::Error> {
    let count = crate::rules::statistics::Count { amount: row.amount, people: row.people };
    Ok((serde_json::from_str(&row.about)?, Told { count, values: serde_json::from_value(row.told)? }))
}

/// Writes the new lines, if the memory still has the version that was decided on, and returns its new version. Returns
/// `None` and writes nothing if another question was answered in the meantime.
pub(crate) async fn write(
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
    // Without the worker's share: a question that waited for the worker's own changes would keep a turn from others.
    let transaction = database.of_the_server().begin_write().await?;
    lock(&transaction, organisation_id).await?;
    if version(&*transaction, organisation_id).await? != decided_on {
        transaction.rollback().await?;
        return Ok(None);
    }
    for lines in lines.chunks(AT_ONCE) {
        Entity::insert_many(lines.to_vec()).on_conflict(same.clone()).exec_without_returning(&*transaction).await?;
    }
    let version = moved(&transaction, organisation_id).await?;
    transaction.commit().await?;
    Ok(Some(version))
}

/// Gives the memory of an organisation a new version, so that cached answers expire.
async fn moved(transaction: &DatabaseTransaction, organisation_id: Uuid) -> Result<Uuid, DbErr> {
    let version = Uuid::now_v7();
    let row = statistics_memory::ActiveModel { organisation_id: Set(organisation_id), version: Set(version) };
    let same = OnConflict::column(statistics_memory::Column::OrganisationId)
        .update_column(statistics_memory::Column::Version)
        .to_owned();
    statistics_memory::Entity::insert(row).on_conflict(same).exec_without_returning(transaction).await?;
    Ok(version)
}

/// Deletes lines of long ago. An organisation whose lines cannot be deleted now is skipped.
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
        match forget_of(database, organisation_id, old.clone()).await {
            Ok(lines) => forgotten += lines,
            Err(cause) if Fault::of(&cause) == Fault::Lost => return Err(cause),
            Err(cause) => tracing::error!(%organisation_id, %cause, "old lines of an organisation were not deleted"),
        }
    }
    Ok(forgotten)
}

async fn forget_of(database: &Database, organisation_id: Uuid, old: SimpleExpr) -> Result<u64, DbErr> {
    let transaction = database.begin_write().await?;
    lock(&transaction, organisation_id).await?;
    let lines = Entity::delete_many().filter(Column::OrganisationId.eq(organisation_id)).filter(old);
    let forgotten = lines.exec(&*transaction).await?.rows_affected;
    moved(&transaction, organisation_id).await?;
    transaction.commit().await?;
    Ok(forgotten)
}
