//! The receiver could not provide the service. It can read the case for some more days.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, NotCompletedReason},
    referral,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        steps::referral::{because, leads_to, take},
    },
    global_id::Id,
    rules::{
        answering::may_mark_not_completed,
        referral::Step,
        text::{self, TextKind},
    },
    store::change::{Act, Change, Done, Stop},
};

/// Record that the service could not be provided.
#[derive(Debug)]
pub struct MarkNotCompleted;

/// A service that could not be provided.
#[derive(Clone, Debug, InputObject)]
pub struct MarkNotCompletedInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral: Id<referral::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Reason why the service could not be provided.
    #[graphql(directive = holds::apply(D::Operational))]
    pub reason: NotCompletedReason,
    /// Details. Required if the reason is OTHER.
    #[graphql(directive = holds::apply(D::Protection))]
    pub text: Option<String>,
}

impl Act for MarkNotCompleted {
    const ACTION: Action = Action::MarkNotCompleted;
    type Subject = referral::Model;
}

impl Verb for MarkNotCompleted {
    const DOC: &'static str = "Record that the service could not be provided.";
    type Input = MarkNotCompletedInput;

    async fn run(change: &Change, input: MarkNotCompletedInput) -> Result<Done, Stop> {
        let MarkNotCompletedInput { referral, version, reason, text } = input;
        let permit = change.permit::<Self>(referral.0).await?;
        let state = leads_to(change, &permit, version, Step::MarkNotCompleted)?;
        let text = text::optional("text", TextKind::Paragraph, text.as_deref())?;
        may_mark_not_completed(Some(reason), text.as_deref(), permit.row().state)?;
        let after = referral::Model {
            state,
            not_completed_reason: Some(reason),
            outcome_text: text.clone(),
            ..permit.row().clone()
        };
        take(change, permit.row(), after, because(&reason, text)).await
    }
}
