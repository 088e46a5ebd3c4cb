//! The whole file of a place: everything that the matrices ask for, and the row of each record that has an identifier.

use chrono::Duration;
use entity::{referral, worker};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use uuid::Uuid;
use waystation::graphql::record::table::Table;

use super::{
    World, consular,
    file::{Cast, File},
    matching, order, overriding, readers,
    standing::Place,
    stays, words,
};

/// Adds to the file of the place what is not part of every file.
pub async fn add(world: &World, place: &Place) {
    let Place { cast, file, .. } = place;
    consular::add(world, cast, file).await;
    matching::add(world, cast, file).await;
    order::add(world, cast, file).await;
    overriding::add(world, cast, file).await;
    readers::add(world, cast, file).await;
    stays::add(world, cast, file).await;
    words::add(world, cast, file).await;
    deactivate(world, cast).await;
    // A referral under an override does not tell when the access of its receiver ends.
    let id = Set(file.referral.id);
    let referral = referral::ActiveModel { id, legal_basis: Set(None), ..Default::default() };
    referral.update(&world.database.writer).await.expect("the referral is written");
}

/// The workers of the case are deactivated. Other tests have active ones.
async fn deactivate(world: &World, cast: &Cast) {
    for (worker, days) in [(&cast.worker, 4_001), (&cast.doctor, 4_002)] {
        let at = world.now - Duration::days(days);
        let row = worker::ActiveModel { deactivated_at: Set(Some(at)), ..worker.clone().into_active_model() };
        row.update(&world.database.writer).await.expect("it is written");
    }
}

/// The key of the row of the file that is asked for as this record.
pub fn key(table: &Table, cast: &Cast, file: &File) -> Uuid {
    match table.name {
        "Case" => file.case.id,
        "Person" => file.case.person_id,
        "Consent" => file.consent.id,
        "Referral" => file.referral.id,
        "Transfer" => file.transfer.id,
        "Stay" => stays::id(file),
        "Share" => words::share_id(file),
        "Organisation" => cast.house.id,
        "Centre" => cast.centre.id,
        "Service" => cast.service.id,
        "ConsularPost" => consular::ids(file).post,
        "ConsularRequest" => consular::ids(file).request,
        "LegalOrder" => order::id(file),
        "LegalOverride" => overriding::legal_override(file),
        "BestInterestDetermination" => overriding::determination(file),
        "PersonMatch" => matching::id(file),
        "TravelDocument" => consular::ids(file).document,
        other => panic!("{other} has an identifier: say which row of the file is asked for"),
    }
}
