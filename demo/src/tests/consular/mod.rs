//! The consular requests of a caseload: everything that a consulate can read follows from the rules, and nothing else
//! reached it.

mod packets;
mod requests;

use std::collections::HashMap;

use entity::{
    codes::{ConsularState, ProtectionSign},
    consular_event, consular_packet, consular_request,
};
use uuid::Uuid;
use waystation::rules::consular::machine::RequestState;

use crate::{
    cast::{POSTS, Post},
    rows::Rows,
};

fn events(rows: &Rows) -> HashMap<Uuid, Vec<&consular_event::Model>> {
    let mut events: HashMap<Uuid, Vec<_>> = HashMap::new();
    for event in &rows.consular_events {
        events.entry(event.consular_request_id).or_default().push(event);
    }
    events
}

fn packets(rows: &Rows) -> HashMap<Uuid, &consular_packet::Model> {
    rows.consular_packets.iter().map(|packet| (packet.consular_request_id, packet)).collect()
}

fn without_hold(row: &consular_request::Model) -> ConsularState {
    RequestState { state: row.state, held: row.held_state }.without_hold()
}

/// The signs of protection of each case.
fn markers(rows: &Rows) -> HashMap<Uuid, Vec<ProtectionSign>> {
    let mut all: HashMap<Uuid, Vec<ProtectionSign>> = HashMap::new();
    for marker in &rows.protection_markers {
        all.entry(marker.case_id).or_default().push(marker.sign);
    }
    all
}

fn post(id: Uuid) -> &'static Post {
    POSTS.iter().find(|post| post.id == id).expect("of the cast")
}
