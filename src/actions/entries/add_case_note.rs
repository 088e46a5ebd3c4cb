//! A worker writes a note that only the worker's own organisation can read. Closing a case writes one too.

use async_graphql::InputObject;
use entity::{case, case_note, codes::DataClass as D};
use sea_orm::{IntoActiveModel, prelude::DateTimeUtc};
use uuid::Uuid;

use crate::{
    access::action::Action,
    actions::{Shows, Verb, case_row::touch},
    global_id::Id,
    rules::text::{self, TextKind},
    store::write::{change::Change, change_log::ChangeRecord, save::Write as _, stop::ChangeError},
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
        change.shows(write_note(change, permit.row(), text).await?);
        touch(change, permit.row(), D::Staff, vec!["case_notes"]).await
    }
}

/// Writes a case note by the viewer and gives its id.
pub(crate) async fn write_note(change: &Change, case: &case::Model, text: String) -> Result<Uuid, ChangeError> {
    let note = note(change, case, text, change.now());
    let id = note.id;
    note.into_active_model().insert_in(change).await?;
    Ok(id)
}

/// A case note by the viewer. It counts as written at this moment.
pub(super) fn note(change: &Change, case: &case::Model, text: String, at: DateTimeUtc) -> case_note::Model {
    let viewer = &change.scope.viewer;
    case_note::Model {
        id: Uuid::now_v7(),
        case_id: case.id,
        organisation_id: viewer.organisation_id,
        worker_id: Some(viewer.worker_id),
        text,
        created_at: at,
        correction_id: None,
    }
}
