//! Somebody who may end disclosures ends one: whatever opened it, and also after the help is over. A live referral is revoked
//! with it, and a legal order ends with it, because neither has any effect without its share.

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

/// Which share ends, and why.
#[derive(Clone, Debug, InputObject)]
pub struct EndShareInput {
    /// The share.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub share: Id<share::Entity>,
    /// Why: the sender's request, a protection hold or data protection. The other reasons end a share by themselves.
    #[graphql(directive = holds::apply(D::Operational))]
    pub reason: ShareEndReason,
}

impl Act for EndShare {
    const ACTION: Action = Action::EndShare;
    type Subject = share::Model;
}

impl Verb for EndShare {
    const DOC: &'static str =
        "End what another organisation reads of a case, at once; a live referral is revoked with it.";
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

/// Why the referral ends with its share.
const fn as_end(reason: ShareEndReason) -> ReferralEndReason {
    match reason {
        ShareEndReason::ProtectionHold => ReferralEndReason::ProtectionHold,
        ShareEndReason::DataProtection => ReferralEndReason::DataProtection,
        _ => ReferralEndReason::SenderRequest,
    }
}
