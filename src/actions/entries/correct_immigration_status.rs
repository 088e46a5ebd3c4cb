//! A protection officer corrects an immigration status. The case shows the latest status that is in force.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{CorrectionKind, DataClass as D},
    immigration_status,
};

use super::{
    correcting::{Correcting, Said},
    record_immigration_status::ImmigrationStatusRecordInput,
};
use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb, case_row::write_apart},
    global_id::Id,
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// A correction of an immigration status.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CorrectImmigrationStatusInput {
    pub case_id: Id<case::Entity>,
    /// The status.
    #[graphql(directive = holds::apply(D::Asylum))]
    pub immigration_status_record_id: Id<immigration_status::Entity>,
    /// CORRECTED or `ENTERED_IN_ERROR`. A status ends with the one that follows it.
    #[graphql(directive = holds::apply(D::Asylum))]
    pub kind: CorrectionKind,
    /// The reason of the correction.
    #[graphql(directive = holds::apply(D::StaffCoarse))]
    pub reason: String,
    /// What is right, all of it. Only with CORRECTED.
    #[graphql(directive = holds::apply(D::Asylum))]
    pub to: Option<ImmigrationStatusRecordInput>,
}

impl Verb for CorrectImmigrationStatusInput {
    const ACTION: Action = Action::CorrectImmigrationStatus;
    const SHOWS: Shows = Shows::changed("Case").and("ImmigrationStatusRecord");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, immigration_status_record_id, kind, reason, to } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let before = permit.row();
        let (entry, said) = ((before.id, immigration_status_record_id.0), Said { kind, reason, to });
        let of = Correcting::<immigration_status::Model, _>::begin(change, entry, said, false).await?;
        let old = &of.old;
        let new = of.right(|to| to.row(change, before.id, old.created_at))?;
        // A sign of a need for protection stays noted until a protection officer clears it.
        change.note_signs(before).await?;
        of.close(change, new.as_ref()).await?;
        if let Some(new) = new.as_ref().filter(|new| new.status == old.status) {
            change.move_markers(old.id, new.id).await?;
        }
        let latest = change.latest_status(before.id).await?.map(|row| row.status);
        // The column of a case can say something else than its history: a status from before there was one.
        let older = before.immigration_status.filter(|status| *status != old.status);
        let after = case::Model { immigration_status: latest.or(older), ..before.clone() };
        let done = write_apart(change, before, after).await?;
        Ok(ChangeRecord { changed: [vec!["immigration_statuses"], done.changed].concat(), ..done })
    }
}
