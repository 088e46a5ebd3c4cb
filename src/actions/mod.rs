//! Actions: one verb a file, what a person does told top to bottom. A verb asks for its permit, asks the rules, writes its
//! rows and says what it did; everything around that is here.

pub mod best_interest;
pub mod cases;
pub mod consents;
pub mod consular;
pub mod orders;
pub mod overriding;
pub mod referrals;
pub mod shares;
pub mod stays;
pub mod transfers;

use std::future::Future;

use async_graphql::{InputType, Value};
use aws_lc_rs::digest;

use crate::{
    error::Error,
    store::{
        Store,
        change::{Act, Change, Done, Stop},
        outcome::{IdempotencyKey, Outcome},
    },
};

/// Something that a person does: a mutation.
pub trait Verb: Act {
    /// One line of meaning: the schema's text.
    const DOC: &'static str;
    /// The fields of the mutation's input.
    type Input: InputType + Clone + Send + Sync;

    /// Does it.
    fn run(change: &Change, input: Self::Input) -> impl Future<Output = Result<Done, Stop>> + Send;
}

/// The longest idempotency key.
const LONGEST_KEY: usize = 128;
/// How often a change is tried: once, and three times again after another transaction was in the way.
const TRIES: usize = 4;

/// Does a verb once for each idempotency key: the same key and input get the same answer. `written` is the input as the
/// client wrote it.
///
/// # Errors
/// What the verb fails with; a refusal by rule is an outcome, no error.
pub async fn perform<V: Verb>(store: &Store, key: &str, input: &V::Input, written: &Value) -> Result<Outcome, Error> {
    let sound = (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if !sound {
        let sentence = format!("a key has 1 to {LONGEST_KEY} letters, digits and signs");
        return Err(Error::bad_input("idempotencyKey", sentence));
    }
    // As the client wrote it: a field that is null and one that is absent may mean two things.
    let text = serde_json::to_vec(written).map_err(|error| Error::internal(&error))?;
    let hash = digest::digest(&digest::SHA256, &text);
    let input_hash = hash.as_ref().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let key = IdempotencyKey { key: key.to_owned(), action: V::ACTION, input_hash };
    for _ in 0..TRIES {
        match attempt::<V>(store, &key, input.clone()).await {
            Ok(Some(outcome)) => return Ok(outcome),
            // Another request used the key, or another transaction was in the way: look again, and do it again. The key
            // holds, because nothing was committed.
            Ok(None) | Err(Error::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::Unavailable)
}

/// A change that is not committed is rolled back when it is dropped.
async fn attempt<V: Verb>(store: &Store, key: &IdempotencyKey, input: V::Input) -> Result<Option<Outcome>, Error> {
    let change = store.change().await?;
    if let Some(outcome) = change.remembered(key).await? {
        change.give_up().await?;
        return Ok(Some(outcome));
    }
    let done = match V::run(&change, input).await {
        Ok(done) => consular::follow(&change, done.case_id).await.map(|()| done),
        stopped => stopped,
    };
    match done {
        Ok(done) => change.commit(key, Ok(done)).await,
        Err(Stop::Refused(refusals)) => {
            change.give_up().await?;
            store.change().await?.commit(key, Err(refusals)).await
        }
        Err(Stop::Failed(error)) => {
            // What went wrong first is what the client is told.
            let _ = change.give_up().await;
            Err(error)
        }
    }
}
