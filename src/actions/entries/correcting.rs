//! How an entry of a case file is corrected. What was written before is kept, with the reason.

use entity::codes::CorrectionKind;
use uuid::Uuid;

use crate::{
    rules::{
        refusal::{Refusal, RefusalCode},
        text::{self, TextKind},
    },
    store::{
        case_file::{closing::Closing, entries::CaseEntry},
        write::{change::Change, save::Write as _, stop::ChangeError},
    },
};

/// What a worker says of an entry.
pub(super) struct Said<I> {
    /// Whether it is replaced, has ended, or should never have been entered.
    pub kind: CorrectionKind,
    /// The reason.
    pub reason: String,
    /// What is right.
    pub to: Option<I>,
}

/// A correction that can be made.
pub(super) struct Correcting<E, I> {
    /// The entry as it is on file.
    pub old: E,
    case_id: Uuid,
    said: Said<I>,
}

impl<E: CaseEntry, I> Correcting<E, I> {
    /// Checks what was said of an entry of the case. `ends` says whether an entry of this kind can end.
    pub(super) async fn begin(
        change: &Change,
        (case_id, id): (Uuid, Uuid),
        said: Said<I>,
        ends: bool,
    ) -> Result<Self, ChangeError> {
        let old = change.known_entry::<E>(case_id, id).await?;
        let message = "this entry was corrected or ended already";
        Refusal::new(RefusalCode::InvalidTransition, message).when(old.correction().is_some())?;
        let message = "an entry of this kind does not end; record the one that follows it";
        Refusal::of("kind", RefusalCode::ValueNotAllowed, message).when(said.kind == CorrectionKind::Ended && !ends)?;
        let corrected = said.kind == CorrectionKind::Corrected;
        let message = "give what is right with the kind CORRECTED";
        Refusal::of("to", RefusalCode::ValueRequired, message).when(corrected && said.to.is_none())?;
        let message = "only the kind CORRECTED says what is right instead";
        Refusal::of("to", RefusalCode::ValueNotAllowed, message).when(!corrected && said.to.is_some())?;
        let reason = text::required("reason", TextKind::Paragraph, &said.reason)?;
        Ok(Self { old, case_id, said: Said { reason, ..said } })
    }

    /// The row that replaces the entry. It keeps the `created_at` of the entry. Readers then see it at the same place in their lists,
    /// and a receiver who read the entry reads the row.
    pub(super) fn right(&self, row: impl Fn(&I) -> Result<E, Refusal>) -> Result<Option<E>, Refusal> {
        self.said.to.as_ref().map(row).transpose().map_err(|refusal| refusal.inside("to"))
    }

    /// Closes the entry, after the row that replaces it is written.
    pub(super) async fn close(&self, change: &Change, new: Option<&E>) -> Result<(), ChangeError> {
        let Said { kind, reason, .. } = &self.said;
        let replaced_by = new.map(E::id);
        if let Some(new) = new {
            change.shows(new.id());
            new.clone().into_active_model().insert_in(change).await?;
        }
        let why = Closing { case_id: self.case_id, kind: *kind, reason, replaced_by };
        Ok(change.close(self.old.clone(), why).await?)
    }
}
