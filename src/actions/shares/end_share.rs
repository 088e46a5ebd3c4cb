//! Ends a share, whatever opened it and also after the service is over. A live referral is revoked with its share, and
//! a legal order ends with it, because neither has any effect without its share.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, ReferralEndReason, ShareEndReason},
    referral, share,
};
use sea_orm::{ColumnTrait, Condition};

use crate::{
    access::{action::Action, directive::holds},
    actions::{Verb, orders, steps},
    global_id::Id,
    rules::share::{Period, may_end, of_referral},
    store::{
        case_file::consent::end_shares,
        write::{change::Change, change_log::ChangeRecord, recorded::done, stop::ChangeError},
    },
};

/// The end of a share.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct EndShareInput {
    pub share_id: Id<share::Entity>,
    /// Reason for ending: the sender's request, a protection hold or data protection. Only a protection officer gives
    /// `PROTECTION_HOLD`, and only a data protection officer gives `DATA_PROTECTION`. The other reasons are set
    /// automatically.
    #[graphql(directive = holds::apply(D::Operational))]
    pub reason: ShareEndReason,
}

impl Verb for EndShareInput {
    const ACTION: Action = Action::EndShare;
    type Subject = share::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { share_id, reason } = self;
        let permit = Self::permit(change, share_id.0).await?;
        let row = permit.row();
        let owner = permit.held().case.organisation_id;
        let referral = match row.referral_id {
            Some(id) => Some(change.row::<referral::Entity>(id).await?),
            None => None,
        };
        let so = match &referral {
            Some(referral) => change.end_reasons_that_hold(referral, owner).await?,
            None if owner == change.scope.viewer.organisation_id => vec![ReferralEndReason::SenderRequest],
            None => Vec::new(),
        };
        may_end(Period::of(row), reason, &change.scope.viewer.roles, &so, change.now())?;
        if let (Some(referral), Some(reason)) = (referral, of_referral(reason)) {
            steps::referral::end_with_ground(change, &referral, reason).await?;
        }
        orders::end_with_share(change, row.id).await?;
        end_shares(change, Condition::all().add(share::Column::Id.eq(row.id)), reason).await?;
        Ok(done(row, owner, vec!["ended_at", "end_reason"]))
    }
}
