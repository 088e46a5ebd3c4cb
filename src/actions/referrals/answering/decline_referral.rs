//! The receiver will not help. The code stays with the referral, the words go to the sender only.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, DeclineReason},
    referral,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        referrals::step::{because, leads_to, take},
    },
    global_id::Id,
    rules::{
        answering::may_decline,
        referral::Step,
        text::{self, TextKind},
    },
    store::change::{Act, Change, Done, Stop},
};

/// Decline a referral with a reason; your organisation keeps no more than its reference and dates.
#[derive(Debug)]
pub struct DeclineReferral;

/// Why your organisation cannot help.
#[derive(Clone, Debug, InputObject)]
pub struct DeclineReferralInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral: Id<referral::Entity>,
    /// Its version as you read it.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Why.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub reason: DeclineReason,
    /// More on that, for the sender only; needed where the reason is OTHER.
    #[graphql(directive = holds::apply(D::Staff))]
    pub text: Option<String>,
}

impl Act for DeclineReferral {
    const ACTION: Action = Action::DeclineReferral;
    type Subject = referral::Model;
}

impl Verb for DeclineReferral {
    const DOC: &'static str =
        "Decline a referral with a reason; your organisation keeps no more than its reference and dates.";
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
