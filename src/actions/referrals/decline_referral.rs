//! The receiver declines. The reason code stays on the referral; only the sender reads the reason text.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, DeclineReason},
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
        answering::may_decline,
        referral::Step,
        text::{self, TextKind},
    },
    store::change::{Act, Change, Done, Stop},
};

/// Decline a referral with a reason.
#[derive(Debug)]
pub struct DeclineReferral;

/// A decline of a referral.
#[derive(Clone, Debug, InputObject)]
pub struct DeclineReferralInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral: Id<referral::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Reason for declining.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub reason: DeclineReason,
    /// Details, for the sender only. Required if the reason is OTHER.
    #[graphql(directive = holds::apply(D::Staff))]
    pub text: Option<String>,
}

impl Act for DeclineReferral {
    const ACTION: Action = Action::DeclineReferral;
    type Subject = referral::Model;
}

impl Verb for DeclineReferral {
    const DOC: &'static str = "Decline a referral with a reason. Your organisation keeps only its reference and dates.";
    type Input = DeclineReferralInput;

    async fn run(change: &Change, input: DeclineReferralInput) -> Result<Done, Stop> {
        let DeclineReferralInput { referral, version, reason, text } = input;
        let permit = change.permit::<Self>(referral.0).await?;
        let state = leads_to(change, &permit, version, Step::Decline)?;
        let text = text::optional("text", TextKind::Paragraph, text.as_deref())?;
        may_decline(Some(reason), text.as_deref())?;
        let after = referral::Model {
            state,
            decided_at: Some(change.now()),
            decline_reason: Some(reason),
            decline_text: text.clone(),
            ..permit.row().clone()
        };
        take(change, permit.row(), after, because(&reason, text)).await
    }
}
