//! A worker reopens a closed case. Referrals and transfers that ended with it stay ended. Reopening corrects a
//! death that was recorded by mistake. A protection marker stays.

use async_graphql::InputObject;
use entity::{case, codes::ClosureReason};

use super::close_case::record_death;

use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::{self, refusal::same_version},
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The closed case to reopen.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ReopenCaseInput {
    pub case_id: Id<case::Entity>,
    pub version: i32,
}

impl Verb for ReopenCaseInput {
    const ACTION: Action = Action::ReopenCase;
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, version } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let status = rules::case::reopen(before.status)?;
        // The closure reason is kept as a marker of the person, because the worker who reopens may not be allowed to
        // read it.
        change.note_signs(before).await?;
        if before.closure_reason == Some(ClosureReason::Deceased) {
            // The case of a dead person is reopened only because the death was a mistake. The worker is not asked to
            // confirm this because they may not be allowed to read why the case was closed.
            record_death(change, before, false).await?;
        }
        let after =
            case::Model { status, closed_at: None, closure_reason: None, duplicate_of_id: None, ..before.clone() };
        super::write(change, before, after).await
    }
}
