//! What time does at the consular desk: a document runs out, and a consent. Any node runs this at any time: each request is
//! taken up by the version it was read with, so that several at once end it once.

use entity::{codes::CustodyEvent, consular_request};
use sea_orm::prelude::DateTimeUtc;

use super::step::{handed, stepped};
use crate::{
    error::Error,
    rules::consular::machine::{Side, Step, belongs_to},
    store::{
        change::{Change, Stop},
        consular::due,
        database::Database,
    },
};

/// The event's name; it is nobody's action, and so not in the policy.
const EXPIRE: &str = "EXPIRE_TRAVEL_DOCUMENT";

/// Ends what has run out. Gives the number of requests that this call ended.
///
/// # Errors
/// When the database fails; what was ended before stays so.
pub async fn end_due(database: &Database, now: DateTimeUtc) -> Result<u64, Error> {
    let mut ended = 0;
    loop {
        let documents = due::documents(database, now).await?;
        let consents = due::consents(database, now).await?;
        let mut here = 0;
        for request in &documents {
            here += u64::from(expire(database, now, request).await?);
        }
        for request in &consents {
            here += u64::from(withdraw(database, now, request).await?);
        }
        ended += here;
        // Where another node was faster with all of them it is at this work now.
        if here == 0 || (documents.len().max(consents.len()) as u64) < due::BATCH {
            return Ok(ended);
        }
    }
}

async fn expire(database: &Database, now: DateTimeUtc, read: &consular_request::Model) -> Result<bool, Error> {
    let change = Change::by_clock(database, now).await?;
    let Some(before) = change.still(read).await? else {
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

/// That its consent is over is looked at once more, with everything else that could end it.
async fn withdraw(database: &Database, now: DateTimeUtc, read: &consular_request::Model) -> Result<bool, Error> {
    let change = Change::by_clock(database, now).await?;
    if change.still(read).await?.is_none() {
        change.give_up().await?;
        return Ok(false);
    }
    match super::follow(&change, read.case_id).await {
        Ok(()) => change.commit_by_clock().await.map(|()| true),
        Err(Stop::Failed(error)) => Err(error),
        Err(Stop::Refused(refusals)) => {
            let sentences: Vec<_> = refusals.iter().map(|refusal| refusal.message.as_str()).collect();
            Err(Error::internal(&sentences.join("; ")))
        }
    }
}
