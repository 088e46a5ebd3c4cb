//! The background job on consular requests whose document has run out. Each request is locked and checked again in its own
//! transaction, so that several nodes end it only once. Ended consents are the work of `actions::consents`.

use entity::codes::CustodyEvent;
use sea_orm::{DbErr, prelude::DateTimeUtc};
use uuid::Uuid;

use crate::actions::steps::consular::{handed, stepped};
use crate::{
    error::Error,
    rules::consular::machine::{Side, Step, belongs_to},
    store::{
        background::{
            consular_due as due,
            job::{self, Job, Run},
        },
        database::Database,
        write::change::Change,
    },
};

/// Event name in the change log. It is not an action, so the policy does not list it.
const EXPIRE: &str = "EXPIRE_TRAVEL_DOCUMENT";

/// Ends live requests with an expired document.
pub async fn end_due(database: &Database, now: DateTimeUtc) -> Result<Run, Error> {
    job::run(&Documents { database, now }).await
}

/// Job for requests with an expired document.
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
        let Some(before) = change.reload_if_unchanged(id, due::documents(self.now)).await? else {
            change.give_up().await?;
            return Ok(false);
        };
        assert!(belongs_to(Step::Expire, Side::System), "the state machine lets the server take this step");
        let after = stepped(&before, Step::Expire).map_err(|refusal| Error::internal(&refusal.message))?;
        handed(&change, before.id, CustodyEvent::Expired).await?;
        let (_, done) = change.step_consular_request(&before, after, None, None).await?;
        change.record(EXPIRE.to_owned(), &done).await?;
        change.commit_by_clock().await?;
        Ok(true)
    }
}
