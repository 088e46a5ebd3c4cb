//! A protection officer takes a person out of the blind match. No reason is asked for. The other side of a match is not told.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{DataClass as D, MatchingEndReason},
};

use super::sides::end_entry;
use crate::{
    access::action::Action,
    actions::{Shows, Verb, case_row},
    global_id::Id,
    rules::refusal::{Refusal, RefusalCode},
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// A person who does not take part any more.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct LeaveMatchingInput {
    pub case_id: Id<case::Entity>,
}

impl Verb for LeaveMatchingInput {
    const ACTION: Action = Action::LeaveMatching;
    const SHOWS: Shows = Shows::changed("Case").and("MatchingEntry");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let entry = change.matching_entry_of(permit.row()).await?.ok_or_else(|| {
            Refusal::of("caseId", RefusalCode::InvalidTransition, "this person does not take part in the matching")
        })?;
        end_entry(change, &entry, MatchingEndReason::TakenOut).await?;
        change.shows(entry.id);
        change.tells_only(permit.row().id, permit.row().organisation_id);
        case_row::touch(change, permit.row(), D::Protection, vec!["matching_entries"]).await
    }
}
