//! The matrix of fields: every field of every record, asked through the engine as every role in every standing. The
//! question is made from the tables of fields, so that a new field appears by itself. `who_sees_what.txt` is the
//! result. It changes only with `UPDATE=1`.
//!
//! The same walk checks every answer: a withheld field is null and has one note with its class, a shown field has no
//! note, and no withheld value occurs anywhere else in the response.

mod packets;
mod seen;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use entity::codes::{DataClass, OrganisationType, Relation, Role};
use sea_orm::Iterable;
use serde_json::{Value, json};
use waystation::{
    access::{
        action::Action,
        ceiling::guarded,
        policy::{Policy, spelled},
        viewer::Viewer,
    },
    global_id,
    graphql::{engine::Engine, record::table::Table, records},
    store::access::row_access::Access,
};

use self::{
    packets::Packets,
    seen::{Cell, Seen},
};
use crate::support::{
    World,
    asking::engine_over,
    columns::Column,
    document,
    file::{Cast, File, NEVER},
    golden, on_both_at_once, order,
    standing::{Place, Standing, every_role_together, home_of, place},
    whole,
};

/// Fields that are empty in the file, so that the matrix cannot show them. May only shrink: fill the file instead.
const UNFILLED: &[&str] = &[
    "Case.duplicateOf",
    "FamilyLink.relativeCase",
    "Household.members",
    "Consent.supersededBy",
    "Consent.supersedes",
    "ConsentRecipient.decidedBy",
    "Referral.accessUntil",
    "Referral.redirectedFrom",
    "Referral.redirectedTo",
    // Only receivers read them, and the whole file is read by its owner.
    "Referral.assignedColleagueId",
    "Referral.assignedColleagueName",
    "ReferralEvent.colleagueId",
    "ReferralEvent.colleagueName",
    "Service.capacityFree",
    "Service.capacityAsOf",
    // Like the free places, it is only for those who count them.
    "Service.version",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_field_goes_to_whom_the_matrix_says() {
    on_both_at_once(|world| async move {
        let asking = Asking::new(&world).await;
        let mut roles = Vec::new();
        for standing in Standing::ALL {
            let mut places: BTreeMap<OrganisationType, (Place, Seen)> = BTreeMap::new();
            for role in Role::iter() {
                let kind = home_of(role);
                if let std::collections::btree_map::Entry::Vacant(e) = places.entry(kind) {
                    e.insert(asking.place(standing, kind).await);
                }
                let (place, everything) = &places[&kind];
                let viewer = Viewer { roles: vec![role], ..place.viewer.clone() };
                let seen = asking.seen(&viewer, place, everything).await;
                roles.push(Column { role, standing, of: seen });
            }
        }
        let mut kinds = Vec::new();
        for kind in OrganisationType::iter() {
            for standing in [Standing::Assigned, Standing::ReferralActive] {
                let (place, everything) = asking.place(standing, kind).await;
                let viewer = Viewer { roles: every_role_together(), ..place.viewer.clone() };
                kinds.push((kind, standing, asking.seen(&viewer, &place, &everything).await));
            }
        }
        // The same share, opened by a legal order.
        let mut ordered = Vec::new();
        for kind in OrganisationType::iter().filter(|kind| !guarded(*kind).is_empty()) {
            let (place, everything) = asking.place(Standing::ReferralActive, kind).await;
            order::open(&world, &place.cast, &place.file).await;
            let viewer = Viewer { roles: every_role_together(), ..place.viewer.clone() };
            ordered.push((kind, asking.seen(&viewer, &place, &everything).await));
        }
        let packets = Packets::asked(&world, &asking.engine).await;
        golden::compare("tests/it/who_sees_what.txt", &table::print(roles, &packets, &kinds, &ordered));
    })
    .await;
}

/// Asks every field.
struct Asking<'a> {
    world: &'a World,
    engine: Engine,
    /// The policy of this engine gives everything, so that it reads all values of the file.
    open: Engine,
    /// The records with an identifier, each with the query for all of its fields.
    roots: Vec<(&'static Table, String)>,
}

impl<'a> Asking<'a> {
    async fn new(world: &'a World) -> Self {
        let database = world.database.clone();
        let open = engine_over(database, everything(), [7; 32]).await;
        let roots = document::identified().map(|table| (table, document::node(table, 1))).collect();
        Self { world, engine: world.engine().await, open, roots }
    }

    /// A file, a viewer without a role in this standing to it, and all values of the file.
    async fn place(&self, standing: Standing, kind: OrganisationType) -> (Place, Seen) {
        let place = place(self.world, standing, kind, &[]).await;
        whole::add(self.world, &place).await;
        for engine in [&self.engine, &self.open] {
            engine.directory().refresh(&self.world.database).await.expect("the directory is read");
        }
        // A reader without a ceiling, because ceilings are not tested here.
        let roles = vec![Role::ProtectionOfficer];
        let reader = Viewer { organisation_type: OrganisationType::Iom, roles, ..place.colleague.clone() };
        let (everything, _) = self.ask(&self.open, &reader, &place.cast, &place.file).await;
        // A packet is not part of a file: no worker of the owning organisation reads one. Nor is a webhook, which is a setting.
        let of_file = records::all().into_iter().filter(|table| table.access != Access::Packet);
        let of_file = of_file.filter(|table| !matches!(table.name, "Webhook" | "WebhookDelivery"));
        let fields = of_file.flat_map(|table| table.fields.iter().map(|field| (table.name, field.name)));
        let empty: Vec<_> = fields
            .filter(|(table, field)| everything.cell(table, field) != Cell::Full)
            .map(|(table, field)| format!("{table}.{field}"))
            .filter(|name| !UNFILLED.contains(&name.as_str()))
            .collect();
        assert!(empty.is_empty(), "the file leaves these fields empty, or the query misses them: {empty:?}");
        (place, everything)
    }

    /// The cells of the viewer. Checks the answers against all values of the file.
    async fn seen(&self, viewer: &Viewer, place: &Place, everything: &Seen) -> Seen {
        let (seen, body) = self.ask(&self.engine, viewer, &place.cast, &place.file).await;
        assert!(!body.contains(NEVER), "{:?} read a text that no field shows: {body}", viewer.roles);
        for ((record, field), value) in everything.secrets() {
            let hidden = seen.cell(record, field) != Cell::Full;
            assert!(
                !hidden || !body.contains(value),
                "{:?} of {:?} may not read {record}.{field}, and the response says {value}",
                viewer.roles,
                viewer.organisation_type,
            );
        }
        seen
    }

    async fn ask(&self, engine: &Engine, viewer: &Viewer, cast: &Cast, file: &File) -> (Seen, String) {
        let (mut seen, mut bodies) = (Seen::default(), String::new());
        for (table, document) in &self.roots {
            let id = global_id::encode(table.name, whole::key(table, cast, file));
            // A State of origin cannot ask for records by identifier. It reads the directory through lists.
            if let Some(list) = directory_list(table).filter(|_| viewer.is_of_origin()) {
                let (response, record) = self.in_list(engine, viewer, &document::list(table, list), &id).await;
                bodies.push_str(&record.to_string());
                seen.add(table, &record, &notes(&response));
                continue;
            }
            let response = self.world.ask(engine, viewer, document, json!({ "id": id })).await;
            bodies.push_str(&response.to_string());
            // A State of origin does not have most of these names. `liaison` tests everything that it can ask for.
            if viewer.is_of_origin() && response["data"].is_null() {
                let message = response["errors"][0]["message"].as_str().unwrap_or_default();
                assert!(message.starts_with("Unknown "), "{response:#}");
                continue;
            }
            found_or_not(&response);
            seen.add(table, &response["data"]["node"], &notes(&response));
        }
        (seen, bodies)
    }

    /// The record with this identifier in a list, and the page that contains it.
    async fn in_list(&self, engine: &Engine, viewer: &Viewer, document: &str, id: &str) -> (Value, Value) {
        let mut after = Value::Null;
        loop {
            let response = self.world.ask(engine, viewer, document, json!({ "after": after })).await;
            let list = &response["data"]["list"];
            let mut nodes = list["nodes"].as_array().into_iter().flatten();
            if let Some(record) = nodes.find(|node| node["id"] == id) {
                return (response.clone(), record.clone());
            }
            assert_eq!(list["pageInfo"]["hasNextPage"], true, "no {id} in {document}: {response:#}");
            after = list["pageInfo"]["endCursor"].clone();
        }
    }
}

/// The list through which a State of origin reads a record of the public directory.
fn directory_list(table: &Table) -> Option<&'static str> {
    match table.name {
        "Organisation" => Some("organisations"),
        "Service" => Some("services"),
        "ConsularPost" => Some("consularPosts"),
        _ => None,
    }
}

/// A record is answered, or the only error is `NOT_FOUND`.
fn found_or_not(response: &Value) {
    if response["data"]["node"].is_null() {
        let errors = response["errors"].as_array().expect("null has a reason");
        assert!(errors.len() == 1 && errors[0]["extensions"]["code"] == "NOT_FOUND", "{response:#}");
    } else {
        assert_eq!(response["errors"], Value::Null, "{response:#}");
    }
}

/// The notes of a response: each field once, with its class and the number of rows where it was withheld.
fn notes(response: &Value) -> BTreeMap<String, (String, u64)> {
    let empty = Vec::new();
    let notes = response["extensions"]["withheld"].as_array().unwrap_or(&empty);
    let mut fields = BTreeSet::new();
    notes
        .iter()
        .map(|note| {
            let text = |key: &str| note[key].as_str().expect("a note names field and class").to_owned();
            assert!(fields.insert(text("field")), "two notes for {}", text("field"));
            (text("field"), (text("class"), note["count"].as_u64().expect("a note counts")))
        })
        .collect()
}

/// A policy that gives every class in every relation, and the action without which nobody knows of a match.
fn everything() -> Policy {
    let mut text = "version = \"everything\"\n".to_owned();
    let answers = [Action::AnswerPersonMatch.name()];
    let classes: Vec<_> = DataClass::iter().map(|class| spelled(&class)).collect();
    for role in Role::iter() {
        text.push_str(&format!("[roles.{}]\n", spelled(&role)));
        for relation in Relation::iter() {
            text.push_str(&format!("{} = {{ classes = {classes:?}, actions = {answers:?} }}\n", spelled(&relation)));
        }
    }
    Policy::parse("everything.toml", &text).unwrap_or_else(|error| panic!("{error}"))
}
