//! What a verb is: an input with its action, its course and its payload.

use std::future::Future;

use async_graphql::InputType;
use uuid::Uuid;

use crate::{
    access::action::Action,
    error::Error,
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        permit::{Permit, Subject},
        stop::ChangeError,
    },
};

/// A mutation: something that a person does. The type is that of the `input` argument. A field of the input has the
/// class of the field that it writes, unless the input says another one: see `graphql::inputs`.
pub(crate) trait Verb: InputType + Clone + Send + Sync + 'static {
    /// The action that the policy must allow. Its documentation describes the mutation.
    const ACTION: Action;
    /// The records that the payload shows.
    const SHOWS: Shows = Shows::changed(<Self::Subject as Subject>::RECORD);
    /// The mutation that does this for each of its lines, if there is one.
    const BATCH: Option<&'static str> = None;
    /// The row that is changed, or the parent of the row that is created.
    type Subject: Subject;

    /// Checks the rules and writes the change.
    fn run(self, change: &Change) -> impl Future<Output = Result<ChangeRecord, ChangeError>> + Send;

    /// Locks the row and issues the permit, if the viewer may do this to it.
    fn permit(change: &Change, id: Uuid) -> impl Future<Output = Result<Permit<Self::Subject>, Error>> + Send {
        change.permit(Self::ACTION, id)
    }
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
