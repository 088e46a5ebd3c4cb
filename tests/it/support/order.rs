//! The legal order of a whole case file, with every column filled, and an order that opens the share to the receiver.

use entity::{legal_order, share};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    World,
    file::{Cast, File},
    rows,
};

/// The identifier follows from the file, so that a test with the file finds the row.
pub fn id(file: &File) -> Uuid {
    Uuid::from_u128(file.case.id.as_u128() ^ 4)
}

/// Writes an order that was approved and has ended.
pub async fn add(world: &World, cast: &Cast, file: &File) {
    let minutes = |number| rows::now() - chrono::Duration::days(91) + chrono::Duration::minutes(number);
    let order = legal_order::Model {
        id: id(file),
        reference: "order-reference".to_owned(),
        reason: "order-reason".to_owned(),
        approved_by: Some(cast.doctor.id),
        approved_at: Some(minutes(1)),
        valid_until: Some(minutes(2)),
        ended_at: Some(minutes(3)),
        ended_by: Some(cast.doctor.id),
        created_at: minutes(4),
        ..rows::legal_order(&file.case, &cast.partner, &cast.worker)
    };
    world.add(order).await;
}

/// Writes an order in force that opened the share of the file's referral.
pub async fn open(world: &World, cast: &Cast, file: &File) {
    let live = share::Column::EndedAt.is_null();
    let theirs = share::Column::OrganisationId.eq(cast.partner.id);
    let share =
        share::Entity::find().filter(share::Column::ReferralId.eq(file.referral.id)).filter(live).filter(theirs);
    let share = share.one(&world.database.reader).await.expect("shares are read").expect("the file has a share");
    let order = rows::legal_order(&file.case, &cast.partner, &cast.worker);
    world.add(rows::approved(&order, &cast.doctor, &share)).await;
}
