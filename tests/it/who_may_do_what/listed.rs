//! `availableActions` in every cell of the matrix: a record lists only what is allowed. What is allowed and not listed is
//! refused because of the state of the record.

use serde_json::json;
use waystation::{
    access::{action::Action, viewer::Viewer},
    global_id,
    graphql::engine::Engine,
};

use super::{Outcomes, inputs};
use crate::support::{World, consular, order, standing::Place};

/// The refusals because of the state of the record.
const BY_THE_STATE: [&str; 4] = ["INVALID_TRANSITION", "WRONG_SIDE", "SAME_PERSON", "NOT_ACTIVE"];

/// A record that the viewer reads.
struct Listed {
    /// The field of an input that names it.
    field: &'static str,
    version: i64,
    actions: Vec<String>,
}

/// Compares the lists of the records of a file with the outcomes of the actions. Gives the differences.
pub async fn compare(world: &World, engine: &Engine, (place, viewer): (&Place, &Viewer), of: &Outcomes) -> Vec<String> {
    let records = listed(world, engine, place, viewer).await;
    let listed = records.iter().flat_map(|record| &record.actions).filter(|action| of[*action] != 'M');
    let mut wrong: Vec<_> = listed.map(|action| format!("{action} is listed and not allowed")).collect();
    // Nothing changes, because each of them is refused.
    let mut left_out = Vec::new();
    for action in Action::all().filter(|action| of[&action.name()] == 'M') {
        let input = inputs::input(action, place);
        let record = records.iter().find(|record| input.starts_with(record.field));
        if let Some(Listed { version, .. }) = record.filter(|record| !record.actions.contains(&action.name())) {
            left_out.push((action, input.replace("version: 999", &format!("version: {version}"))));
        }
    }
    if left_out.is_empty() {
        return wrong;
    }
    let role = viewer.roles[0];
    let asked = left_out.iter().map(|(action, input)| {
        let name = action.mutation();
        format!(
            "{name}(idempotencyKey: \"now-{role:?}-{name}\", input: {{ {input} }}) {{ userErrors {{ code field }} }}\n"
        )
    });
    let document = format!("mutation {{ {} }}", asked.collect::<String>());
    let response = world.ask(engine, viewer, &document, json!({})).await;
    for (action, _) in left_out {
        let refusal = &response["data"][action.mutation()]["userErrors"][0];
        let code = refusal["code"].as_str().unwrap_or_default();
        // Medical staff act on no referral that reveals another class than MEDICAL.
        let by_the_role = code == "VALUE_NOT_ALLOWED" && refusal["field"] == "referralId";
        if !BY_THE_STATE.contains(&code) && !by_the_role {
            wrong.push(format!("{} is allowed and not listed, and gives {code:?}", action.name()));
        }
    }
    wrong
}

async fn listed(world: &World, engine: &Engine, place: &Place, viewer: &Viewer) -> Vec<Listed> {
    let file = &place.file;
    let records = [
        ("caseId", "Case", file.case.id),
        ("referralId", "Referral", file.referral.id),
        ("transferId", "Transfer", file.transfer.id),
        ("consularRequestId", "ConsularRequest", consular::ids(file).request),
        ("legalOrderId", "LegalOrder", order::id(file)),
    ];
    let nodes = records.map(|(field, record, id)| {
        let id = global_id::encode(record, id);
        format!("{field}: node(id: \"{id}\") {{ ... on {record} {{ version availableActions }} }}\n")
    });
    let reference = consular::reference(file);
    let packet =
        format!("{{ packetReference: consularPacket(reference: \"{reference}\") {{ version availableActions }} }}");
    let document = if viewer.is_of_origin() { packet } else { format!("{{ {} }}", nodes.concat()) };
    let response = world.ask(engine, viewer, &document, json!({})).await;
    let fields = records.map(|(field, ..)| field).into_iter().chain(["packetReference"]);
    let shown = fields.filter_map(|field| {
        let record = &response["data"][field];
        let names = record["availableActions"].as_array()?.iter();
        let actions = names.map(|name| name.as_str().expect("a name").to_owned()).collect();
        Some(Listed { field, version: record["version"].as_i64().unwrap_or(1), actions })
    });
    shown.collect()
}
