//! A live referral ends, and with it what the receiver reads, at once.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, ReferralEndReason},
    referral, share,
};
use sea_orm::{ColumnTrait, Condition};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        referrals::{
            consequences::share_end,
            step::{because, revokes_to, take},
        },
    },
    global_id::Id,
    rules::{
        answering::may_end,
        text::{self, TextKind},
    },
    store::{
        change::{Act, Change, Done, Stop},
        consent::end_shares,
    },
};

/// End a referral; what the receiver reads ends with it, at once.
#[derive(Debug)]
pub struct RevokeReferral;

/// Why a referral ends.
#[derive(Clone, Debug, InputObject)]
pub struct RevokeReferralInput {
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

impl Act for RevokeReferral {
    const ACTION: Action = Action::RevokeReferral;
    type Subject = referral::Model;
}

impl Verb for RevokeReferral {
    const DOC: &'static str =
        "End a referral; what the receiver reads ends with it, at once, also in the days after its completion.";
    type Input = RevokeReferralInput;

    async fn run(change: &Change, input: RevokeReferralInput) -> Result<Done, Stop> {
        let RevokeReferralInput { referral, version, reason, text } = input;
        let permit = change.permit::<Self>(referral.0).await?;
        let state = revokes_to(change, &permit, version).await?;
        let text = text::optional("text", TextKind::Paragraph, text.as_deref())?;
        let so = change.end_reasons_that_hold(permit.row(), permit.held().case.organisation_id).await?;
        may_end(Some(reason), text.as_deref(), &change.scope.viewer.roles, &so)?;
        let before = permit.row();
        if state == before.state {
            // The help is over: only the days are cut in which the receiver could still read.
            let shares = Condition::all().add(share::Column::ReferralId.eq(before.id));
            end_shares(change, shares, share_end(Some(reason))).await?;
        }
        let after = referral::Model { state, end_reason: Some(reason), ..before.clone() };
        take(change, before, after, because(&reason, text)).await
    }
}
