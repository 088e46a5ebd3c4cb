//! A match across organisations of a whole case file, with every column filled, and the entry that it rests on.

use chrono::Duration;
use entity::{
    codes::{MatchingEndReason, PersonMatchState},
    matching_entry, person_match,
};
use uuid::Uuid;

use super::{
    World,
    file::{Cast, File},
    rows,
};

/// The identifier follows from the file, so that a test with the file finds the row.
pub fn id(file: &File) -> Uuid {
    Uuid::from_u128(file.case.id.as_u128() ^ 8)
}

/// Writes an entry that is over, and a match that both sides agreed to. The other side is the same case, which no field shows.
pub async fn add(world: &World, cast: &Cast, file: &File) -> person_match::Model {
    let minutes = |number| rows::now() - Duration::days(93) + Duration::minutes(number);
    let entry = matching_entry::Model {
        id: Uuid::from_u128(file.case.id.as_u128() ^ 9),
        case_id: file.case.id,
        organisation_id: file.case.organisation_id,
        consent_id: file.consent.id,
        worker_id: cast.worker.id,
        entered_at: minutes(1),
        valid_until: minutes(2),
        ended_at: Some(minutes(3)),
        end_reason: Some(MatchingEndReason::ConsentEnded),
        registration_id: file.case.person_id,
        facts: 0,
    };
    world.add(entry).await;
    let side = person_match::Model {
        id: id(file),
        case_id: file.case.id,
        organisation_id: file.case.organisation_id,
        other_organisation_id: cast.partner.id,
        other_case_id: file.case.id,
        state: PersonMatchState::Agreed,
        created_at: minutes(4),
        expires_at: rows::now() + Duration::days(41),
        answered_at: Some(minutes(5)),
        answered_by: Some(cast.doctor.id),
        talk_reference: Some("T-00000-00000".to_owned()),
        ended_at: Some(minutes(6)),
        version: 2,
    };
    world.add(side).await
}
