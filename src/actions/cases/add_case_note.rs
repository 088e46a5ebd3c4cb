//! A worker writes a note that only the worker's own organisation can read.

use async_graphql::InputObject;
use entity::{case, codes::DataClass as D};

use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb},
    global_id::Id,
    rules::text::{self, TextKind},
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Write a case note.
#[derive(Debug)]
pub(crate) struct AddCaseNote;

/// A new case note.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AddCaseNoteInput {
    /// The case.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub case_id: Id<case::Entity>,
    /// Text of the note.
    #[graphql(directive = holds::apply(D::Staff))]
    pub text: String,
}

impl Act for AddCaseNote {
    const ACTION: Action = Action::AddCaseNote;
    type Subject = case::Model;
}

impl Verb for AddCaseNote {
    const DOC: &'static str = "Write a note that only the staff of your organisation can read.";
    const SHOWS: Shows = Shows::changed("Case").and("CaseNote");
    type Input = AddCaseNoteInput;

    async fn run(change: &Change, input: AddCaseNoteInput) -> Result<Done, Stop> {
        let AddCaseNoteInput { case_id, text } = input;
        let permit = change.permit::<Self>(case_id.0).await?;
        let text = text::required("text", TextKind::Note, &text)?;
        change.shows(super::write_note(change, permit.row(), text).await?);
        super::touch(change, permit.row(), D::Staff, vec!["case_notes"]).await
    }
}
