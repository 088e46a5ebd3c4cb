//! What time does at the consular desk: a document runs out, and a consent. Each request is locked and looked
//! at again in a transaction of its own, so that several nodes at once end it once.

use entity::codes::CustodyEvent;
use sea_orm::{DbErr, prelude::DateTimeUtc};
use uuid::Uuid;

use super::step::{handed, stepped};
use crate::{
    error::Error,
    rules::consular::machine::{Side, Step, belongs_to},
    store::{
        change::{Change, Stop},
        consular::due,
        database::Database,
        job::{self, Job, Run},
    },
};

/// The event's name; it is nobody's action, and so not in the policy.
const EXPIRE: &str = "EXPIRE_TRAVEL_DOCUMENT";

/// Ends what has run out: requests whose document has, then live requests whose consent has.
///
/// # Errors
/// When the database is away; what was ended before stays so.
pub async fn end_due(database: &Database, now: DateTimeUtc) -> Result<Run, Error> {
    let mut run = job::run(&Documents { database, now }).await?;
    run += job::run(&Consents { database, now }).await?;
    Ok(run)
}

/// The requests whose document has run out.
struct Documents<'a> {
    database: &'a Database,
    now: DateTimeUtc,
}

impl Job for Documents<'_> {
    const NAME: &'static str = "expiry of travel documents";

    async fn due(&self, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
        due::first(self.database, due::documents(self.now), after).await
    }

    async fn settle(&self, id: Uuid) -> Result<bool, Error> {
        let change = Change::by_clock(self.database, self.now).await?;
        let Some(before) = change.still(id, due::documents(self.now)).await? else {
            change.give_up().await?;
            return Ok(false);
        };
        assert!(belongs_to(Step::Expire, Side::System), "the machine lets the clock take this step");
        let after = stepped(&before, Step::Expire).map_err(|refusal| Error::internal(&refusal.message))?;
        handed(&change, before.id, CustodyEvent::Expired).await?;
        let (_, done) = change.step_consular_request(&before, after, None, None).await?;
        change.record(EXPIRE.to_owned(), &done).await?;
        change.commit_by_clock().await?;
        Ok(true)
    }
}

/// The live requests whose consent has run out.
struct Consents<'a> {
    database: &'a Database,
    now: DateTimeUtc,
}

impl Job for Consents<'_> {
    const NAME: &'static str = "end of consents at the consular desk";

    async fn due(&self, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
        due::first(self.database, due::consents(self.now), after).await
    }

    /// That its consent is over is looked at once more, with everything else that could end it.
    async fn settle(&self, id: Uuid) -> Result<bool, Error> {
        let change = Change::by_clock(self.database, self.now).await?;
        let Some(before) = change.still(id, due::consents(self.now)).await? else {
            change.give_up().await?;
            return Ok(false);
        };
        match super::follow(&change, before.case_id).await {
            Ok(()) => change.commit_by_clock().await.map(|()| true),
            Err(Stop::Failed(error)) => Err(error),
            Err(Stop::Refused(refusals)) => {
                let sentences: Vec<_> = refusals.iter().map(|refusal| refusal.message.as_str()).collect();
                Err(Error::internal(&sentences.join("; ")))
            }
        }
    }
}
