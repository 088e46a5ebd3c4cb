//! Referrals that nobody answered in time expire. Each referral is locked and checked again in a transaction of its
//! own, so that several nodes together expire it once.

use entity::{
    codes::{ReferralState, Urgency},
    referral::{Column, Entity, Model},
};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, Iterable, QueryFilter, QuerySelect,
    prelude::DateTimeUtc,
};
use uuid::Uuid;

use super::job::{self, Job, Run};
use crate::{
    error::Error,
    rules::{
        clocks::{UNTOUCHED, expired_if_sent_by, undecided_if_since},
        referral::{Side, Step, belongs_to, next},
    },
    store::{
        database::Database,
        write::{
            change::Change,
            change_log::ChangeRecord,
            referral_step::{Because, Written, write},
        },
    },
};

/// The event's name. No caller can take this action, so it is not in the policy.
const EXPIRE: &str = "EXPIRE_REFERRAL";

/// Expires every referral that has waited too long: for review to begin, for a decision, or for the sender's answer.
/// Errors: when the database is away; what was expired before stays expired.
pub async fn expire_due(database: &Database, now: DateTimeUtc) -> Result<Run, Error> {
    job::run(&Unanswered { database, now }).await
}

/// Referrals that nobody answered in time.
struct Unanswered<'a> {
    database: &'a Database,
    now: DateTimeUtc,
}

impl Unanswered<'_> {
    fn are_due(&self) -> Condition {
        let waited_too_long = Urgency::iter().fold(Condition::any(), |any, urgency| {
            let sent_by = expired_if_sent_by(urgency, self.now);
            any.add(Condition::all().add(Column::Urgency.eq(urgency)).add(Column::SentAt.lte(sent_by)))
        });
        let since = undecided_if_since(self.now);
        let untouched = Condition::all()
            .add(Column::State.is_in(UNTOUCHED.iter().copied()))
            // An expired referral is always overdue as well: this condition lets the statement use the index on
            // `next_due_at`.
            .add(Column::NextDueAt.lte(self.now))
            .add(waited_too_long);
        let undecided = Condition::all()
            .add(Column::State.eq(ReferralState::UnderReview))
            .add(Column::NextDueAt.lte(since))
            .add(Column::DecideDueAt.lte(since));
        let unanswered =
            Condition::all().add(Column::State.eq(ReferralState::InfoRequested)).add(Column::PausedAt.lte(since));
        Condition::any().add(untouched).add(undecided).add(unanswered)
    }
}

impl Job for Unanswered<'_> {
    const NAME: &'static str = "expiry of unanswered referrals";

    /// Reads from the writer, because a replica that lags behind would show again what has just expired.
    async fn due(&self, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
        job::ids(Entity::find().filter(self.are_due()), Column::Id, after).all(&self.database.writer).await
    }

    async fn settle(&self, id: Uuid) -> Result<bool, Error> {
        let change = Change::by_clock(self.database, self.now).await?;
        let transaction = change.transaction();
        let case = match case_of(transaction, id).await? {
            Some(case) => change.lock_case(case).await?,
            None => None,
        };
        let before = Entity::find_by_id(id).filter(self.are_due()).lock_exclusive().one(transaction).await?;
        let Some((case, before)) = case.zip(before) else {
            change.give_up().await?;
            return Ok(false);
        };
        let step = belongs_to(Step::Expire, Side::System).and_then(|()| next(before.state, Step::Expire));
        // The statement selected only states that expire, so a refusal of the state machine is a bug.
        let state = step.map_err(|refusal| Error::internal(&refusal.message))?;
        let after = Model { state, ..before.clone() };
        let written = write(transaction, self.now, None, (&before, after), Because::default()).await?;
        let Some(Written { row, changed }) = written else { return Err(Error::Conflict) };
        let done = ChangeRecord {
            id: row.id,
            subject_type: "referrals",
            case_id: Some(row.case_id),
            organisation_id: case.organisation_id,
            version: Some(row.version),
            changed,
        };
        change.record(EXPIRE.to_owned(), &done).await?;
        change.commit_by_clock().await?;
        Ok(true)
    }
}

async fn case_of(transaction: &DatabaseTransaction, id: Uuid) -> Result<Option<Uuid>, DbErr> {
    Entity::find_by_id(id).select_only().column(Column::CaseId).into_tuple().one(transaction).await
}
