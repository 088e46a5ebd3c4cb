//! The statements of the person before and after the consent of a file: an earlier consent that it superseded, and a
//! newer one that excludes a recipient. And a share that is over, and one of a
//! transfer.

use entity::{
    codes::{ConsentStatus, OrganisationType, Purpose, ServiceType, ShareEndReason},
    consent, consent_recipient, share,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use uuid::Uuid;

use super::{
    World,
    file::{Cast, File},
    rows,
};

/// Adds the statements, and the share to the file.
pub async fn add(world: &World, cast: &Cast, file: &File) {
    let of_file = &file.consent;
    // Every other column equals the consent of the file, so that the row reveals no new value.
    let earlier = consent::Model {
        id: Uuid::now_v7(),
        status: ConsentStatus::Superseded,
        superseded_by_id: Some(of_file.id),
        ..of_file.clone()
    };
    let earlier = world.add(earlier).await;
    let superseded =
        consent::ActiveModel { id: Set(of_file.id), superseded_by_id: Set(Some(earlier.id)), ..Default::default() };
    superseded.update(&world.database.writer).await.expect("it is written");
    let excluded = consent_recipient::Model {
        organisation_type: Some(cast.house.organisation_type),
        service_type: Some(ServiceType::Shelter),
        excluded_from: Some(of_file.valid_from),
        decided_by_id: Some(earlier.id),
        ..rows::recipient(of_file, &cast.house)
    };
    world.add(excluded).await;
    // Withdrawn, so that it opens nothing to the consular desk.
    let to_a_consulate = consent::Model {
        id: Uuid::now_v7(),
        status: ConsentStatus::Withdrawn,
        purpose: Purpose::ConsularDocument,
        ..of_file.clone()
    };
    let to_a_consulate = world.add(to_a_consulate).await;
    let post = consent_recipient::Model {
        organisation_type: Some(cast.house.organisation_type),
        service_type: Some(ServiceType::Shelter),
        ..rows::recipient(&to_a_consulate, &cast.house)
    };
    world.add(post).await;
    share(world, cast, file).await;
    given_away(world, file).await;
}

/// A live share with an organisation to which the case went, with every column of a standing filled.
async fn given_away(world: &World, file: &File) {
    let there = world.add(rows::organisation(OrganisationType::NationalNgo)).await;
    let live = share::Model {
        referral_id: Some(file.referral.id),
        transfer_id: Some(file.transfer.id),
        starts_at: file.consent.valid_from,
        ends_at: file.consent.valid_until,
        created_at: file.consent.created_at,
        ..rows::share(&file.case, &there)
    };
    world.add(live).await;
}

/// A share that is over, with every column filled. It opens nothing.
pub async fn share(world: &World, cast: &Cast, file: &File) {
    let over = share::Model {
        id: share_id(file),
        referral_id: Some(file.referral.id),
        transfer_id: Some(file.transfer.id),
        consent_id: Some(file.consent.id),
        starts_at: file.consent.valid_from,
        ends_at: file.consent.valid_until,
        ended_at: Some(file.consent.valid_from),
        end_reason: Some(ShareEndReason::DataProtection),
        created_at: file.consent.created_at,
        ..rows::share(&file.case, &cast.house)
    };
    world.add(over).await;
}

/// The identifier of the share.
pub fn share_id(file: &File) -> Uuid {
    Uuid::from_u128(file.case.id.as_u128() ^ 0x5_4A6E)
}
