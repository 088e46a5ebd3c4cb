//! Ends referrals because something else ended: their consent, their override or their case. Other verbs call this in
//! their own change and under their own permit.

use entity::{codes::ReferralEndReason, referral, share};
use sea_orm::{ColumnTrait, Condition, prelude::DateTimeUtc};
use uuid::Uuid;

use super::{because, share_end, take};
use crate::{
    access::action::Action,
    rules::referral::{LIVE, Side, Step, belongs_to, next},
    store::{
        case_file::consent::end_shares,
        write::{change::Change, recorded::write, stop::ChangeError},
    },
};

/// Revokes every live referral of the case. Returns their number.
pub(in crate::actions) async fn revoke_referrals_of_case(
    change: &Change,
    case_id: Uuid,
    reason: ReferralEndReason,
) -> Result<u64, ChangeError> {
    revoke(change, Condition::all().add(referral::Column::CaseId.eq(case_id)), reason).await
}

/// Revokes the live referrals among these. Returns their number.
pub(in crate::actions) async fn revoke(
    change: &Change,
    which: Condition,
    reason: ReferralEndReason,
) -> Result<u64, ChangeError> {
    let live = change.live_referrals(which).await?;
    for before in &live {
        end_with_ground(change, before, reason).await?;
    }
    Ok(live.len() as u64)
}

/// Ends a referral whose legal basis is gone. A live referral is revoked. For a referral that is over, shares that can
/// still be read end.
pub(in crate::actions) async fn end_with_ground(
    change: &Change,
    before: &referral::Model,
    reason: ReferralEndReason,
) -> Result<(), ChangeError> {
    if !LIVE.contains(&before.state) {
        let shares = Condition::all().add(share::Column::ReferralId.eq(before.id));
        end_shares(change, shares, share_end(Some(reason))).await?;
        return Ok(());
    }
    belongs_to(Step::Revoke, Side::System)?;
    let state = next(before.state, Step::Revoke)?;
    let after = referral::Model { state, end_reason: Some(reason), ..before.clone() };
    let taken = take(change, before, after, because(&reason, None)).await?;
    Ok(change.record(Action::RevokeReferral.name(), &taken).await?)
}

/// Sets the end of the legal override that a live referral is based on.
pub(in crate::actions) async fn rest_until(
    change: &Change,
    before: &referral::Model,
    until: DateTimeUtc,
) -> Result<(), ChangeError> {
    if before.grounded_until == Some(until) {
        return Ok(());
    }
    // The version stays: readers of the referral who may not know of the override would see it change.
    let after = referral::Model { grounded_until: Some(until), updated_at: change.now(), ..before.clone() };
    let owner = change.owner_of(before.case_id).await?;
    let done = write(change, owner, before, &after).await?;
    Ok(change.record("REST_REFERRAL".to_owned(), &done).await?)
}
