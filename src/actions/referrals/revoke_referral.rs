//! Ends a live referral and the access of the receiver at once.

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
        steps::referral::{
            share_end, {because, revokes_to, take},
        },
    },
    global_id::Id,
    rules::{
        answering::may_end,
        text::{self, TextKind},
    },
    store::{
        case_file::consent::end_shares,
        write::{change::Change, change_log::Done, permit::Act, stop::Stop},
    },
};

/// End a referral and the access of the receiver.
#[derive(Debug)]
pub(crate) struct RevokeReferral;

/// The revocation of a referral.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RevokeReferralInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral_id: Id<referral::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Reason for revoking.
    #[graphql(directive = holds::apply(D::Staff))]
    pub reason: ReferralEndReason,
    /// Details. Required if the reason is OTHER.
    #[graphql(directive = holds::apply(D::Staff))]
    pub text: Option<String>,
}

impl Act for RevokeReferral {
    const ACTION: Action = Action::RevokeReferral;
    type Subject = referral::Model;
}

impl Verb for RevokeReferral {
    const DOC: &'static str = "End a referral. The receiver loses access at once, also in the days after completion.";
    type Input = RevokeReferralInput;

    async fn run(change: &Change, input: RevokeReferralInput) -> Result<Done, Stop> {
        let RevokeReferralInput { referral_id, version, reason, text } = input;
        let permit = change.permit::<Self>(referral_id.0).await?;
        let state = revokes_to(change, &permit, version).await?;
        let text = text::optional("text", TextKind::Paragraph, text.as_deref())?;
        let so = change.end_reasons_that_hold(permit.row(), permit.held().case.organisation_id).await?;
        may_end(Some(reason), text.as_deref(), &change.scope.viewer.roles, &so)?;
        let before = permit.row();
        if state == before.state {
            // The service is over, so the state does not change; only the remaining days of access end.
            let shares = Condition::all().add(share::Column::ReferralId.eq(before.id));
            end_shares(change, shares, share_end(Some(reason))).await?;
        }
        let after = referral::Model { state, end_reason: Some(reason), ..before.clone() };
        take(change, before, after, because(&reason, text)).await
    }
}
