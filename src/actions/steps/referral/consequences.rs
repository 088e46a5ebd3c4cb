//! Effects of a step of a referral, in the same change: on the receiver's access and on the free places of its service.

use chrono::Duration;
use entity::{
    case,
    codes::{ReferralEndReason, ReferralState, ShareEndReason},
    referral, share,
};
use sea_orm::{ColumnTrait, Condition, prelude::DateTimeUtc};
use uuid::Uuid;

use crate::{
    access::class::ClassSet,
    error::Error,
    rules::{
        answering::free_place,
        clocks::DAYS_AFTER_COMPLETION,
        referral::{Phase, phase},
    },
    store::{
        case_file::consent::{end_shares, limit_shares},
        write::{
            change::Change,
            recorded::{done, write},
            referral_step::{Because, Written, write as write_step},
            stop::ChangeError,
        },
    },
};

/// Applies the effects of the new state. After a completion the receiver can read for `DAYS_AFTER_COMPLETION` more
/// days; every other end stops its access at once.
pub(super) async fn follow(
    change: &Change,
    before: &referral::Model,
    after: &referral::Model,
) -> Result<(), ChangeError> {
    if phase(before.state) == Phase::Active && phase(after.state) != Phase::Active {
        let service = change.locked_service(after.service_id).await?;
        let free = free_place(service.capacity_free, service.capacity_total, after.over_capacity);
        change.set_free_places(after.case_id, service, free).await?;
    }
    if phase(before.state) == Phase::Draft && phase(after.state) == Phase::Closed {
        take_back_redirection(change, after).await?;
    }
    if phase(after.state) == Phase::Closed {
        let shares = Condition::all().add(share::Column::ReferralId.eq(after.id));
        if matches!(after.state, ReferralState::Completed | ReferralState::NotCompleted) {
            let ends_at = change.now() + Duration::days(DAYS_AFTER_COMPLETION);
            limit_shares(change, shares, ends_at).await?;
        } else {
            end_shares(change, shares, share_end(after.end_reason)).await?;
            let owner = change.row::<case::Entity>(after.case_id).await?.organisation_id;
            change.end_overrides_of(after, owner).await?;
        }
    }
    Ok(())
}

/// A draft that ends was never sent. The referral that it follows can then be redirected again.
async fn take_back_redirection(change: &Change, draft: &referral::Model) -> Result<(), ChangeError> {
    let Some(first) = draft.redirected_from_id else { return Ok(()) };
    let first = change.row::<referral::Entity>(first).await?;
    if first.redirected_to_id != Some(draft.id) {
        return Ok(());
    }
    let owner = change.worked_on(first.case_id, first.inference_class).await?;
    let after = referral::Model { redirected_to_id: None, ..first.clone() };
    let taken_back = if first.state == ReferralState::Redirected {
        let after = referral::Model { state: ReferralState::Declined, ..after };
        let written = write_step(change.transaction(), change.now(), change.by(), (&first, after), Because::default());
        change.note_party(first.case_id, first.to_organisation_id);
        let Written { row, changed } = written.await?.ok_or(Error::Conflict)?;
        done(&row, owner, changed)
    } else {
        write(change, owner, &first, &after).await?
    };
    Ok(change.record("TAKE_BACK_REDIRECTION".to_owned(), &taken_back).await?)
}

/// A share that an acceptance opens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opening {
    /// Classes that the receiver can read.
    pub classes: ClassSet,
    /// End of the consent or override, if it has one.
    pub ends_at: Option<DateTimeUtc>,
    /// Whether the receiver also reads facts that become known later.
    pub later_facts: bool,
    /// The consent that allows the share. `None` for an override.
    pub consent_id: Option<Uuid>,
}

/// Opens the share of an accepted referral.
pub(crate) async fn open_share(
    change: &Change,
    row: &referral::Model,
    owner: Uuid,
    opening: Opening,
) -> Result<(), ChangeError> {
    let Opening { classes, ends_at, consent_id, later_facts } = opening;
    let share = share::Model::builder()
        .id(Uuid::now_v7())
        .case_id(row.case_id)
        .organisation_id(row.to_organisation_id)
        .classes(classes.to_bits())
        .purpose(row.purpose)
        .starts_at(change.now())
        .referral_id(row.id)
        .maybe_consent_id(consent_id)
        .later_facts(later_facts)
        .maybe_ends_at(ends_at)
        .build();
    let share = change.open_share(share).await?;
    let changed = vec!["organisation_id", "referral_id", "consent_id", "classes", "purpose", "starts_at", "ends_at"];
    change.record("OPEN_SHARE".to_owned(), &done(&share, owner, changed)).await?;
    Ok(())
}

pub(crate) fn share_end(reason: Option<ReferralEndReason>) -> ShareEndReason {
    use ReferralEndReason as R;
    match reason {
        Some(R::ConsentWithdrawn) => ShareEndReason::ConsentWithdrawn,
        Some(R::ConsentExpired | R::ConsentNarrowed) => ShareEndReason::ConsentEnded,
        Some(R::ProtectionHold) => ShareEndReason::ProtectionHold,
        Some(R::SenderRequest) => ShareEndReason::SenderRequest,
        Some(R::DataProtection) => ShareEndReason::DataProtection,
        Some(R::LegalBasisEnded) => ShareEndReason::LegalBasisEnded,
        Some(R::CaseClosed) => ShareEndReason::CaseClosed,
        Some(R::EnteredInError) => ShareEndReason::EnteredInError,
        // A declined or expired referral never had a share.
        Some(R::Other) | None => ShareEndReason::Other,
    }
}
