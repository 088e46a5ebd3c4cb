//! How long rows are kept whose number grows with the work: events, changes, the two logs, frozen packets, stored outcomes.
//! Older rows are deleted in small batches, each in a statement of its own, so that nobody waits for long. Any node may
//! run this at any time.

use chrono::TimeDelta;
use entity::{
    case_change, case_change_position, case_reading, change_log, consular_packet_version, idempotency_key,
    matching_entry, outbox, person_match, read_log, statistics_refresh, webhook,
    webhook_delivery::{self, Column as Delivery},
};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::DateTimeUtc,
    sea_query::IntoCondition as _,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    rules::matching::DAYS_KEPT,
    store::{
        changes::positions,
        database::Database,
        read_log::{signing::Signer, trimming::Trimming},
    },
};

/// About how many rows one statement deletes.
const PORTION: u64 = 500;
/// The most batches of each kind in one run. The next run continues.
const PORTIONS: usize = 20;
/// The most batches of readings of cases in one run. The log has several of them for each entry about a page of cases.
const PORTIONS_OF_READINGS: usize = 400;

/// How many days each kind is kept: the `[retention]` section of the settings file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// Events, after statistics have counted them.
    pub events_days: u32,
    /// The changes that clients follow. A client that was away for longer reads its cases anew.
    pub changes_days: u32,
    /// The change log.
    pub change_log_days: u32,
    /// The read log.
    pub read_log_days: u32,
    /// Frozen versions of consular packets, after a newer one replaced them or the consulate could no longer read them.
    pub packet_versions_days: u32,
    /// The stored outcomes of mutations, by idempotency key.
    pub idempotency_keys_days: u32,
    /// Messages to webhooks, and webhooks after they were deleted.
    pub webhook_deliveries_days: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            events_days: 7,
            changes_days: 30,
            change_log_days: 3_650,
            read_log_days: 1_825,
            packet_versions_days: 365,
            idempotency_keys_days: 7,
            webhook_deliveries_days: 30,
        }
    }
}

impl Retention {
    /// Every setting with its name.
    pub(crate) const fn rules(&self) -> [(&'static str, u32); 7] {
        let Self {
            events_days,
            changes_days,
            change_log_days,
            read_log_days,
            packet_versions_days,
            idempotency_keys_days,
            webhook_deliveries_days,
        } = self;
        [
            ("retention.events_days", *events_days),
            ("retention.changes_days", *changes_days),
            ("retention.change_log_days", *change_log_days),
            ("retention.read_log_days", *read_log_days),
            ("retention.packet_versions_days", *packet_versions_days),
            ("retention.idempotency_keys_days", *idempotency_keys_days),
            ("retention.webhook_deliveries_days", *webhook_deliveries_days),
        ]
    }
}

/// Deletes old rows. Returns the number of deleted rows. The signer signs what is deleted of the read log.
/// Errors: the last one. Each is logged, and the other kinds are deleted all the same.
pub async fn forget(
    database: &Database,
    retention: &Retention,
    signer: &Signer,
    now: DateTimeUtc,
) -> Result<u64, DbErr> {
    let mut failed = None;
    let before = |days: u32| now - TimeDelta::days(days.into());
    let events = match counted_until(database).await {
        Ok(counted) => before(retention.events_days).min(counted),
        Err(cause) => {
            tracing::error!(%cause, "old events were not deleted");
            failed = Some(cause);
            DateTimeUtc::UNIX_EPOCH
        }
    };
    let changes = match followed_until(database).await {
        Ok(newest) => before(retention.changes_days).min(newest),
        Err(cause) => {
            tracing::error!(%cause, "old changes were not deleted");
            failed = Some(cause);
            DateTimeUtc::UNIX_EPOCH
        }
    };
    let matches = now - TimeDelta::days(DAYS_KEPT);
    let messages = before(retention.webhook_deliveries_days);
    let deleted = [
        ("changes", old::<case_change::Entity>(database, case_change::Column::At, changes).await),
        ("events", old::<outbox::Entity>(database, outbox::Column::At, events).await),
        (
            "change log",
            old::<change_log::Entity>(database, change_log::Column::At, before(retention.change_log_days)).await,
        ),
        ("read log", old_reads(database, signer, before(retention.read_log_days), now).await),
        (
            "readers of cases",
            // The first day that is kept is kept whole.
            old_readings(database, before(retention.read_log_days + 1)).await,
        ),
        (
            "packet versions",
            old::<consular_packet_version::Entity>(
                database,
                consular_packet_version::Column::ReplacedAt,
                before(retention.packet_versions_days),
            )
            .await,
        ),
        ("matches", old::<person_match::Entity>(database, person_match::Column::ExpiresAt, matches).await),
        (
            "entries of matching",
            old::<matching_entry::Entity>(database, matching_entry::Column::ValidUntil, matches).await,
        ),
        (
            "idempotency keys",
            old::<idempotency_key::Entity>(
                database,
                idempotency_key::Column::CreatedAt,
                before(retention.idempotency_keys_days),
            )
            .await,
        ),
        ("webhook deliveries", old::<webhook_delivery::Entity>(database, Delivery::CreatedAt, messages).await),
        ("webhooks", old::<webhook::Entity>(database, webhook::Column::DeletedAt, messages).await),
    ];
    let mut sum = 0;
    for (kind, deleted) in deleted {
        match deleted {
            Ok(0) => {}
            Ok(rows) => {
                tracing::info!(kind, rows, "old rows were deleted");
                sum += rows;
            }
            Err(cause) => {
                tracing::error!(kind, %cause, "old rows were not deleted");
                failed = Some(cause);
            }
        }
    }
    failed.map_or(Ok(sum), Err)
}

/// Deletes old rows of the read log: each on its own if no chain holds it, and otherwise from the beginning of its chain.
async fn old_reads(database: &Database, signer: &Signer, before: DateTimeUtc, now: DateTimeUtc) -> Result<u64, DbErr> {
    let trimming = Trimming { database, signer, before, now };
    let in_chains = trimming.rows().await?;
    trimming.checkpoints().await?;
    let without = read_log::Column::ChainId.is_null();
    Ok(in_chains + old_of::<read_log::Entity>(database, read_log::Column::At, before, without.into_condition()).await?)
}

/// The moment up to which events may be deleted. An event that is not counted yet is kept, however old. The day before
/// is kept too, because the next count may read recent events again.
async fn counted_until(database: &Database) -> Result<DateTimeUtc, DbErr> {
    let row = statistics_refresh::Entity::find().one(&database.writer).await?;
    Ok(row.map_or(DateTimeUtc::UNIX_EPOCH, |row| row.counted_until - TimeDelta::days(1)))
}

/// The moment up to which changes may be deleted. Each has its position first, and the newest one is kept, so that a client
/// that knows of it still goes on from there.
async fn followed_until(database: &Database) -> Result<DateTimeUtc, DbErr> {
    positions::give(database).await?;
    let newest = case_change_position::Entity::find_by_id(1).one(&database.writer).await?;
    let place = newest.map_or(0, |row| row.newest);
    let newest = case_change::Entity::find().filter(case_change::Column::Position.eq(place));
    Ok(newest.one(&database.writer).await?.map_or(DateTimeUtc::UNIX_EPOCH, |change| change.at))
}

/// Deletes the rows from before a moment, the oldest first.
async fn old<E: EntityTrait>(database: &Database, at: E::Column, before: DateTimeUtc) -> Result<u64, DbErr> {
    old_of::<E>(database, at, before, Condition::all()).await
}

async fn old_of<E: EntityTrait>(
    database: &Database,
    at: E::Column,
    before: DateTimeUtc,
    which: Condition,
) -> Result<u64, DbErr> {
    let mut deleted = 0;
    for _ in 0..PORTIONS {
        let last_of_portion = E::find()
            .select_only()
            .column(at)
            .filter(at.lt(before))
            .filter(which.clone())
            .order_by_asc(at)
            .offset(PORTION - 1)
            .limit(1)
            .into_tuple::<DateTimeUtc>()
            .one(&database.writer)
            .await?;
        let these = which.clone().add(at.lt(before)).add_option(last_of_portion.map(|last| at.lte(last)));
        deleted += E::delete_many().filter(these).exec(&database.writer).await?.rows_affected;
        if last_of_portion.is_none() {
            break;
        }
    }
    Ok(deleted)
}

/// Deletes the readings from before a day. All of a day have the same moment, so that a portion is taken by id.
async fn old_readings(database: &Database, before: DateTimeUtc) -> Result<u64, DbErr> {
    use case_reading::Column as C;
    let mut deleted = 0;
    for _ in 0..PORTIONS_OF_READINGS {
        let portion = case_reading::Entity::find()
            .select_only()
            .column(C::Id)
            .filter(C::Day.lt(before))
            .order_by_asc(C::Day)
            .limit(PORTION)
            .into_tuple::<Uuid>()
            .all(&database.writer)
            .await?;
        if portion.is_empty() {
            break;
        }
        let these = case_reading::Entity::delete_many().filter(C::Id.is_in(portion));
        let rows = these.exec(&database.writer).await?.rows_affected;
        deleted += rows;
        if rows < PORTION {
            break;
        }
    }
    Ok(deleted)
}
