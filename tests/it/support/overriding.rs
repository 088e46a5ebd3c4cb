//! Decisions of a second person about a whole case file, with every column filled: an override and a determination.

use entity::{best_interest_determination, codes::BestInterestOutcome, legal_override};
use uuid::Uuid;

use super::{
    World,
    file::{Cast, File},
    rows,
};

/// The identifiers follow from the file, so that a test with the file finds the rows.
pub fn legal_override(file: &File) -> Uuid {
    Uuid::from_u128(file.case.id.as_u128() ^ 5)
}

pub fn determination(file: &File) -> Uuid {
    Uuid::from_u128(file.case.id.as_u128() ^ 6)
}

/// Writes both. The override renews itself and names a transfer too, so that each field has a value.
pub async fn add(world: &World, cast: &Cast, file: &File) {
    let minutes = |number| rows::now() - chrono::Duration::days(92) + chrono::Duration::minutes(number);
    let determination = best_interest_determination::Model {
        id: determination(file),
        receiver_id: Some(file.referral.to_organisation_id),
        grounds: "determination-grounds".to_owned(),
        outcome: Some(BestInterestOutcome::InFavour),
        reason: Some("determination-reason".to_owned()),
        decided_by: Some(cast.doctor.id),
        decided_at: Some(minutes(1)),
        created_at: minutes(2),
        ..rows::determination(&file.case, &cast.worker)
    };
    let determination = world.add(determination).await;
    let id = legal_override(file);
    let row = legal_override::Model {
        id,
        reason: "override-reason".to_owned(),
        determination_id: Some(determination.id),
        renews_id: Some(id),
        transfer_id: Some(file.transfer.id),
        valid_until: minutes(3),
        approved_by: Some(cast.doctor.id),
        approved_at: Some(minutes(4)),
        refused_by: Some(cast.doctor.id),
        refused_at: Some(minutes(5)),
        refusal_text: Some("override-refusal".to_owned()),
        ended_by: Some(cast.doctor.id),
        ended_at: Some(minutes(6)),
        created_at: minutes(7),
        ..rows::legal_override(&file.referral, &cast.worker)
    };
    world.add(row).await;
}
