//! Marks a referral that should never have been made. It is kept on record and hidden from the receiver.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, ReferralEndReason},
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
        referral::Step,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Mark a referral that should never have been made.
#[derive(Debug)]
pub(crate) struct MarkReferralEnteredInError;

/// A referral entered in error.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MarkReferralEnteredInErrorInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral_id: Id<referral::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Description of the error.
    #[graphql(directive = holds::apply(D::Staff))]
    pub text: String,
}

impl Act for MarkReferralEnteredInError {
    const ACTION: Action = Action::MarkReferralEnteredInError;
    type Subject = referral::Model;
}

impl Verb for MarkReferralEnteredInError {
    const DOC: &'static str =
        "Mark a referral that should never have been made. It is kept on record and hidden from the receiver.";
    type Input = MarkReferralEnteredInErrorInput;

    async fn run(change: &Change, input: MarkReferralEnteredInErrorInput) -> Result<Done, Stop> {
        let MarkReferralEnteredInErrorInput { referral_id, version, text } = input;
        let permit = change.permit::<Self>(referral_id.0).await?;
        let state = leads_to(change, &permit, version, Step::MarkEnteredInError)?;
        let text = text::required("text", TextKind::Paragraph, &text)?;
        let reason = ReferralEndReason::EnteredInError;
        let after = referral::Model { state, end_reason: Some(reason), ..permit.row().clone() };
        take(change, permit.row(), after, because(&reason, Some(text))).await
    }
}
