//! A worker writes a note that only the worker's own organisation can read.

use async_graphql::InputObject;
use entity::{case, codes::DataClass as D};

use crate::{
    access::action::Action,
    actions::{Shows, Verb},
    global_id::Id,
    rules::text::{self, TextKind},
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// A new case note.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AddCaseNoteInput {
    pub case_id: Id<case::Entity>,
    /// Text of the note.
    pub text: String,
}

impl Verb for AddCaseNoteInput {
    const ACTION: Action = Action::AddCaseNote;
    const SHOWS: Shows = Shows::changed("Case").and("CaseNote");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, text } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let text = text::required("text", TextKind::Note, &text)?;
        change.shows(super::write_note(change, permit.row(), text).await?);
        super::touch(change, permit.row(), D::Staff, vec!["case_notes"]).await
    }
}
