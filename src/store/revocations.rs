//! What was taken back before its time: single tokens, everything a person signed in with, whole organisations.
//! Held in memory, so that every request can be asked at no cost; read again every few seconds, so that what one node
//! revokes holds on all.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use arc_swap::ArcSwap;
use entity::{codes::RevocationKind, organisation, revocation};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QuerySelect, prelude::DateTimeUtc,
    sea_query::OnConflict,
};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::database::Database;
use crate::access::verified_token::{LEEWAY, LONGEST_LIFETIME, VerifiedToken};

/// How often to read again.
pub const BETWEEN_READINGS: Duration = Duration::from_secs(3);

/// What to revoke.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Revocation {
    /// One token of an issuer, by its `jti`.
    Token {
        /// The issuer, as its tokens name it.
        issuer: String,
        /// The token's number.
        jti: String,
    },
    /// Every token of a person that was made until now; who signs in again is let in again.
    Subject {
        /// The issuer, as its tokens name it.
        issuer: String,
        /// The person, as the issuer names them.
        subject: String,
    },
    /// Every token that speaks for an organisation, whoever made it and whenever: the organisation has left.
    Organisation(Uuid),
}

/// The revocations that hold.
#[derive(Debug, Default)]
pub struct Revocations {
    held: ArcSwap<Held>,
    /// One reading at a time, so that an older one never replaces a newer one.
    reading: Mutex<()>,
}

type Named = (String, String);

#[derive(Clone, Debug, Default)]
struct Held {
    tokens: HashSet<Named>,
    subjects: HashMap<Named, DateTimeUtc>,
    /// Those that left and those that are suspended.
    organisations: HashSet<Uuid>,
}

impl Revocations {
    /// Reads what holds now.
    ///
    /// # Errors
    /// When the database cannot be asked; what was held stays.
    pub async fn refresh(&self, database: &Database, now: DateTimeUtc) -> Result<(), DbErr> {
        let _one_at_a_time = self.reading.lock().await;
        let standing =
            Condition::any().add(revocation::Column::ExpiresAt.is_null()).add(revocation::Column::ExpiresAt.gt(now));
        // From the writer: a replica may be behind.
        let rows = revocation::Entity::find().filter(standing).all(&database.writer).await?;
        let suspended: Vec<Uuid> = organisation::Entity::find()
            .select_only()
            .column(organisation::Column::Id)
            .filter(organisation::Column::SuspendedAt.is_not_null())
            .into_tuple()
            .all(&database.writer)
            .await?;
        let mut held = Held { organisations: suspended.into_iter().collect(), ..Held::default() };
        for revocation::Model { id: _, kind, issuer, value, revoked_at, expires_at: _ } in rows {
            match kind {
                RevocationKind::Token => _ = held.tokens.insert((issuer, value)),
                RevocationKind::Subject => _ = held.subjects.insert((issuer, value), revoked_at),
                RevocationKind::Organisation => held.organisations.extend(value.parse::<Uuid>()),
            }
        }
        self.held.store(Arc::new(held));
        Ok(())
    }

    /// Whether this token was taken back.
    #[must_use]
    pub fn cover(&self, token: &VerifiedToken) -> bool {
        let held = self.held.load();
        if held.organisations.contains(&token.organisation_id) {
            return true;
        }
        let named = |name: &String| (token.issuer.clone(), name.clone());
        // The issuer's clock may be ahead of ours, and then a token made before looks as if made after.
        let is_older = |revoked_at: &DateTimeUtc| token.issued_at <= *revoked_at + LEEWAY;
        (!held.tokens.is_empty() && held.tokens.contains(&named(&token.jti)))
            || (!held.subjects.is_empty() && held.subjects.get(&named(&token.subject)).is_some_and(is_older))
    }

    /// Revokes: here at once, on other nodes within seconds. What no token can need any more is forgotten.
    ///
    /// # Errors
    /// When the database cannot be written; nothing is revoked then.
    pub async fn revoke(&self, database: &Database, what: &Revocation, now: DateTimeUtc) -> Result<(), DbErr> {
        let (kind, issuer, value) = match what.clone() {
            Revocation::Token { issuer, jti } => (RevocationKind::Token, issuer, jti),
            Revocation::Subject { issuer, subject } => (RevocationKind::Subject, issuer, subject),
            Revocation::Organisation(id) => (RevocationKind::Organisation, String::new(), id.to_string()),
        };
        // After the longest lifetime every token that existed today is over anyway.
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
        revocation::Entity::insert(row).on_conflict(again).exec_without_returning(&database.writer).await?;
        let over = revocation::Column::ExpiresAt.lt(now);
        revocation::Entity::delete_many().filter(over).exec(&database.writer).await?;
        self.refresh(database, now).await
    }
}

#[cfg(test)]
mod tests;
