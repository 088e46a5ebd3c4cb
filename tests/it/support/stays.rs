//! The bed of a whole case file: a stay with every column filled, at the centre where the case is.

use entity::{codes::StayExitReason, stay};
use uuid::Uuid;

use super::{
    World,
    file::{Cast, File},
    rows,
};

/// The identifier follows from the file, so that a test with the file finds the row.
pub fn id(file: &File) -> Uuid {
    Uuid::from_u128(file.case.id.as_u128() ^ 9)
}

/// Writes the stay of a file, and one that has not ended.
pub async fn add(world: &World, cast: &Cast, file: &File) {
    let stay = stay::Model {
        id: id(file),
        room_bed: Some("stay-room-bed".to_owned()),
        from_at: rows::now() - chrono::Duration::minutes(90_001),
        expected_until: Some((rows::now() - chrono::Duration::days(5_005)).date_naive()),
        until_at: Some(rows::now() - chrono::Duration::minutes(80_002)),
        exit_reason: Some(StayExitReason::Reunified),
        hold_for_referral_id: Some(file.referral.id),
        ..rows::stay(&file.case, &cast.centre)
    };
    let present = stay::Model {
        id: Uuid::now_v7(),
        from_at: rows::now() - chrono::Duration::minutes(70_003),
        expected_until: Some((rows::now() - chrono::Duration::days(5_006)).date_naive()),
        until_at: None,
        exit_reason: None,
        ..stay.clone()
    };
    world.add(stay).await;
    world.add(present).await;
}
