//! Revocations: of single tokens, of all tokens of a person, of deactivated workers, of whole organisations. They are kept in memory, so that
//! checking them costs a request nothing, and are read again every few seconds, so that a revocation on one node takes
//! effect on all.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use arc_swap::ArcSwap;
use chrono::TimeDelta;
use entity::{codes::RevocationKind, organisation, revocation, worker};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, prelude::DateTimeUtc, sea_query::OnConflict,
};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::{
    access::verified_token::{LEEWAY, LONGEST_LIFETIME, VerifiedToken},
    store::database::Database,
};

/// The time between two reads. A revocation on one node takes effect on all nodes within three seconds.
pub(crate) const BETWEEN_READINGS: Duration = Duration::from_secs(2);
/// A server that could not read the revocations for this time rejects every token, because an unreachable database must
/// not keep a stolen token alive.
pub(crate) const LONGEST_UNREAD: TimeDelta = TimeDelta::minutes(1);

/// The subject of a revocation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Revocation {
    /// One token of an issuer, by its `jti`.
    Token {
        /// The issuer, as its tokens name it.
        issuer: String,
        /// The token's `jti`.
        jti: String,
    },
    /// Every token of a person that was issued until now. The person can sign in again.
    Subject {
        /// The issuer, as its tokens name it.
        issuer: String,
        /// The person, as the issuer names them.
        subject: String,
    },
    /// Every token for an organisation, by any issuer and at any time: the organisation has left.
    Organisation(Uuid),
}

/// The revocations in force.
#[derive(Debug, Default)]
pub struct Revocations {
    held: ArcSwap<Snapshot>,
    /// The moment of the last successful read, in milliseconds; 0 before the first one, when nobody is let in.
    read_at: AtomicI64,
    /// One read at a time, so that an older result never replaces a newer one.
    reading: Mutex<()>,
}

type Named = (String, String);

#[derive(Clone, Debug, Default)]
struct Snapshot {
    tokens: HashSet<Named>,
    subjects: HashMap<Named, DateTimeUtc>,
    /// Organisations that left, and suspended ones.
    organisations: HashSet<Uuid>,
    /// Deactivated workers: issuer, subject and organisation.
    workers: HashSet<(String, String, Uuid)>,
}

impl Revocations {
    /// Reads the revocations in force now.
    /// Errors: when the database cannot be read; the previous revocations stay in force.
    pub async fn refresh(&self, database: &Database, now: DateTimeUtc) -> Result<(), DbErr> {
        let _one_at_a_time = self.reading.lock().await;
        // Reads from the writer, because a replica may be behind.
        let rows = revocation::Entity::find().filter(holding(now)).all(&database.urgent).await?;
        let suspended: Vec<Uuid> = organisation::Entity::find()
            .select_only()
            .column(organisation::Column::Id)
            .filter(organisation::Column::SuspendedAt.is_not_null())
            .into_tuple()
            .all(&database.urgent)
            .await?;
        let deactivated: Vec<(String, String, Uuid)> = worker::Entity::find()
            .select_only()
            .columns([worker::Column::Issuer, worker::Column::Subject, worker::Column::OrganisationId])
            .filter(worker::Column::DeactivatedAt.is_not_null())
            .into_tuple()
            .all(&database.urgent)
            .await?;
        let mut held = Snapshot {
            organisations: suspended.into_iter().collect(),
            workers: deactivated.into_iter().collect(),
            ..Snapshot::default()
        };
        for revocation::Model { id: _, kind, issuer, value, revoked_at, expires_at: _ } in rows {
            match kind {
                RevocationKind::Token => _ = held.tokens.insert((issuer, value)),
                RevocationKind::Subject => _ = held.subjects.insert((issuer, value), revoked_at),
                RevocationKind::Organisation => held.organisations.extend(value.parse::<Uuid>()),
            }
        }
        self.held.store(Arc::new(held));
        self.read_at.store(now.timestamp_millis(), Ordering::Release);
        Ok(())
    }

    /// Whether the last read is too old to rely on.
    pub(crate) fn are_stale(&self, now: DateTimeUtc) -> bool {
        now.timestamp_millis() - self.read_at.load(Ordering::Acquire) > LONGEST_UNREAD.num_milliseconds()
    }

    /// Whether this token is revoked.
    pub fn cover(&self, token: &VerifiedToken) -> bool {
        let held = self.held.load();
        if held.organisations.contains(&token.organisation_id) {
            return true;
        }
        let named = |name: &String| (token.issuer.clone(), name.clone());
        let worker = || (token.issuer.clone(), token.subject.clone(), token.organisation_id);
        if !held.workers.is_empty() && held.workers.contains(&worker()) {
            return true;
        }
        // The issuer's clock may be ahead of ours; then a token issued before the revocation looks as if issued after
        // it.
        let is_older = |revoked_at: &DateTimeUtc| token.issued_at <= *revoked_at + LEEWAY;
        (!held.tokens.is_empty() && held.tokens.contains(&named(&token.jti)))
            || (!held.subjects.is_empty() && held.subjects.get(&named(&token.subject)).is_some_and(is_older))
    }
}

impl Revocation {
    fn row(&self) -> (RevocationKind, String, String) {
        match self.clone() {
            Self::Token { issuer, jti } => (RevocationKind::Token, issuer, jti),
            Self::Subject { issuer, subject } => (RevocationKind::Subject, issuer, subject),
            Self::Organisation(id) => (RevocationKind::Organisation, String::new(), id.to_string()),
        }
    }

    /// Writes the revocation; every node reads it within seconds. Also deletes revocations that no token can need any
    /// more.
    /// Errors: when the database cannot be written; nothing is revoked then.
    pub(crate) async fn write(&self, database: &Database, now: DateTimeUtc) -> Result<(), DbErr> {
        self.write_by(&database.urgent, now).await
    }

    /// The same as a part of a transaction.
    pub(crate) async fn write_by(&self, connection: &impl ConnectionTrait, now: DateTimeUtc) -> Result<(), DbErr> {
        let (kind, issuer, value) = self.row();
        // After the longest lifetime every token that exists today has expired.
        let expires_at = (kind != RevocationKind::Organisation).then(|| now + LONGEST_LIFETIME + LEEWAY + LEEWAY);
        let row = revocation::ActiveModel {
            id: Set(Uuid::now_v7()),
            kind: Set(kind),
            issuer: Set(issuer),
            value: Set(value),
            revoked_at: Set(now),
            expires_at: Set(expires_at),
        };
        let again =
            OnConflict::columns([revocation::Column::Kind, revocation::Column::Issuer, revocation::Column::Value])
                .update_columns([revocation::Column::RevokedAt, revocation::Column::ExpiresAt])
                .to_owned();
        revocation::Entity::insert(row).on_conflict(again).exec_without_returning(connection).await?;
        let over = revocation::Column::ExpiresAt.lt(now);
        revocation::Entity::delete_many().filter(over).exec(connection).await.map(|_| ())
    }

    /// The revocation of all tokens of the worker with this id. `None` if there is no such worker.
    pub(crate) async fn of_worker(database: &Database, id: Uuid) -> Result<Option<Self>, DbErr> {
        let worker = worker::Entity::find_by_id(id).one(&database.reader).await?;
        Ok(worker.as_ref().map(Self::of))
    }

    /// The revocation of all tokens of this worker.
    pub(crate) fn of(worker: &worker::Model) -> Self {
        Self::Subject { issuer: worker.issuer.clone(), subject: worker.subject.clone() }
    }

    /// The revocations in force, oldest first.
    pub(crate) async fn all(database: &Database, now: DateTimeUtc) -> Result<Vec<revocation::Model>, DbErr> {
        let by_age = revocation::Entity::find().filter(holding(now)).order_by_asc(revocation::Column::RevokedAt);
        by_age.all(&database.reader).await
    }
}

fn holding(now: DateTimeUtc) -> Condition {
    Condition::any().add(revocation::Column::ExpiresAt.is_null()).add(revocation::Column::ExpiresAt.gt(now))
}

#[cfg(test)]
mod tests;
