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
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// A referral entered in error.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MarkReferralEnteredInErrorInput {
    pub referral_id: Id<referral::Entity>,
    pub version: i32,
    /// Description of the error.
    #[graphql(directive = holds::apply(D::Staff))]
    pub text: String,
}

impl Verb for MarkReferralEnteredInErrorInput {
    const ACTION: Action = Action::MarkReferralEnteredInError;
    type Subject = referral::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { referral_id, version, text } = self;
        let permit = Self::permit(change, referral_id.0).await?;
        let state = leads_to(change, &permit, version, Step::MarkEnteredInError)?;
        let text = text::required("text", TextKind::Paragraph, &text)?;
        let reason = ReferralEndReason::EnteredInError;
        let after = referral::Model { state, end_reason: Some(reason), ..permit.row().clone() };
        take(change, permit.row(), after, because(&reason, Some(text))).await
    }
}
