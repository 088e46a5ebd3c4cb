//! A worker reopens a closed case. Referrals and transfers that ended with it stay ended. Reopening corrects a
//! death that was recorded by mistake. A protection marker stays.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{ClosureReason, DataClass as D},
};

use super::close_case::record_death;

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::{self, refusal::same_version},
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Reopen a case.
#[derive(Debug)]
pub(crate) struct ReopenCase;

/// The closed case to reopen.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ReopenCaseInput {
    /// The case.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub case_id: Id<case::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for ReopenCase {
    const ACTION: Action = Action::ReopenCase;
    type Subject = case::Model;
}

impl Verb for ReopenCase {
    const DOC: &'static str = "Reopen a closed case. A death that was recorded with the closure is taken back.";
    type Input = ReopenCaseInput;

    async fn run(change: &Change, input: ReopenCaseInput) -> Result<Done, Stop> {
        let ReopenCaseInput { case_id, version } = input;
        let permit = change.permit::<Self>(case_id.0).await?;
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
        let after = case::Model { status, closed_at: None, closure_reason: None, ..before.clone() };
        super::write(change, before, after).await
    }
}
