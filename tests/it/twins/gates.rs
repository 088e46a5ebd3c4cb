//! Decisions of protection: a marker of the person, and the outcome of a gate of a consular request.

use entity::{
    case,
    codes::{ConsularState, Gate, GateOutcome, OrganisationType, ProtectionSign, Purpose},
    consular_request, protection_gate, protection_marker,
};
use uuid::Uuid;

use super::{
    people::{Reader, Twins},
    secret::Secret,
};
use crate::support::{World, rows};

/// The person has a protection marker.
pub fn marked(twins: &Twins) -> Secret {
    Secret::new("the person has a protection marker", &[Reader::ProtectionOfficer]).new_row(protection_marker::Model {
        id: Uuid::now_v7(),
        person_id: twins.case.person_id,
        case_id: twins.case.id,
        sign: ProtectionSign::AsylumClosure,
        subject_id: twins.case.id,
        noted_at: rows::now(),
        worker_id: None,
        cleared_at: None,
        cleared_by: None,
        clear_reason: None,
    })
}

/// A request whose gates protection has not decided.
pub async fn screened(world: &World, case: &case::Model, drafted_by: Uuid) -> consular_request::Model {
    let embassy = world.add(rows::organisation(OrganisationType::GovOriginConsular)).await;
    let post = world.add(rows::post(&embassy, "GIN")).await;
    let consent = rows::consent(case, Purpose::ConsularDocument);
    let request = consular_request::Model {
        state: ConsularState::ProtectionScreening,
        cleared: false,
        submitted_at: None,
        packet_reference: None,
        consent_id: None,
        ..rows::consular_request(case, &post, &consent, drafted_by)
    };
    world.add(request).await
}

/// A gate of the request was decided.
pub fn decided(twins: &Twins, gate: Gate, outcome: GateOutcome) -> Secret {
    Secret::new("a protection gate was decided", &[Reader::ProtectionOfficer]).new_row(protection_gate::Model {
        id: Uuid::now_v7(),
        consular_request_id: twins.request.id,
        gate,
        outcome,
        note: Some("why".to_owned()),
        worker_id: twins.worker.id,
        at: rows::now(),
        corrects: None,
        lifted_at: None,
        lifted_by: None,
        lift_reason: None,
    })
}
