//! What a verb is: an action with an input, a course and a payload.

use std::future::Future;

use async_graphql::InputType;

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
