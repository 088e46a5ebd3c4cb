//! A worker opens a closed case again. What ended with it does not come back: referrals are made anew. A death that was
//! recorded by mistake is corrected, and a protection marker stays.

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
    store::change::{Act, Change, Done, Stop},
};

/// Reopen a case.
#[derive(Debug)]
pub struct ReopenCase;

/// Which case is opened again.
#[derive(Clone, Debug, InputObject)]
pub struct ReopenCaseInput {
    /// The case.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub case: Id<case::Entity>,
    /// The version of the case that you saw.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for ReopenCase {
    const ACTION: Action = Action::ReopenCase;
    type Subject = case::Model;
}

impl Verb for ReopenCase {
    const DOC: &'static str = "Open a closed case again. A death that was recorded with the closure is taken back.";
    type Input = ReopenCaseInput;

    async fn run(change: &Change, input: ReopenCaseInput) -> Result<Done, Stop> {
        let ReopenCaseInput { case, version } = input;
        let permit = change.permit::<Self>(case.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let status = rules::case::reopen(before.status)?;
        // What the closure said stays as a marker of the person: whoever reopens the case may not even read it.
        change.note_signs(before).await?;
        if before.closure_reason == Some(ClosureReason::Deceased) {
            // A case of somebody who has died is opened again because that was a mistake. It is not asked for: whoever
            // reopens the case may not read why it was closed.
            record_death(change, before, false).await?;
        }
        let after = case::Model { status, closed_at: None, closure_reason: None, ..before.clone() };
        super::write(change, before, after).await
    }
}
