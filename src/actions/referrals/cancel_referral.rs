//! The sender cancels a referral before it is accepted.

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
        answering::may_end,
        referral::Step,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The cancellation of a referral.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CancelReferralInput {
    pub referral_id: Id<referral::Entity>,
    pub version: i32,
    /// Reason for cancelling.
    #[graphql(directive = holds::apply(D::Staff))]
    pub reason: ReferralEndReason,
    /// Details. Required if the reason is OTHER.
    #[graphql(directive = holds::apply(D::Staff))]
    pub text: Option<String>,
}

impl Verb for CancelReferralInput {
    const ACTION: Action = Action::CancelReferral;
    type Subject = referral::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { referral_id, version, reason, text } = self;
        let permit = Self::permit(change, referral_id.0).await?;
        let state = leads_to(change, &permit, version, Step::Cancel)?;
        let text = text::optional("text", TextKind::Paragraph, text.as_deref())?;
        let so = change.end_reasons_that_hold(permit.row(), permit.held().case.organisation_id).await?;
        may_end(reason, text.as_deref(), &change.scope.viewer.roles, &so)?;
        let after = referral::Model { state, end_reason: Some(reason), ..permit.row().clone() };
        take(change, permit.row(), after, because(&reason, text)).await
    }
}
