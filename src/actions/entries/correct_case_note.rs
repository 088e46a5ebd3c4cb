//! A worker corrects a case note of the worker's own organisation.

use async_graphql::InputObject;
use entity::{
    case, case_note,
    codes::{CorrectionKind, DataClass as D},
};

use super::{
    add_case_note::note,
    correcting::{Correcting, Said},
};
use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb, case_row::touch},
    global_id::Id,
    rules::text::{self, TextKind},
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// A correction of a case note.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CorrectCaseNoteInput {
    pub case_id: Id<case::Entity>,
    /// The note.
    #[graphql(directive = holds::apply(D::Staff))]
    pub case_note_id: Id<case_note::Entity>,
    /// CORRECTED or `ENTERED_IN_ERROR`. A note does not end.
    #[graphql(directive = holds::apply(D::Staff))]
    pub kind: CorrectionKind,
    /// The reason of the correction.
    #[graphql(directive = holds::apply(D::StaffCoarse))]
    pub reason: String,
    /// The text of the note as it should be. Only with CORRECTED.
    #[graphql(directive = holds::apply(D::Staff))]
    pub to: Option<String>,
}

impl Verb for CorrectCaseNoteInput {
    const ACTION: Action = Action::CorrectCaseNote;
    const SHOWS: Shows = Shows::changed("Case").and("CaseNote");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, case_note_id, kind, reason, to } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let case = permit.row();
        let (entry, said) = ((case.id, case_note_id.0), Said { kind, reason, to });
        let of = Correcting::<case_note::Model, _>::begin(change, entry, said, false).await?;
        let old = &of.old;
        let text = |to: &String| text::required("text", TextKind::Note, to);
        let new = of.right(|to| Ok(note(change, case, text(to)?, old.created_at)))?;
        of.close(change, new.as_ref()).await?;
        touch(change, case, D::Staff, vec!["case_notes"]).await
    }
}
