//! The background job that ends consents, and referrals and transfers whose legal basis has run out. Access never
//! depends on this job because every read checks the dates. The job updates what follows: status, referrals with their
//! places, transfers and consular requests.

use std::marker::PhantomData;

use entity::{
    codes::{ConsentStatus, ReferralEndReason},
    consent, referral, transfer,
};
use sea_orm::{DbErr, prelude::DateTimeUtc};
use uuid::Uuid;

use super::authority::expire;
use crate::{
    actions::steps,
    error::Error,
    store::{
        background::{
            consular_due as due,
            ended::{self, Ended},
            job::{self, Job, Run},
        },
        database::Database,
        write::{change::Change, stop::ChangeError},
    },
};

/// Ends due consents first, then referrals, transfers and consular requests whose legal basis has run out for another
/// reason.
/// Errors: when the database fails for one kind of row. The other kinds are settled all the same.
pub async fn end_due(database: &Database, now: DateTimeUtc) -> Result<Run, Error> {
    job::together([
        job::run(&Clock::<consent::Entity>::at(database, now)).await,
        job::run(&Clock::<referral::Entity>::at(database, now)).await,
        job::run(&Clock::<transfer::Entity>::at(database, now)).await,
        job::run(&Requests { database, now }).await,
    ])
}

/// A kind of row that ends by time, with its consequences.
trait Settles: Ended {
    const NAME: &'static str;

    /// Ends the row and returns the id of its case.
    fn settle(change: &Change, before: Self::Model) -> impl Future<Output = Result<Uuid, ChangeError>> + Send;
}

struct Clock<'a, E> {
    database: &'a Database,
    now: DateTimeUtc,
    kind: PhantomData<E>,
}

impl<'a, E> Clock<'a, E> {
    const fn at(database: &'a Database, now: DateTimeUtc) -> Self {
        Self { database, now, kind: PhantomData }
    }
}

impl<E: Settles> Job for Clock<'_, E> {
    const NAME: &'static str = E::NAME;

    async fn due(&self, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
        ended::first::<E>(self.database, self.now, after).await
    }

    async fn settle(&self, id: Uuid) -> Result<bool, Error> {
        let change = Change::by_clock(self.database, self.now).await?;
        let Some(before) = change.taken_up::<E>(id).await? else {
            change.give_up().await?;
            return Ok(false);
        };
        let settled = settled::<E>(&change, before).await;
        finish(change, settled).await
    }
}

/// Commits what a job settled. The rules cannot refuse a step of the server, so a refusal is an internal error.
async fn finish(change: Change, settled: Result<(), ChangeError>) -> Result<bool, Error> {
    match settled {
        Ok(()) => change.commit_by_clock().await.map(|()| true),
        Err(ChangeError::Failed(error)) => Err(error),
        Err(ChangeError::Refused(refusals)) => {
            let sentences: Vec<_> = refusals.iter().map(|refusal| &*refusal.message).collect();
            Err(Error::internal(&sentences.join("; ")))
        }
    }
}

async fn settled<E: Settles>(change: &Change, before: E::Model) -> Result<(), ChangeError> {
    let case_id = E::settle(change, before).await?;
    super::follow(change, case_id).await
}

impl Settles for consent::Entity {
    const NAME: &'static str = "end of consents";

    async fn settle(change: &Change, before: consent::Model) -> Result<Uuid, ChangeError> {
        let superseded = before.superseded_by_id.is_some();
        let status = if superseded { ConsentStatus::Superseded } else { ConsentStatus::Expired };
        expire(change, &before, consent::Model { status, ..before.clone() }).await?;
        super::settle(change, before.id).await?;
        Ok(before.case_id)
    }
}

impl Settles for referral::Entity {
    const NAME: &'static str = "end of legal bases of referrals";

    async fn settle(change: &Change, before: referral::Model) -> Result<Uuid, ChangeError> {
        match before.consent_id {
            Some(consent_id) => super::settle(change, consent_id).await?,
            None => steps::referral::end_with_ground(change, &before, ReferralEndReason::LegalBasisEnded).await?,
        }
        Ok(before.case_id)
    }
}

impl Settles for transfer::Entity {
    const NAME: &'static str = "end of legal bases of transfers";

    async fn settle(change: &Change, before: transfer::Model) -> Result<Uuid, ChangeError> {
        match before.consent_id {
            Some(consent_id) => super::settle(change, consent_id).await?,
            None => steps::transfer::cancel(change, &before).await?,
        }
        Ok(before.case_id)
    }
}

/// Job for live consular requests whose consent no longer covers them. It runs after the job for consents, which already
/// settles the requests of a case.
struct Requests<'a> {
    database: &'a Database,
    now: DateTimeUtc,
}

impl Job for Requests<'_> {
    const NAME: &'static str = "end of consents of consular requests";

    async fn due(&self, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
        due::first(self.database, due::consents(self.now), after).await
    }

    /// `follow` moves a request to another consent that covers it, and ends it if there is none.
    async fn settle(&self, id: Uuid) -> Result<bool, Error> {
        let change = Change::by_clock(self.database, self.now).await?;
        let Some(before) = change.reload_if_unchanged(id, due::consents(self.now)).await? else {
            change.give_up().await?;
            return Ok(false);
        };
        let settled = super::follow(&change, before.case_id).await;
        finish(change, settled).await
    }
}
