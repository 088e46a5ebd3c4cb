//! A webhook of the viewer's organisation, for the matrix of actions.

use entity::webhook;
use uuid::Uuid;

use super::{World, rows, standing::Place};

/// The id of the webhook in a place.
pub fn id(place: &Place) -> Uuid {
    Uuid::from_u128(place.file.case.id.as_u128() ^ 0x77)
}

/// Writes it.
pub async fn add(world: &World, place: &Place) {
    let made = rows::now() - chrono::Duration::days(1);
    let row = webhook::Model {
        id: id(place),
        organisation_id: place.viewer.organisation_id,
        worker_id: place.viewer.worker_id,
        bound_at: made,
        url: "https://example.org/".to_owned(),
        description: None,
        event_kinds: 3,
        version: 1,
        created_at: made,
        deleted_at: None,
        secret_generation: 1,
        secret_rotated_at: None,
        paused_at: None,
        pause_reason: None,
        place: 0,
        entry_id: None,
        passed: made,
        passed_in: None,
        moved_at: made,
        sequence: 0,
        attempts: 0,
        first_failed_at: None,
        next_attempt_at: None,
        not_before: None,
        lease_holder: None,
        lease_until: None,
    };
    world.add(row).await;
}
