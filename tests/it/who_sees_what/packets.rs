//! Packets are not part of a file, so they are asked for separately, as their post finds them. A packet that is over
//! keeps all values in its row, so that only the access rules hide them.

use chrono::Duration;
use entity::{
    codes::{InterviewMode, InterviewSide, LiaisonState, OrganisationType, Purpose, RefusalReason, Role},
    consular_packet, organisation, worker,
};
use sea_orm::Iterable;
use serde_json::{Value, json};
use waystation::{
    access::{policy::spelled, viewer::Viewer},
    graphql::{engine::Engine, record::table::Table, records},
};

use super::{notes, seen::Cell};
use crate::support::{World, columns, consular, document, rows, someone};

/// The cells of one field for one role: for a packet that waits for the post, and for one that is over.
type Line = [Cell; 2];

/// The cells of each field, in the order of the table.
pub struct Packets {
    /// By role.
    by_role: Vec<(Role, Vec<Line>)>,
}

impl Packets {
    /// Asks as every role of a State of origin, and with all roles at once as every other kind of organisation.
    pub async fn asked(world: &World, engine: &Engine) -> Self {
        let mut by_role = Vec::new();
        for kind in OrganisationType::iter() {
            let (post, worker) = someone(world, kind).await;
            let waiting = packet(world, &post, &worker).await;
            let over = packet(world, &post, &worker).await;
            let out = Some(world.now - Duration::hours(1));
            let over = consular_packet::Model {
                revoked_at: out,
                close_after: out,
                closing_state: Some(LiaisonState::ClosedByRequester),
                ..over
            };
            for packet in [&waiting, &over] {
                world.add(packet.clone()).await;
            }
            engine.directory().refresh(&world.database).await.expect("the directory is read");
            let viewer = |roles| Viewer { roles, ..world.viewer(Role::GovernmentLiaison, &worker, &post) };
            if kind == OrganisationType::GovOriginConsular {
                for role in Role::iter() {
                    let lines = lines(world, engine, &viewer(vec![role]), [&waiting, &over]).await;
                    by_role.push((role, lines));
                }
            } else {
                let lines = lines(world, engine, &viewer(Role::iter().collect()), [&waiting, &over]).await;
                assert!(lines.iter().flatten().all(|cell| *cell == Cell::Absent), "{kind:?} reads a packet");
            }
        }
        Self { by_role }
    }

    /// The section of the matrix.
    pub fn print(&self, text: &mut String) {
        let table = table();
        columns::line(text, format_args!("\n{}: {}", table.name, table.doc));
        text.push_str(
            "Left: a packet that waits for the post. Right: a packet that is over. No other kind of organisation\n",
        );
        text.push_str("reads one, in any role. In an organisation of a State of origin only these roles do:\n");
        let reads = |lines: &[Line]| lines.iter().flatten().any(|cell| *cell != Cell::Absent);
        for (role, lines) in self.by_role.iter().filter(|(_, lines)| reads(lines)) {
            columns::line(text, format_args!("{}", spelled(role)));
            for (field, line) in table.fields.iter().zip(lines) {
                let signs: String = line.iter().map(|cell| cell.sign()).collect();
                columns::line(text, format_args!("{:24}{:20} {signs}", field.name, spelled(&field.class)));
            }
        }
    }
}

fn table() -> &'static Table {
    records::all().into_iter().find(|table| table.name == "ConsularPacket").expect("packets are records")
}

async fn lines(world: &World, engine: &Engine, viewer: &Viewer, packets: [&consular_packet::Model; 2]) -> Vec<Line> {
    let table = table();
    let fields = document::fields(table, &mut vec![table.name], 0);
    let document = format!(
        "query($reference: String!) {{ consularPackets(filter: {{ reference: $reference }}) {{ nodes {{{fields} }} }} }}"
    );
    let mut lines = vec![[Cell::Absent; 2]; table.fields.len()];
    for (place, packet) in packets.into_iter().enumerate() {
        let response = world.ask(engine, viewer, &document, json!({ "reference": packet.reference })).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        let found = &response["data"]["consularPackets"]["nodes"][0];
        let notes = notes(&response);
        for (field, line) in table.fields.iter().zip(&mut lines).filter(|_| !found.is_null()) {
            let noted = notes.get(&format!("{}.{}", table.name, field.name));
            assert!(noted.is_none_or(|(class, _)| *class == spelled(&field.class)), "{}: {noted:?}", field.name);
            // An open packet has no `closedAt` yet.
            let empty = found[field.name].is_null() && (place, field.name) != (0, "closedAt");
            assert_eq!(empty, noted.is_some(), "{} of {found:#}", field.name);
            line[place] = if noted.is_some() { Cell::Withheld } else { Cell::Full };
        }
    }
    lines
}

/// A packet of this post with a value in every field. It is not written yet.
async fn packet(world: &World, post: &organisation::Model, worker: &worker::Model) -> consular_packet::Model {
    let centre = world.add(rows::centre(post)).await;
    let person = world.add(rows::person(post)).await;
    let case = world.add(rows::case(&person, &centre)).await;
    let consent = world.add(rows::consent(&case, Purpose::ConsularDocument)).await;
    let embassy = world.add(rows::organisation(OrganisationType::GovOriginConsular)).await;
    let embassy = world.add(rows::post(&embassy, "GIN")).await;
    let request = world.add(rows::consular_request(&case, &embassy, &consent, worker.id)).await;
    consular_packet::Model {
        organisation_id: post.id,
        payload: Some(serde_json::to_value(consular::payload()).expect("it is JSON")),
        question_codes: Some(json!(["SCHOOL_ATTENDED"])),
        interview_mode: Some(InterviewMode::Phone),
        interview_at: Some(world.now),
        interview_by: Some(InterviewSide::Consulate),
        refusal_code: Some(RefusalReason::Other),
        ..rows::packet(&request, &embassy)
    }
}
