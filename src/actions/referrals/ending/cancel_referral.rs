//! The sender takes a referral back before it was accepted.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, ReferralEndReason},
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
        answering::may_end,
        referral::Step,
        text::{self, TextKind},
    },
    store::change::{Act, Change, Done, Stop},
};

/// Take a referral back before it was accepted.
#[derive(Debug)]
pub struct CancelReferral;

/// Why a referral ends.
#[derive(Clone, Debug, InputObject)]
pub struct CancelReferralInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral: Id<referral::Entity>,
    /// Its version as you read it.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Why.
    #[graphql(directive = holds::apply(D::Staff))]
    pub reason: ReferralEndReason,
    /// More on that; needed where the reason is OTHER.
    #[graphql(directive = holds::apply(D::Staff))]
    pub text: Option<String>,
}

impl Act for CancelReferral {
    const ACTION: Action = Action::CancelReferral;
    type Subject = referral::Model;
}

impl Verb for CancelReferral {
    const DOC: &'static str = "Take a referral back before it was accepted.";
    type Input = CancelReferralInput;

    async fn run(change: &Change, input: CancelReferralInput) -> Result<Done, Stop> {
        let CancelReferralInput { referral, version, reason, text } = input;
        let permit = change.permit::<Self>(referral.0).await?;
        let state = leads_to(change, &permit, version, Step::Cancel)?;
        let text = text::optional("text", TextKind::Paragraph, text.as_deref())?;
        let so = change.end_reasons_that_hold(permit.row(), permit.held().case.organisation_id).await?;
        may_end(Some(reason), text.as_deref(), &change.scope.viewer.roles, &so)?;
        let after = referral::Model { state, end_reason: Some(reason), ..permit.row().clone() };
        take(change, permit.row(), after, because(&reason, text)).await
    }
}
