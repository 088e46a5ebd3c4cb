//! Actions, one verb per file: each file reads from top to bottom as what a person does. A verb takes its permit,
//! checks the rules, writes its rows and returns what it changed. Verbs that only take a step of a state machine are rows of
//! a table in the file `steps` of their area. No area calls back an area that calls it.

mod beds;
pub(crate) mod best_interest;
mod case_row;
pub(crate) mod cases;
pub mod consents;
pub mod consular;
pub(crate) mod orders;
pub(crate) mod overriding;
mod perform;
mod recorded;
pub(crate) mod referrals;
pub(crate) mod shares;
pub(crate) mod stays;
mod steps;
pub(crate) mod transfers;

use std::future::Future;

use async_graphql::InputType;

pub(crate) use self::{perform::perform, steps::Each};
use crate::store::write::{change::Change, change_log::Done, permit::Act, stop::Stop};

/// A mutation: something that a person does.
pub(crate) trait Verb: Act {
    /// Description of the mutation in the schema.
    const DOC: &'static str;
    /// Type of the mutation's `input` argument.
    type Input: InputType + Clone + Send + Sync;

    /// Checks the rules and writes the change.
    fn run(change: &Change, input: Self::Input) -> impl Future<Output = Result<Done, Stop>> + Send;
}
