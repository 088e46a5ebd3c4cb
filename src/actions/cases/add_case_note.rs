//! A worker writes a note that only the worker's own organisation can read. Closing a case writes one too.

use async_graphql::InputObject;
use entity::{case, case_note, codes::DataClass as D};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use crate::{
    access::action::Action,
    actions::{Shows, Verb},
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
        super::touch(change, permit.row(), D::Staff, vec!["case_notes"]).await
    }
}

/// Writes a case note by the viewer and gives its id.
pub(crate) async fn write_note(change: &Change, case: &case::Model, text: String) -> Result<Uuid, ChangeError> {
    let (id, viewer) = (Uuid::now_v7(), &change.scope.viewer);
    case_note::ActiveModel {
        id: Set(id),
        case_id: Set(case.id),
        organisation_id: Set(viewer.organisation_id),
        worker_id: Set(Some(viewer.worker_id)),
        text: Set(text),
        created_at: Set(change.now()),
    }
    .insert_in(change)
    .await?;
    Ok(id)
}
