//! A change: one transaction that ends with a log entry and an event, or not at all. A permit proves that the viewer
//! may change a row. Only this file can issue one, after it locked the case and checked the relation.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use entity::{case, centre, idempotency_key};
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QuerySelect, SqlErr, prelude::DateTimeUtc};
use uuid::Uuid;

use super::{
    change_log as log,
    outcome::{IdempotencyKey, Outcome, Remembered},
    subject::{Held, Subject},
};
use crate::{
    access::{action::Action, viewer::Viewer},
    error::Error,
    rules::refusal::Refusal,
    store::{
        Store,
        access::scope::Scope,
        database::{Database, Writing},
    },
};

/// An action, and the kind of row that it is done to.
pub trait Act: Send + Sync + 'static {
    /// The action that the policy must allow.
    const ACTION: Action;
    /// The row that is changed, or the parent of the row that is created.
    type Subject: Subject;
}

/// The right to do `A` to one row, which is locked until the change ends.
#[derive(Debug)]
pub struct Permit<A: Act> {
    row: A::Subject,
    held: Held,
}

impl<A: Act> Permit<A> {
    /// The row as it is now.
    pub const fn row(&self) -> &A::Subject {
        &self.row
    }

    /// The access facts that the permit was issued on.
    pub const fn held(&self) -> &Held {
        &self.held
    }
}

/// The reason why a change is not made.
#[derive(Debug)]
pub enum Stop {
    /// A rule forbids it. The refusals go into the payload.
    Refused(Vec<Refusal>),
    /// Something failed. It becomes a GraphQL error.
    Failed(Error),
}

impl Stop {
    /// The same stop for a part of the input: the path of each refusal begins with `step`.
    #[must_use]
    pub fn inside(self, step: &str) -> Self {
        match self {
            Self::Refused(refusals) => Self::Refused(refusals.into_iter().map(|it| it.inside(step)).collect()),
            failed @ Self::Failed(_) => failed,
        }
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

impl From<Vec<Refusal>> for Stop {
    fn from(refusals: Vec<Refusal>) -> Self {
        Self::Refused(refusals)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<DbErr> for Stop {
    fn from(error: DbErr) -> Self {
        Self::Failed(error.into())
    }
}

/// The effect of a change, for the log and the outbox. A change cannot be committed without it.
#[derive(Clone, Debug)]
pub struct Done {
    /// The id of the record that the payload shows.
    pub id: Uuid,
    /// Its table, for example `referrals`.
    pub subject_type: &'static str,
    /// The case that it belongs to.
    pub case_id: Uuid,
    /// The organisation that owns the case.
    pub organisation_id: Uuid,
    /// Its version now, if the table counts versions.
    pub version: Option<i32>,
    /// The names of the columns that changed, never their values.
    pub changed: Vec<&'static str>,
}

/// One transaction of one viewer, or of the clock.
#[derive(Debug)]
pub struct Change {
    transaction: Writing,
    /// The viewer who makes the change, and when.
    pub scope: Scope,
    by_clock: bool,
    unnamed: AtomicBool,
    warnings: Mutex<Vec<Refusal>>,
}

impl Store {
    /// Begins a change.
    pub async fn change(&self) -> Result<Change, Error> {
        // Also select the access columns of the case itself: the change log records owner and centre even if they did
        // not decide.
        let scope = Scope { facts: self.scope.facts.named(), ..self.scope.clone() };
        Ok(Change {
            transaction: self.database.begin_write().await?,
            scope,
            by_clock: false,
            unnamed: AtomicBool::new(false),
            warnings: Mutex::default(),
        })
    }
}

impl Change {
    /// Begins a change that only time makes: by rule, without a permit.
    pub async fn by_clock(database: &Database, now: DateTimeUtc) -> Result<Self, Error> {
        Ok(Self {
            transaction: database.begin_write().await?,
            scope: Scope::of_nobody(now),
            by_clock: true,
            unnamed: AtomicBool::new(false),
            warnings: Mutex::default(),
        })
    }

    /// The viewer who makes the change. `None` if the clock makes it, and in another case of the person.
    #[must_use]
    pub fn by(&self) -> Option<&Viewer> {
        let named = !self.by_clock && !self.unnamed.load(Ordering::Relaxed);
        named.then_some(&*self.scope.viewer)
    }

    /// Whether what follows is recorded with the worker who makes the change. Not in another case of the person, because
    /// its organisation must not learn who acted.
    pub fn name_the_worker(&self, named: bool) {
        self.unnamed.store(!named, Ordering::Relaxed);
    }

    /// The transaction, for the statements of the store and the actions.
    #[must_use]
    pub fn transaction(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// The moment of the change.
    #[must_use]
    pub const fn now(&self) -> DateTimeUtc {
        self.scope.now
    }

    /// Adds a warning: the viewer should look at something although the change is made.
    pub fn warn(&self, warning: Refusal) {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).push(warning);
    }

    /// Issues the permit if the viewer may know of the row and may do this. The row is first checked without a lock.
    /// Then the case and the row are locked, and both are checked again.
    ///
    /// # Errors
    /// `NOT_FOUND` if the row does not exist or the viewer may not know of it: the same answer for both. `FORBIDDEN` if
    /// the viewer may see the row but not change it this way.
    pub async fn permit<A: Act>(&self, id: Uuid) -> Result<Permit<A>, Error> {
        let case_id = A::Subject::case_known(self, id).await?.ok_or(Error::NotFound)?;
        // Every change locks the case first, so that two changes of one case never run at the same time.
        case::Entity::find_by_id(case_id).lock_exclusive().one(self.transaction()).await?.ok_or(Error::NotFound)?;
        let (row, held) = A::Subject::locked(self, id).await?.ok_or(Error::NotFound)?;
        if !held.clearance.sees() {
            return Err(Error::NotFound);
        }
        if !held.allows(&self.scope, A::ACTION) {
            return Err(Error::Forbidden);
        }
        Ok(Permit { row, held })
    }

    /// Whether the viewer may do this at one of the viewer's own centres, where there is no case yet. A centre of
    /// others is not found, like one that does not exist.
    ///
    /// # Errors
    /// `NOT_FOUND` or `FORBIDDEN`.
    pub async fn permit_at_centre(&self, action: Action, id: Uuid) -> Result<centre::Model, Error> {
        let centre =
            centre::Entity::find_by_id(id).one(self.transaction()).await?.ok_or(Error::NotFoundNamed("centre"))?;
        if !self.scope.is_own_centre(&centre) {
            return Err(Error::NotFoundNamed("centre"));
        }
        if !self.scope.grants.allows_at_own_centre(action) {
            return Err(Error::Forbidden);
        }
        Ok(centre)
    }

    /// Whether this centre is one of the viewer's own.
    pub async fn is_own_centre(&self, id: Uuid) -> Result<bool, DbErr> {
        let centre = centre::Entity::find_by_id(id).one(self.transaction()).await?;
        Ok(centre.is_some_and(|centre| self.scope.is_own_centre(&centre)))
    }

    /// Writes the log entry, the event and the outcome, and commits. `None` if another request used the key in the
    /// meantime: then nothing was written.
    ///
    /// # Errors
    /// A database error; then nothing was written.
    pub async fn commit(
        self,
        key: &IdempotencyKey,
        done: Result<Done, Vec<Refusal>>,
    ) -> Result<Option<Outcome>, Error> {
        let remembered = |told: &[Refusal]| told.iter().map(Remembered::of).collect();
        let outcome = match &done {
            Ok(done) => {
                let warnings = remembered(&self.warnings.lock().unwrap_or_else(PoisonError::into_inner));
                Outcome { id: Some(done.id), refusals: Vec::new(), warnings }
            }
            Err(refusals) => Outcome { id: None, refusals: remembered(refusals), warnings: Vec::new() },
        };
        if let Ok(done) = &done {
            self.record(key.action.name(), done).await?;
        }
        let remembered = idempotency_key::Model {
            worker_id: self.scope.viewer.worker_id,
            key: key.key.clone(),
            action: key.action.name(),
            input_hash: key.input_hash.clone(),
            outcome: serde_json::to_value(&outcome).map_err(|error| Error::internal(&error))?,
            created_at: self.now(),
        };
        match idempotency_key::Entity::insert(remembered.into_active_model()).exec(self.transaction()).await {
            Ok(_) => {}
            Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
                self.transaction.rollback().await?;
                return Ok(None);
            }
            Err(error) => return Err(error.into()),
        }
        self.transaction.commit().await?;
        Ok(Some(outcome))
    }

    /// Rolls the change back.
    pub async fn give_up(self) -> Result<(), Error> {
        Ok(self.transaction.rollback().await?)
    }

    /// Writes the log entry and the event of what was done; also for what follows from it in the same change.
    pub async fn record(&self, action: String, done: &Done) -> Result<(), DbErr> {
        log::record(self.transaction(), self.now(), self.by(), action, done).await
    }

    /// Commits what the clock did. Everything was recorded when it was done.
    ///
    /// # Errors
    /// A database error; then nothing was written.
    pub async fn commit_by_clock(self) -> Result<(), Error> {
        assert!(self.by_clock, "a change by a person is committed with an idempotency key");
        Ok(self.transaction.commit().await?)
    }
}
