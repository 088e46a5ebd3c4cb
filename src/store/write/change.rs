//! A change: one transaction that ends with a log entry and an event, or not at all.

use std::sync::{
    Arc, Mutex, MutexGuard, OnceLock, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use entity::{case, centre, idempotency_key};
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QuerySelect, SqlErr, prelude::DateTimeUtc};
use uuid::Uuid;

use super::{
    case_changes::Unsettled,
    change_log::{self, ChangeRecord},
    outcome::{IdempotencyKey, Outcome, Remembered},
    written::{Belongs, WrittenRow},
};
use crate::{
    access::{viewer::Viewer, webhooks::Webhooks},
    error::Error,
    rules::refusal::Refusal,
    store::{
        Store,
        access::scope::Scope,
        database::{Database, Writing},
    },
};

/// One transaction of one viewer, of the clock, or of a command of the operator.
#[derive(Debug)]
pub(crate) struct Change {
    transaction: Writing,
    /// The viewer who makes the change, and when.
    pub scope: Scope,
    by_clock: bool,
    unnamed: AtomicBool,
    made: OnceLock<Uuid>,
    warnings: Mutex<Vec<Refusal>>,
    /// The cases that it concerns, and the rows that it wrote.
    unsettled: Mutex<Unsettled>,
    webhooks: Option<Arc<Webhooks>>,
}

impl Store {
    /// Begins a change.
    pub(crate) async fn change(&self) -> Result<Change, Error> {
        // Also select the access columns of the case itself: the change log records owner and centre even if they did
        // not decide.
        let scope = Scope { facts: self.scope.facts.named(), ..self.scope.clone() };
        Ok(Change {
            transaction: self.database.begin_write().await?,
            scope,
            by_clock: false,
            unnamed: AtomicBool::new(false),
            made: OnceLock::new(),
            warnings: Mutex::default(),
            unsettled: Mutex::default(),
            webhooks: self.webhooks.clone(),
        })
    }
}

impl Change {
    /// Begins a change that only time makes: by rule, without a permit.
    pub(crate) async fn by_clock(database: &Database, now: DateTimeUtc) -> Result<Self, Error> {
        Ok(Self::by_operator(database, now).await?)
    }

    /// Begins a change by a command of the operator, who has the database and needs no permit.
    pub(crate) async fn by_operator(database: &Database, now: DateTimeUtc) -> Result<Self, DbErr> {
        Ok(Self {
            transaction: database.begin_write().await?,
            scope: Scope::of_nobody(now),
            by_clock: true,
            unnamed: AtomicBool::new(false),
            made: OnceLock::new(),
            warnings: Mutex::default(),
            unsettled: Mutex::default(),
            webhooks: None,
        })
    }

    /// The viewer who makes the change. `None` if the clock makes it, and in another case of the person.
    pub(crate) fn by(&self) -> Option<&Viewer> {
        let named = !self.by_clock && !self.unnamed.load(Ordering::Relaxed);
        named.then_some(&*self.scope.viewer)
    }

    /// Whether what follows is recorded with the worker who makes the change. Not in another case of the person, because
    /// its organisation must not learn who acted.
    pub(crate) fn name_the_worker(&self, named: bool) {
        self.unnamed.store(!named, Ordering::Relaxed);
    }

    /// The transaction, for the statements of the store and the actions.
    pub(crate) fn transaction(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// The moment of the change.
    pub(crate) const fn now(&self) -> DateTimeUtc {
        self.scope.now
    }

    /// The webhooks of the server. `None` if it has none.
    pub(crate) fn webhooks(&self) -> Option<&Webhooks> {
        self.webhooks.as_deref()
    }

    /// Adds a warning: the viewer should look at something although the change is made.
    pub(crate) fn warn(&self, warning: Refusal) {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).push(warning);
    }

    /// Names the row that the payload shows in addition to the changed record: it was made or ended with it.
    pub(crate) fn shows(&self, id: Uuid) {
        self.made.get_or_init(|| id);
    }

    /// Whether this centre is one of the viewer's own.
    pub(crate) async fn is_own_centre(&self, id: Uuid) -> Result<bool, DbErr> {
        let centre = centre::Entity::find_by_id(id).one(self.transaction()).await?;
        Ok(centre.is_some_and(|centre| self.scope.is_own_centre(&centre)))
    }

    /// The outcome stored for the key, if the key was used before.
    /// Errors: `IDEMPOTENCY_KEY_REUSED` if the key was used for another action or input.
    pub(crate) async fn remembered(&self, key: &IdempotencyKey) -> Result<Option<Outcome>, Error> {
        let id = (self.scope.viewer.worker_id, key.key.clone());
        let Some(row) = idempotency_key::Entity::find_by_id(id).one(self.transaction()).await? else {
            return Ok(None);
        };
        if row.action != key.action.name() || row.input_hash != key.input_hash {
            return Err(Error::IdempotencyKeyReused);
        }
        serde_json::from_value(row.outcome).map(Some).map_err(|error| Error::internal(&error))
    }

    /// Writes the log entry, the event and the outcome, and commits. `None` if another request used the key in the
    /// meantime: then nothing was written.
    pub(crate) async fn commit(
        self,
        key: &IdempotencyKey,
        done: Result<ChangeRecord, Vec<Refusal>>,
    ) -> Result<Option<Outcome>, Error> {
        let remembered = |told: &[Refusal]| told.iter().map(Remembered::of).collect();
        let outcome = match &done {
            Ok(done) => {
                let warnings = remembered(&self.warnings.lock().unwrap_or_else(PoisonError::into_inner));
                Outcome { id: Some(done.id), made: self.made.get().copied(), refusals: Vec::new(), warnings }
            }
            Err(refusals) => Outcome { id: None, made: None, refusals: remembered(refusals), warnings: Vec::new() },
        };
        if let Ok(done) = &done {
            self.record(key.action.name(), done).await?;
            self.settle().await?;
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
    pub(crate) async fn give_up(self) -> Result<(), Error> {
        Ok(self.transaction.rollback().await?)
    }

    /// Writes the log entry and the event of what was done; also for what follows from it in the same change.
    pub(crate) async fn record(&self, action: String, done: &ChangeRecord) -> Result<(), DbErr> {
        if let Some(case_id) = done.case_id {
            self.unsettled().note(Belongs::Case(case_id), WrittenRow::of(done));
        }
        change_log::record(self.transaction(), self.now(), self.by(), action, done).await
    }

    /// Notes a row that was written by a statement over several rows. Other rows note themselves: see `written`.
    pub(crate) fn note(&self, belongs: Belongs, row: WrittenRow) {
        self.unsettled().note(belongs, row);
    }

    /// Notes that the organisation knows of a written row of the case, though it may have no standing any more.
    pub(crate) fn note_party(&self, case_id: Uuid, organisation_id: Uuid) {
        self.unsettled().party(case_id, organisation_id);
    }

    /// Notes that only this organisation knows of what the change writes for the case. The others are not even told that something
    /// happened.
    pub(crate) fn tells_only(&self, case_id: Uuid, organisation_id: Uuid) {
        self.unsettled().only(case_id, organisation_id);
    }

    /// Notes a case as the change has written it.
    pub(super) fn note_case(&self, case: &case::Model) {
        self.unsettled().written(case.clone());
    }

    /// Locks the case until the change ends. Every change of a case does so before it writes, so that two changes of one
    /// case never run at the same time.
    pub(crate) async fn lock_case(&self, id: Uuid) -> Result<Option<case::Model>, DbErr> {
        let case = case::Entity::find_by_id(id).lock_exclusive().one(self.transaction()).await?;
        if let Some(case) = &case {
            self.unsettled().locked(case.clone());
        }
        Ok(case)
    }

    fn unsettled(&self) -> MutexGuard<'_, Unsettled> {
        self.unsettled.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn settle(&self) -> Result<(), DbErr> {
        let unsettled = std::mem::take(&mut *self.unsettled());
        unsettled.settle(self.transaction(), self.now()).await
    }

    /// Commits what the clock did. Everything was recorded when it was done.
    pub(crate) async fn commit_by_clock(self) -> Result<(), Error> {
        Ok(self.commit_by_operator().await?)
    }

    /// Commits what a command did. Everything was recorded when it was done.
    pub(crate) async fn commit_by_operator(self) -> Result<(), DbErr> {
        assert!(self.by_clock, "a change by a person is committed with an idempotency key");
        self.settle().await?;
        self.transaction.commit().await
    }
}
