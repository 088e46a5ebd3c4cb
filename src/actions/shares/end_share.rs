//! Ends a share, whatever opened it and also after the service is over. A live referral is revoked with its share, and
//! a legal order ends with it, because neither has any effect without its share.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, ReferralEndReason, ShareEndReason},
    share,
};
use sea_orm::{ColumnTrait, Condition};

use crate::{
    access::{action::Action, directive::holds},
    actions::{Verb, orders, referrals},
    global_id::Id,
    rules::share::{Period, may_end},
    store::{
        change::{Act, Change, Done, Stop},
        consent::end_shares,
    },
};

/// End a share.
#[derive(Debug)]
pub struct EndShare;

/// The end of a share.
#[derive(Clone, Debug, InputObject)]
pub struct EndShareInput {
    /// The share.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub share: Id<share::Entity>,
    /// Reason for ending: the sender's request, a protection hold or data protection. The other reasons are set
    /// automatically.
    #[graphql(directive = holds::apply(D::Operational))]
    pub reason: ShareEndReason,
}

impl Act for EndShare {
    const ACTION: Action = Action::EndShare;
    type Subject = share::Model;
}

impl Verb for EndShare {
    const DOC: &'static str =
        "End the access of another organisation to a case at once. A live referral is revoked with it.";
    type Input = EndShareInput;

    async fn run(change: &Change, input: EndShareInput) -> Result<Done, Stop> {
        let EndShareInput { share, reason } = input;
        let permit = change.permit::<Self>(share.0).await?;
        let row = permit.row();
        may_end(Period::of(row), reason, change.now())?;
        if let Some(referral_id) = row.referral_id {
            let referral = change.row::<entity::referral::Entity>(referral_id).await?;
            referrals::end_with_ground(change, &referral, as_end(reason)).await?;
        }
        orders::end_with_share(change, row.id).await?;
        end_shares(change, Condition::all().add(share::Column::Id.eq(row.id)), reason).await?;
        Ok(Done {
            id: row.id,
            subject_type: "shares",
            case_id: row.case_id,
            organisation_id: permit.held().case.organisation_id,
            version: None,
            changed: vec!["ended_at", "end_reason"],
        })
    }
}

/// The end reason of a referral that ends with its share.
const fn as_end(reason: ShareEndReason) -> ReferralEndReason {
    match reason {
        ShareEndReason::ProtectionHold => ReferralEndReason::ProtectionHold,
        ShareEndReason::DataProtection => ReferralEndReason::DataProtection,
        _ => ReferralEndReason::SenderRequest,
    }
}
