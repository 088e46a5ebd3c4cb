//! Referrals that nobody answered in time expire. Any node runs this at any time: each referral is claimed by the version
//! it was read with, in a transaction of its own, so that several at once expire it once.

use entity::{
    case,
    codes::{ReferralState, Urgency},
    referral::{Column, Entity, Model},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect, prelude::DateTimeUtc,
};

use super::{
    change::Done,
    database::Database,
    log::record,
    step::{Because, Written, write},
};
use crate::{
    error::Error,
    rules::{
        clocks::expired_if_sent_by,
        referral::{Side, Step, belongs_to, next},
    },
};

/// The states that a clock may end: from the review on, somebody of the receiver answers for it.
const UNANSWERED: [ReferralState; 2] = [ReferralState::Sent, ReferralState::Acknowledged];

/// How many are looked up at a time.
const BATCH: u64 = 50;

/// The event's name; it is nobody's action, and so not in the policy.
const EXPIRE: &str = "EXPIRE_REFERRAL";

/// Lets every referral expire that has waited for twice its time to decide. Gives the number that this call expired.
///
/// # Errors
/// When the database fails; what was expired before stays so.
pub async fn expire_due(database: &Database, now: DateTimeUtc) -> Result<u64, Error> {
    let mut expired = 0;
    loop {
        let due = due(database, now).await?;
        let mut claimed = 0;
        for referral in &due {
            claimed += u64::from(expire(database, now, referral).await?);
        }
        expired += claimed;
        // Where another node was faster with all of them it is at this work now.
        if claimed == 0 || (due.len() as u64) < BATCH {
            return Ok(expired);
        }
    }
}

/// From the writer: a replica that lags behind would show again what has just expired.
async fn due(database: &Database, now: DateTimeUtc) -> Result<Vec<Model>, Error> {
    let waited_too_long = Urgency::iter().fold(Condition::any(), |any, urgency| {
        let sent_by = expired_if_sent_by(urgency, now);
        any.add(Condition::all().add(Column::Urgency.eq(urgency)).add(Column::SentAt.lte(sent_by)))
    });
    let due = Entity::find()
        .filter(Column::State.is_in(UNANSWERED))
        // What has expired is overdue first: this is the index that the statement goes by.
        .filter(Column::NextDueAt.lte(now))
        .filter(waited_too_long)
        .order_by_asc(Column::NextDueAt)
        .limit(BATCH)
        .all(&database.writer)
        .await?;
    Ok(due)
}

async fn expire(database: &Database, now: DateTimeUtc, before: &Model) -> Result<bool, Error> {
    let step = belongs_to(Step::Expire, Side::System).and_then(|()| next(before.state, Step::Expire));
    // The statement asked for states that expire; a machine that says otherwise is a fault.
    let state = step.map_err(|refusal| Error::internal(&refusal.message))?;
    let transaction = database.begin_write().await?;
    // The case first, as every change does.
    let case = case::Entity::find_by_id(before.case_id).lock_exclusive().one(&transaction).await?;
    let after = Model { state, ..before.clone() };
    let written = write(&transaction, now, None, (before, after), Because::default()).await?;
    let (Some(case), Some(Written { row, changed })) = (case, written) else {
        transaction.rollback().await?;
        return Ok(false);
    };
    let done = Done {
        id: row.id,
        subject_type: "referrals",
        case_id: row.case_id,
        organisation_id: case.organisation_id,
        version: Some(row.version),
        changed,
    };
    record(&transaction, now, None, EXPIRE.to_owned(), &done).await?;
    transaction.commit().await?;
    Ok(true)
}
