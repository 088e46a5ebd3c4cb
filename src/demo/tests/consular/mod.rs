//! The consular requests of a caseload: what a consulate could read came about by the rules, and nothing else reached it.

mod packets;
mod requests;

use std::collections::HashMap;

use entity::{
    codes::{ConsularState, DataClass},
    consular_event, consular_packet, consular_request,
};
use uuid::Uuid;

use crate::{
    demo::{
        cast::{POSTS, Post},
        rows::Rows,
    },
    rules::consular::{
        gates::{Markers, PROTECTION_SERVICE},
        machine::Standing,
    },
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
    Standing { state: row.state, held: row.held_state }.without_hold()
}

/// What the case says of international protection now.
fn markers(rows: &Rows) -> HashMap<Uuid, Markers> {
    let mut all: HashMap<Uuid, Markers> = HashMap::new();
    for case in &rows.cases {
        let markers = all.entry(case.id).or_default();
        markers.immigration_status = case.immigration_status;
        markers.closure_reason = case.closure_reason;
    }
    for row in &rows.vulnerabilities {
        all.entry(row.case_id).or_default().vulnerabilities.push(row.category);
    }
    for row in &rows.referrals {
        let tells = row.inference_class == DataClass::Asylum || row.service_type == PROTECTION_SERVICE;
        all.entry(row.case_id).or_default().referred_for_protection |= tells;
    }
    all
}

fn post(id: Uuid) -> &'static Post {
    POSTS.iter().find(|post| post.id == id).expect("of the cast")
}
