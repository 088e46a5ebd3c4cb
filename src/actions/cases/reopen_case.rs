//! A worker opens a closed case again. What ended with it does not come back: referrals are made anew.

use async_graphql::InputObject;
use entity::{case, codes::DataClass as D};

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
    const DOC: &'static str = "Open a closed case again.";
    type Input = ReopenCaseInput;

    async fn run(change: &Change, input: ReopenCaseInput) -> Result<Done, Stop> {
        let ReopenCaseInput { case, version } = input;
        let permit = change.permit::<Self>(case.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let status = rules::case::reopen(before.status)?;
        let after = case::Model { status, closed_at: None, closure_reason: None, ..before.clone() };
        super::write(change, before, after).await
    }
}
