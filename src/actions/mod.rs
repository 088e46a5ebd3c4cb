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
use crate::store::write::{
    change::Change,
    change_log::Done,
    permit::{Act, Subject},
    stop::Stop,
};

/// A mutation: something that a person does.
pub(crate) trait Verb: Act {
    /// Description of the mutation in the schema.
    const DOC: &'static str;
    /// The records that the payload shows.
    const SHOWS: Shows = Shows::changed(<Self::Subject as Subject>::RECORD);
    /// Type of the mutation's `input` argument.
    type Input: InputType + Clone + Send + Sync;

    /// Checks the rules and writes the change.
    fn run(change: &Change, input: Self::Input) -> impl Future<Output = Result<Done, Stop>> + Send;
}

/// The record types that the payload of a mutation shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shows {
    /// The changed record.
    pub changed: &'static str,
    /// The record that was made or ended with it.
    pub made: Option<&'static str>,
}

impl Shows {
    /// The payload shows a record of this type.
    pub(crate) const fn changed(record: &'static str) -> Self {
        Self { changed: record, made: None }
    }

    /// It also shows one that the verb names by `Change::shows`.
    pub(crate) const fn and(self, made: &'static str) -> Self {
        Self { made: Some(made), ..self }
    }
}

/// Makes something of every verb.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    [
        cases::verbs::<E>(),
        stays::verbs::<E>(),
        best_interest::verbs::<E>(),
        consents::verbs::<E>(),
        overriding::verbs::<E>(),
        referrals::verbs::<E>(),
        shares::verbs::<E>(),
        transfers::verbs::<E>(),
        consular::verbs::<E>(),
        orders::verbs::<E>(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
