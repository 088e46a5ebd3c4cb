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
        write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
    },
};

/// The revocation of a referral.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RevokeReferralInput {
    pub referral_id: Id<referral::Entity>,
    pub version: i32,
    /// Reason for revoking.
    #[graphql(directive = holds::apply(D::Staff))]
    pub reason: ReferralEndReason,
    /// Details. Required if the reason is OTHER.
    #[graphql(directive = holds::apply(D::Staff))]
    pub text: Option<String>,
}

impl Verb for RevokeReferralInput {
    const ACTION: Action = Action::RevokeReferral;
    type Subject = referral::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { referral_id, version, reason, text } = self;
        let permit = Self::permit(change, referral_id.0).await?;
        let state = revokes_to(change, &permit, version).await?;
        let text = text::optional("text", TextKind::Paragraph, text.as_deref())?;
        let so = change.end_reasons_that_hold(permit.row(), permit.held().case.organisation_id).await?;
        may_end(reason, text.as_deref(), &change.scope.viewer.roles, &so)?;
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
