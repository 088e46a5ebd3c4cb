//! What a liaison does with its packets, for real: every mutation in turn on every packet, as the packet stands by then.

use serde_json::{Value, json};

use super::{
    demo::{Operation, Who},
    operations::mutation,
    pair::Pair,
    schema::{Schema, innermost},
    values::Pool,
};

/// Takes steps on these packets, in both demos the same, and gives how many of them were possible.
pub async fn take(pair: &mut Pair, schema: &Schema, pool: &Pool, references: &[String]) -> usize {
    let mutations = schema.mutations();
    let mut taken = 0;
    for (number, reference) in references.iter().enumerate() {
        // Whatever the token claims, it is the same liaison.
        let who = if number.is_multiple_of(2) { Who::Liaison } else { Who::EveryRole };
        for turn in 0..2 * mutations.len() {
            let root = &mutations[(number + turn) % mutations.len()];
            let input = root.arguments().into_iter().find(|it| it.name == "input").expect("every verb has an input");
            // Another code each time, where there is a choice.
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
            let about = json!({ "packet": reference, "version": version });
            let step = mutation(schema, pool, root, &format!("step-{number}-{turn}"), &about, &with);
            let answer = pair.change(who, &step).await;
            let again = pair.change(who, &step).await;
            assert_eq!(
                answer["data"][root.name]["userErrors"], again["data"][root.name]["userErrors"],
                "once, by its key"
            );
            taken += usize::from(!answer["data"][root.name]["consularPacket"].is_null());
            let other =
                mutation(schema, pool, root, &format!("step-{number}-{turn}"), &json!({ "packet": "other" }), &with);
            pair.change(who, &other).await;
        }
    }
    taken
}

/// Everything of one packet.
pub fn packet(schema: &Schema, reference: &str) -> Operation {
    let root = schema.queries().into_iter().find(|it| it.name == "consularPacket").expect("a liaison reads packets");
    let whole = schema.all_of(innermost(root.of), &mut Vec::new());
    Operation {
        name: format!("consularPacket {reference}"),
        query: format!("query($reference: String!) {{ consularPacket(reference: $reference){whole} }}"),
        variables: json!({ "reference": Value::from(reference) }),
    }
}
