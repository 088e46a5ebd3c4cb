//! Referrals that end because something else did: the consent they rest on, or their case. Used by other verbs, in their
//! change and under their permit.

use entity::{
    codes::{ReferralEndReason, ShareEndReason},
    referral, share,
};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use crate::{
    access::action::Action,
    actions::referrals::step::{because, take},
    rules::referral::{Side, Step, belongs_to, next},
    store::{
        change::{Change, Stop},
        consent::end_shares,
    },
};

/// Revokes every live referral that rests on the consent and ends every share of it, those of completed referrals too.
/// Gives the number of referrals.
///
/// # Errors
/// When the database fails.
pub async fn revoke_referrals_of_consent(change: &Change, consent_id: Uuid) -> Result<u64, Stop> {
    let resting = Condition::all().add(referral::Column::ConsentId.eq(consent_id));
    let revoked = revoke(change, resting, ReferralEndReason::ConsentWithdrawn).await?;
    let shares = Condition::all().add(share::Column::ConsentId.eq(consent_id));
    end_shares(change, shares, ShareEndReason::ConsentWithdrawn).await?;
    Ok(revoked)
}

/// Revokes every live referral of the case. Gives their number.
///
/// # Errors
/// When the database fails.
pub async fn revoke_referrals_of_case(change: &Change, case_id: Uuid, reason: ReferralEndReason) -> Result<u64, Stop> {
    revoke(change, Condition::all().add(referral::Column::CaseId.eq(case_id)), reason).await
}

/// Revokes the live referrals among these. Gives their number.
pub(in crate::actions::referrals) async fn revoke(
    change: &Change,
    which: Condition,
    reason: ReferralEndReason,
) -> Result<u64, Stop> {
    belongs_to(Step::Revoke, Side::System)?;
    let live = change.live_referrals(which).await?;
    let mut revoked = 0;
    for before in &live {
        let state = next(before.state, Step::Revoke)?;
        let after = referral::Model { state, end_reason: Some(reason), ..before.clone() };
        let done = take(change, before, after, because(&reason, None)).await?;
        change.record(Action::RevokeReferral.name(), &done).await?;
        revoked += 1;
    }
    Ok(revoked)
}
