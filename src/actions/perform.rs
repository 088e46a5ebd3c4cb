//! Performs a verb: idempotency, retries, what follows from every change, and the commit.

use async_graphql::Value;
use aws_lc_rs::digest;

use super::{Verb, consents};
use crate::{
    error::Error,
    store::{
        Store,
        write::{
            change::Change,
            change_log::ChangeRecord,
            outcome::{IdempotencyKey, Outcome},
            stop::ChangeError,
        },
    },
};

/// Maximum length of an idempotency key, in bytes.
const LONGEST_KEY: usize = 128;
/// Number of attempts for a change: the first and three more after a conflict with another transaction.
const TRIES: usize = 4;

/// Runs a verb once per idempotency key: the same key with the same input returns the same answer. `written` is the
/// input as the client wrote it.
pub(crate) async fn perform<V: Verb>(store: &Store, key: &str, input: &V, written: &Value) -> Result<Outcome, Error> {
    let sound = (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if !sound {
        let sentence = format!("a key has 1 to {LONGEST_KEY} visible ASCII characters");
        return Err(Error::bad_input("idempotencyKey", sentence));
    }
    // The hash is over the client's own text because a null field and an absent field can mean different things.
    let text = serde_json::to_vec(written).map_err(|error| Error::internal(&error))?;
    let hash = digest::digest(&digest::SHA256, &text);
    let input_hash = hash.as_ref().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let key = IdempotencyKey { key: key.to_owned(), action: V::ACTION, input_hash };
    for _ in 0..TRIES {
        match attempt(store, &key, input.clone()).await {
            Ok(Some(outcome)) => return Ok(outcome),
            // Another request used the key, or another transaction was in the way: read the stored outcome again or
            // retry. A retry is safe because nothing was committed.
            Ok(None) | Err(Error::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::Unavailable)
}

/// Makes one attempt. Dropping an uncommitted change rolls it back.
async fn attempt<V: Verb>(store: &Store, key: &IdempotencyKey, input: V) -> Result<Option<Outcome>, Error> {
    let change = store.change().await?;
    if let Some(outcome) = change.remembered(key).await? {
        change.give_up().await?;
        return Ok(Some(outcome));
    }
    let done = match input.run(&change).await {
        Ok(done) => follow(&change, &done).await.map(|()| done),
        stopped => stopped,
    };
    match done {
        Ok(done) => change.commit(key, Ok(done)).await,
        Err(ChangeError::Refused(refusals)) => {
            change.give_up().await?;
            store.change().await?.commit(key, Err(refusals)).await
        }
        Err(ChangeError::Failed(error)) => {
            // The client receives the first error, so a failing rollback is ignored.
            let _ = change.give_up().await;
            Err(error)
        }
    }
}

/// What follows from a change of a case. Nothing follows from a change of the directory.
async fn follow(change: &Change, done: &ChangeRecord) -> Result<(), ChangeError> {
    match done.case_id {
        Some(case_id) => consents::follow(change, case_id).await,
        None => Ok(()),
    }
}
