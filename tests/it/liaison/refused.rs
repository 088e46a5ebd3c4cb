//! Refusals by name: a hidden packet is answered like one that never existed, byte for byte and with as many
//! statements. Pages are small, filters are few, and nothing counts packets.

use serde_json::{Value, json};

use super::{
    demo::{Answer, Operation},
    operations::mutation,
    pair::Pair,
    pool::References,
    schema::{Schema, innermost},
    steps,
    values::Pool,
};

/// Runs all these checks.
pub async fn all(pair: &mut Pair, schema: &Schema, pool: &Pool, references: &References) {
    hidden_is_not_found(pair, schema, pool, references).await;
    let page = Operation::plain("a page of 26", "{ consularPackets(first: 26) { nodes { reference } } }");
    let backwards = Operation::plain("a page of 26", "{ consularPackets(last: 26) { nodes { reference } } }");
    for page in [page, backwards] {
        let answer = pair.read(&page).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{answer}");
        assert_eq!(answer["data"]["consularPackets"], Value::Null);
    }
    let filters: Vec<_> = schema.inputs("ConsularPacketFilter").iter().map(|it| it.name).collect();
    assert_eq!(filters, ["reference", "state", "submitted"]);
    let roots: Vec<_> = schema.queries().iter().map(|it| it.name).collect();
    let reached = [
        "viewer",
        "errorCodes",
        "codeLists",
        "consularPacket",
        "organisations",
        "centres",
        "services",
        "consularPosts",
        "consularPackets",
    ];
    assert_eq!(roots, reached, "the viewer, the codes, the public directory, and packets");
    // A connection of packets has rows and page information, but no count and no total.
    let connection: Vec<_> = schema.fields("ConsularPacketConnection").iter().map(|it| it.name).collect();
    assert_eq!(connection, ["edges", "nodes", "pageInfo"]);
    for hidden in ["Case", "Person", "Referral", "Consent", "ConsularRequest", "Worker", "TravelDocument", "Transfer"] {
        assert!(!schema.type_names().any(|name| name == hidden), "{hidden} exists for a liaison");
    }
}

/// The most characters of a reference. A cursor can be longer.
const LONGEST_LINE: usize = 200;

async fn hidden_is_not_found(pair: &mut Pair, schema: &Schema, pool: &Pool, references: &References) {
    let never = "never-was-a-packet-of-that-reference";
    let by_reference = |reference: &str| steps::packet(schema, reference);
    // Identifiers and references of cases, people, referrals and all other records are not references of packets.
    let shown = |text: &&String| references.open.contains(text) || references.closed.contains(text);
    // A text that is blank, or longer than a line, is refused before anything is looked up.
    let asked = |text: &&String| text.chars().any(char::is_alphanumeric) && text.len() <= LONGEST_LINE;
    let others: Vec<_> = pool.ids.iter().chain(pool.texts.iter().filter(|text| !shown(text))).filter(asked).collect();
    // A withdrawn packet leaves a tombstone, in the list and by its reference.
    let hidden = references.hidden().chain(others.iter().copied()).filter(|it| !references.withdrawn.contains(it));
    let hidden: Vec<_> = hidden.map(|it| by_reference(it)).collect();
    same(pair, &by_reference(never), &hidden).await;
    let unlisted = [&references.unsubmitted[0], &references.foreign[0]].into_iter().chain(others);
    let unlisted: Vec<_> = unlisted.filter(|it| !references.withdrawn.contains(it)).map(|it| listed(it)).collect();
    let none = pair.both(&listed(never)).await;
    assert_eq!(none[0].value()["data"]["consularPackets"]["nodes"], json!([]), "{}", none[0].body);
    alike(pair, &none[0], &unlisted).await;
    for root in schema.mutations() {
        let input = root.arguments().into_iter().find(|it| it.name == "input").expect("every verb has an input");
        assert!(
            schema.inputs(innermost(input.of)).iter().any(|it| it.name == "packetReference"),
            "{} is about a packet",
            root.name
        );
        let about = |(number, reference): (usize, &str)| {
            let about = json!({ "packetReference": reference, "version": 1 });
            mutation(schema, pool, &root, &format!("hidden-{}-{number}", root.name), &about, &json!({}))
        };
        // Identifiers of records are not references of packets either.
        let hidden = references.hidden().chain(&pool.ids).map(String::as_str).chain([never]);
        let hidden: Vec<_> = hidden.enumerate().map(about).collect();
        same(pair, &hidden[hidden.len() - 1], &hidden).await;
    }
}

/// All operations get the same answer as `nothing`, whose reference does not exist.
async fn same(pair: &mut Pair, nothing: &Operation, all: &[Operation]) {
    let [expected, other] = pair.both(nothing).await;
    let error = &expected.value()["errors"][0];
    assert_eq!(error["extensions"]["code"], "NOT_FOUND", "{}: {error}", nothing.name);
    pair.compare(nothing, &expected, &other, "is in the other demo");
    alike(pair, &expected, all).await;
}

async fn alike(pair: &mut Pair, expected: &Answer, all: &[Operation]) {
    for operation in all {
        for answer in pair.both(operation).await {
            pair.compare(operation, expected, &answer, "of what is hidden is");
        }
    }
}

/// The list of packets, filtered by this reference.
fn listed(reference: &str) -> Operation {
    Operation {
        name: format!("consularPackets of {reference}"),
        query: "query($reference: String!) {
            consularPackets(filter: { reference: $reference }) {
                edges { cursor } nodes { reference state } pageInfo { hasNextPage hasPreviousPage endCursor } } }"
            .to_owned(),
        variables: json!({ "reference": reference }),
    }
}
