//! Real work of a liaison officer: every mutation in turn on every packet, with its current version.

use serde_json::{Value, json};

use super::{
    demo::{Operation, Who},
    operations::mutation,
    pair::Pair,
    schema::{Schema, innermost},
    values::Pool,
};

/// Takes the same steps on these packets in both demos. Gives the number of steps that succeeded.
pub async fn take(pair: &mut Pair, schema: &Schema, pool: &Pool, references: &[String]) -> usize {
    let mutations = schema.mutations();
    let mut taken = 0;
    for (number, reference) in references.iter().enumerate() {
        // The roles that the token claims must make no difference.
        let who = if number.is_multiple_of(2) { Who::Liaison } else { Who::EveryRole };
        for turn in 0..2 * mutations.len() {
            let root = &mutations[(number + turn) % mutations.len()];
            let input = root.arguments().into_iter().find(|it| it.name == "input").expect("every verb has an input");
            // Another enum value in each turn.
            let mut with = json!({});
            for field in schema.inputs(innermost(input.of)) {
                let codes = schema.codes(innermost(field.of));
                if !codes.is_empty() {
                    let code = json!(codes[(number + turn) % codes.len()]);
                    with[field.name] = if field.of["ofType"]["kind"] == "LIST" { json!([code]) } else { code };
                }
            }
            let packet = pair.change(who, &packet(schema, reference)).await;
            let version = packet["data"]["consularPacket"]["version"].clone();
            let about = json!({ "packetReference": reference, "version": version });
            let key = format!("step-{number}-{turn}");
            let step = mutation(schema, pool, root, &key, &about, &with);
            let answer = pair.change(who, &step).await;
            taken += usize::from(!answer["data"][root.name]["consularPacket"].is_null());
            // The same key replays the answer; for another packet it is a refusal.
            if turn < 2 {
                pair.change(who, &step).await;
                let about = json!({ "packetReference": "other", "version": version });
                pair.change(who, &mutation(schema, pool, root, &key, &about, &with)).await;
            }
        }
    }
    taken
}

/// A query for the whole packet.
pub fn packet(schema: &Schema, reference: &str) -> Operation {
    let root = schema.queries().into_iter().find(|it| it.name == "consularPacket").expect("a liaison reads packets");
    let whole = schema.all_of(innermost(root.of), &mut Vec::new());
    Operation {
        name: format!("consularPacket {reference}"),
        query: format!("query($reference: String!) {{ consularPacket(reference: $reference){whole} }}"),
        variables: json!({ "reference": Value::from(reference) }),
    }
}
