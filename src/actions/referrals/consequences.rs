//! What a step of a referral does to the access of the receiver and to the places of its service, in the same change.

use chrono::Duration;
use entity::{
    codes::{ReferralEndReason, ReferralState, ShareEndReason},
    referral, service, share,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QuerySelect};
use uuid::Uuid;

use crate::{
    error::Error,
    rules::{
        answering::free_place,
        clocks::DAYS_AFTER_COMPLETION,
        referral::{Phase, phase},
    },
    store::{
        change::{Change, Done, Stop},
        consent::{end_shares, limit_shares},
    },
};

/// Does what follows from the new state. After completion the receiver still reads for some days; every other end ends
/// its access at once.
pub(super) async fn follow(change: &Change, before: &referral::Model, after: &referral::Model) -> Result<(), Stop> {
    if phase(before.state) == Phase::Active && phase(after.state) != Phase::Active {
        let service = locked_service(change, after.service_id).await?;
        let free = free_place(service.capacity_free, service.capacity_total, after.over_capacity);
        set_free_places(change, after.case_id, service, free).await?;
    }
    if phase(after.state) == Phase::Closed {
        let shares = Condition::all().add(share::Column::ReferralId.eq(after.id));
        if matches!(after.state, ReferralState::Completed | ReferralState::NotCompleted) {
            let ends_at = change.now() + Duration::days(DAYS_AFTER_COMPLETION);
            limit_shares(change, shares, ends_at).await?;
        } else {
            end_shares(change, shares, share_end(after.end_reason)).await?;
        }
    }
    Ok(())
}

/// The service, locked until the change ends: two receivers do not take the last place.
pub(super) async fn locked_service(change: &Change, id: Uuid) -> Result<service::Model, Stop> {
    let service = service::Entity::find_by_id(id).lock_exclusive().one(change.transaction()).await?;
    Ok(service.ok_or(Error::NotFound)?)
}

/// Writes the free places of a service, where they changed.
pub(super) async fn set_free_places(
    change: &Change,
    case_id: Uuid,
    service: service::Model,
    free: Option<i32>,
) -> Result<(), Stop> {
    if service.capacity_free == free {
        return Ok(());
    }
    let done = Done {
        id: service.id,
        subject_type: "services",
        case_id,
        organisation_id: service.organisation_id,
        version: Some(service.version + 1),
        changed: vec!["capacity_free", "capacity_as_of"],
    };
    let row = service::ActiveModel {
        capacity_free: Set(free),
        capacity_as_of: Set(Some(change.now())),
        updated_at: Set(change.now()),
        version: Set(service.version + 1),
        ..service.into_active_model()
    };
    row.update(change.transaction()).await?;
    change.record("COUNT_PLACES".to_owned(), &done).await?;
    Ok(())
}

fn share_end(reason: Option<ReferralEndReason>) -> ShareEndReason {
    use ReferralEndReason as R;
    match reason {
        Some(R::ConsentWithdrawn) => ShareEndReason::ConsentWithdrawn,
        Some(R::ProtectionHold) => ShareEndReason::ProtectionHold,
        Some(R::SenderRequest) => ShareEndReason::SenderRequest,
        Some(R::DataProtection) => ShareEndReason::DataProtection,
        Some(R::CaseClosed) => ShareEndReason::CaseClosed,
        Some(R::EnteredInError) => ShareEndReason::EnteredInError,
        // What was declined or has expired never had a share.
        Some(R::Other) | None => ShareEndReason::Other,
    }
}
