//! A paused service takes referrals again on the day that its organisation named.

use entity::{codes::ServiceStatus, service};
use sea_orm::{ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QuerySelect, prelude::DateTimeUtc};
use uuid::Uuid;

use super::job::{self, Job, Run};
use crate::{
    error::Error,
    store::{
        database::Database,
        write::{change::Change, change_log::ChangeRecord, save},
    },
};

/// The event's name. No caller can take this action, so it is not in the policy.
const RESUME: &str = "RESUME_SERVICE";

/// Makes every service active whose pause is over.
/// Errors: when the database is away; what was resumed before stays so.
pub async fn resume_due(database: &Database, now: DateTimeUtc) -> Result<Run, Error> {
    job::run(&Paused { database, now }).await
}

/// Services whose pause is over.
struct Paused<'a> {
    database: &'a Database,
    now: DateTimeUtc,
}

impl Paused<'_> {
    fn are_due(&self) -> Condition {
        Condition::all()
            .add(service::Column::ResumesOn.lte(self.now.date_naive()))
            .add(service::Column::Status.eq(ServiceStatus::Paused))
    }
}

impl Job for Paused<'_> {
    const NAME: &'static str = "end of the pauses of services";

    async fn due(&self, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
        let paused = service::Entity::find().filter(self.are_due());
        job::ids(paused, service::Column::Id, after).all(&self.database.writer).await
    }

    async fn settle(&self, id: Uuid) -> Result<bool, Error> {
        let change = Change::by_clock(self.database, self.now).await?;
        let paused = service::Entity::find_by_id(id).filter(self.are_due()).lock_exclusive();
        let Some(before) = paused.one(change.transaction()).await? else {
            change.give_up().await?;
            return Ok(false);
        };
        let after = service::Model {
            status: ServiceStatus::Active,
            resumes_on: None,
            updated_at: self.now,
            version: before.version + 1,
            ..before.clone()
        };
        let changed = save::write(&change, &before, &after).await?;
        let done = ChangeRecord {
            id,
            subject_type: "services",
            case_id: None,
            organisation_id: after.organisation_id,
            version: Some(after.version),
            changed,
        };
        change.record(RESUME.to_owned(), &done).await?;
        change.commit_by_clock().await?;
        Ok(true)
    }
}
